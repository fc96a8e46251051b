import type { CardMethods } from '../../src/protocol/cardPage.js';
import { connectEditor } from '../host.js';
import { speakIn } from '../language.js';
import { reportDocumentSheet } from '../report/report.css.js';
import { documentSheet } from '../theme.css.js';
import { Card } from './card.js';

/** Composition root of the share card in an editor tab. */

for (const { styleSheet } of [documentSheet, reportDocumentSheet])
  if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
const { call } = connectEditor<CardMethods, Record<string, never>>();
const page = new Card();
page.save = (format, content) => call('saveCard', { format, content });
page.ask = async () => {
  const data = await call('card', {});
  speakIn(data);
  return data.card;
};
document.body.append(page);
void page.read();
