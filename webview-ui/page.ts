import type { Hello } from '../src/protocol/page.js';
import { sameDay, useFormats } from './format/format.js';
import { Page } from './frame.js';
import { connectHost } from './host.js';
import { Store } from './store.js';
import { documentSheet } from './theme.css.js';
import { useWords } from './words.js';

/** Composition root of the sidebar page. */

const rightToLeft = ['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'ug', 'ur', 'yi'];

function speak(hello: Hello): void {
  useWords(hello.words, hello.locale);
  useFormats(hello);
  document.documentElement.lang = hello.locale;
  document.documentElement.dir = rightToLeft.includes(hello.locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

if (documentSheet.styleSheet) document.adoptedStyleSheets.push(documentSheet.styleSheet);
const page = new Page();
page.store = new Store(connectHost(), () => page.follow());
document.body.append(page);
void page.store.start(speak, (snapshot) => snapshot.period !== 'today' || sameDay(snapshot.at, Date.now()));
