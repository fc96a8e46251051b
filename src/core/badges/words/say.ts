import type { Formats } from '../../format.js';

/** How whoever shows badges speaks: in a language, with its figures. English text is the key, as everywhere. */
export interface Say {
  t(text: string, ...values: readonly (string | number)[]): string;
  plural(count: number, forms: { readonly one: string; readonly other: string }, shown: string): string;
  readonly formats: Pick<Formats, 'long' | 'share' | 'decimal' | 'money' | 'day'>;
}

/** What a badge is called, what it asks for, and what brings it nearer. */
export interface BadgeText {
  name(t: Say['t']): string;
  /** `numbers`: those of the rule, as text. */
  rule(t: Say['t'], numbers: readonly string[]): string;
  hint(t: Say['t']): string;
}
