import { t } from '../words.js';
import type { StatusView } from './view.js';

/**
 * What the status bar showed last. Painted before anything is worked out: the first number that the runtime formats
 * costs 15 ms, the first date 4 ms (Node 24), more than all of the activation beside it.
 */
export interface Painted {
  readonly view: StatusView;
  /** First instant at which it is no longer true: the next midnight, for figures of today. */
  readonly until: number;
  /** Setting values and language that it was made with. */
  readonly made: string;
}

/** The view to begin with: the last one where it still holds, else a mark that figures are on their way. */
export function firstView(painted: Painted | null, made: string, now: number): StatusView {
  if (painted && painted.made === made && now < painted.until) return painted.view;
  const words = t('Figures are on their way.');
  return { text: '$(tallyboard-mark) …', hover: words, spoken: t('Tallyboard: figures are on their way.') };
}
