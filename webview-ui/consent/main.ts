import type { ConsentMethods } from '../../src/protocol/consentPage.js';
import { useFormats } from '../format/format.js';
import { connectEditor } from '../host.js';
import { speakIn } from '../language.js';
import { reportDocumentSheet } from '../report/report.css.js';
import { documentSheet } from '../theme.css.js';
import { Consent } from './consent.js';

/** Composition root of the page in an editor tab that asks what may be shared. */

for (const { styleSheet } of [documentSheet, reportDocumentSheet])
  if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
const { call } = connectEditor<ConsentMethods, Record<string, never>>();
const page = new Consent();
page.ask = call;
document.body.append(page);
call('consent', {}).then(
  (data) => {
    speakIn(data);
    useFormats({ locale: data.locale, zone: 'UTC', plan: 'api' });
    page.data = data;
  },
  (error: unknown) => page.fail(error),
);
