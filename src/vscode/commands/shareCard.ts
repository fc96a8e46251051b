import { dayOf } from '../../core/day.js';
import { cardSvg } from '../../core/shareCard.js';
import { type CardTools, cardOf } from '../documents/card.js';
import { saveFile } from '../report/saveFile.js';
import { t } from '../words.js';

/** Saves a card of this month as SVG, for one's own use. */
export async function saveShareCard(tools: CardTools): Promise<void> {
  const { now, zone } = tools.asking();
  const bytes = new TextEncoder().encode(cardSvg(await cardOf(tools)));
  await saveFile(t('Save Share Card'), `card-${dayOf(now, zone).slice(0, 7)}`, 'svg', bytes);
}
