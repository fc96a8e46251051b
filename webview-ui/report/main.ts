import type { ReportHello } from '../../src/protocol/reportPage.js';
import { useFormats } from '../format/format.js';
import { speakIn } from '../language.js';
import { isScreenReaderOn } from '../screenReader.js';
import { documentSheet } from '../theme.css.js';
import { reportDocumentSheet } from './report.css.js';
import { Report } from './report.js';
import { connectReportHost } from './reportHost.js';
import { ReportStore } from './reportStore.js';

/** Composition root of the report in an editor tab. */

function speak(hello: ReportHello): void {
  speakIn(hello);
  useFormats(hello);
}

for (const { styleSheet } of [documentSheet, reportDocumentSheet])
  if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
const report = new Report();
report.store = new ReportStore(connectReportHost(), () => report.follow(), isScreenReaderOn());
document.body.append(report);
void report.store.start(speak);
