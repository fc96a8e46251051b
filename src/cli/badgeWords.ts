import type { Say } from '../core/badges/words/say.js';
import { createFormats } from '../core/format.js';

/** The words of badges in a terminal: English ones. */
export const say: Say = {
  t: fill,
  plural: (count, forms, shown) => fill(count === 1 ? forms.one : forms.other, shown),
  formats: createFormats('en', 'UTC'),
};

function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}
