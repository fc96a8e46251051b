import { looksRandom } from './random.js';
import type { PatternRule, SearchRule, Span } from './rule.js';

export interface Match extends Span {
  readonly rule: PatternRule;
}

interface Needle {
  readonly text: string;
  readonly rule: PatternRule;
}

/** Needles by their first two characters, which are ASCII. */
type Table = readonly (readonly Needle[] | undefined)[];

const ascii = 128;

/** Finds the secrets of many pattern rules in one pass over a text: needles are met by their first two characters. */
export class PatternSearch {
  readonly #exact: Table;
  readonly #keywords: Table;

  constructor(rules: readonly PatternRule[]) {
    this.#exact = tableOf(rules.filter(({ keyword }) => !keyword));
    this.#keywords = tableOf(rules.filter(({ keyword }) => keyword));
  }

  /** In no order; several rules may find the same place. */
  find(text: string): Match[] {
    return [...search(this.#exact, text, text), ...search(this.#keywords, lowerCase(text), text)];
  }
}

function tableOf(rules: readonly PatternRule[]): Table {
  const table = new Array<Needle[] | undefined>(ascii * ascii);
  for (const rule of rules) {
    for (const needle of rule.needles) {
      const index = needle.charCodeAt(0) * ascii + needle.charCodeAt(1);
      table[index] = [...(table[index] ?? []), { text: needle, rule }];
    }
  }
  return table;
}

/** @param searched the text as the needles have it */
function* search(table: Table, searched: string, text: string): Generator<Match> {
  /** Where the last match of a rule ended: it does not begin again within. */
  const ends = new Map<PatternRule, number>();
  let first = ascii;
  for (let at = 0; at < searched.length; at++) {
    const second = searched.charCodeAt(at);
    const needles = first < ascii && second < ascii ? table[first * ascii + second] : undefined;
    first = second;
    if (!needles) continue;
    for (const needle of needles) {
      if (!searched.startsWith(needle.text, at - 1) || (ends.get(needle.rule) ?? 0) >= at) continue;
      const match = matchAt(needle.rule, text, at - 1);
      if (!match) continue;
      ends.set(needle.rule, match.end);
      yield match;
    }
  }
}

/** @param at where a needle stands */
function matchAt(rule: PatternRule, text: string, at: number): Match | undefined {
  const { pattern, keyword, before = 0, accept = looksRandom } = rule;
  const start = at - before;
  if (start < 0 || !(keyword || isBoundary(text, start))) return undefined;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const end = start + match[0].length;
  const secret = match[1] ?? match[0];
  if (isWord(text.charCodeAt(end)) || !accept(secret)) return undefined;
  return { rule, start: end - secret.length, end };
}

/** ASCII letters in lower case; the places of all characters stay. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  // A few letters of other scripts get longer.
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** No word goes on here. The letter of an escape such as `\n`, and a `%3D`, belong to no word. */
export function isBoundary(text: string, at: number): boolean {
  if (!isWord(text.charCodeAt(at - 1))) return true;
  return (text[at - 2] === '\\' && 'nrt'.includes(text[at - 1] ?? '')) || text[at - 3] === '%';
}

function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95;
}

/** A kind whose secrets have no fixed part: the pattern, global and bounded, is tried at every place. */
export function anywhere(
  rule: Omit<SearchRule, 'find'> & { readonly pattern: RegExp; accept(secret: string): boolean },
): SearchRule {
  const { id, severity, pattern, accept } = rule;
  return {
    id,
    severity,
    *find(text) {
      for (const { 0: secret, index } of text.matchAll(pattern)) {
        const end = index + secret.length;
        if (isBoundary(text, index) && !isWord(text.charCodeAt(end)) && accept(secret)) yield { start: index, end };
      }
    },
  };
}
