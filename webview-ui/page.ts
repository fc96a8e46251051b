import type { Hello } from '../src/protocol/page.js';
import { sameDay, useFormats } from './format/format.js';
import { Page } from './frame.js';
import { connectHost } from './host.js';
import { speakIn } from './language.js';
import { Store } from './store.js';
import { documentSheet } from './theme.css.js';

/** Composition root of the sidebar page. */

function speak(hello: Hello): void {
  speakIn(hello);
  useFormats(hello);
}

if (documentSheet.styleSheet) document.adoptedStyleSheets.push(documentSheet.styleSheet);
const page = new Page();
page.store = new Store(connectHost(), () => page.follow());
document.body.append(page);
void page.store.start(speak, (snapshot) => snapshot.period !== 'today' || sameDay(snapshot.at, Date.now()));
