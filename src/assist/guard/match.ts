import { looksRandom } from './random.js';
import type { PatternRule, SearchRule, Span } from './rule.js';

/** Every place of a rule's secrets. `lower` is `lowerCase(text)`. */
export function* matches(rule: PatternRule, text: string, lower: string): Generator<Span> {
  const { keyword, needles, before = 0 } = rule;
  const searched = keyword ? lower : text;
  for (const needle of needles) {
    for (let at = searched.indexOf(needle); at !== -1; ) {
      const start = at - before;
      const span = start >= 0 && (keyword || isBoundary(text, start)) ? matchAt(rule, text, start) : undefined;
      if (span) yield span;
      at = searched.indexOf(needle, Math.max(at + needle.length, span?.end ?? 0));
    }
  }
}

function matchAt({ pattern, accept = looksRandom }: PatternRule, text: string, start: number): Span | undefined {
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const end = start + match[0].length;
  const secret = match[1] ?? match[0];
  if (isWord(text.charCodeAt(end)) || !accept(secret)) return undefined;
  return { start: end - secret.length, end };
}

/** ASCII letters in lower case; the places of all characters stay. */
export function lowerCase(text: string): string {
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
