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
document.body.append(page);
call('card', {}).then(
  (data) => {
    speakIn(data);
    page.card = data.card;
  },
  (error: unknown) => page.fail(error),
);
