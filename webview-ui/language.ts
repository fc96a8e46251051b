import type { Hello } from '../src/protocol/page.js';
import { useWords } from './words.js';

const rightToLeft = ['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'ug', 'ur', 'yi'];

/** Sets the language of the document once, before the first paint: its words, and the way they run. */
export function speakIn({ words, locale }: Pick<Hello, 'words' | 'locale'>): void {
  useWords(words, locale);
  document.documentElement.lang = locale;
  document.documentElement.dir = rightToLeft.includes(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
