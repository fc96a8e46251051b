import { type DayKey, dayOf, isDay } from '../day.js';
import { type Checked, fields, textLike, textUpTo } from './fields.js';

/**
 * What a member says to all: that he objects to the policy or to a flag of his row, that he proposes a change, that the digest
 * of a week should wait. It is signed and stays until he takes it back; no decision follows from it by itself.
 */
export const noteKinds = ['policy', 'flag', 'proposal', 'digest'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** UTF-16 code units. */
export const longestNote = 280;
/** Of one device. */
export const mostNotes = 8;

export const isNote = fields({
  kind: (value: unknown): value is NoteKind => noteKinds.some((kind) => kind === value),
  /** The policy's version, or the week of the flag or digest. */
  of: textLike(/^(?:[1-9]\d{0,8}|\d{4}-W\d\d)$/),
  day: (value: unknown): value is DayKey => typeof value === 'string' && isDay(value),
  text: textUpTo(longestNote),
});
export type Note = Checked<typeof isNote>;

/** What a member says of it now. */
export function noteOf(given: Pick<Note, 'kind' | 'of'> & { readonly text: string }, now: number): Note {
  const text = given.text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();
  // Not half of a character at its end.
  const short = text.slice(0, longestNote).replace(/\p{Cs}$/u, '');
  return { kind: given.kind, of: given.of, day: dayOf(now, 'UTC'), text: short };
}
