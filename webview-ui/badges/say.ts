import type { Say } from '../../src/core/badges/words/say.js';
import { allFormats } from '../format/format.js';
import { plural, t } from '../words.js';

/** The words of badges in the person's language. */
export function say(): Say {
  return { t, plural, formats: allFormats() };
}
