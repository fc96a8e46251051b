import type { Say } from '../core/badges/words/say.js';
import { createFormats } from '../core/format.js';

let formats: Say['formats'] | undefined;

/** The words of badges in a terminal: English ones. Its formats take a tenth of a report that needs none: made when asked for. */
export const say: Say = {
  t: fill,
  plural: (count, forms, shown) => fill(count === 1 ? forms.one : forms.other, shown),
  get formats() {
    formats ??= createFormats('en', 'UTC');
    return formats;
  },
};

function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}
