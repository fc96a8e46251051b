import { createContext, Script } from 'node:vm';
import type { PolicyPattern } from '../../core/guardPolicy.js';
import type { Span } from './rule.js';

/** For each pattern, in milliseconds: the whole check has 50. */
const patience = 20;
/** Most findings of one pattern. */
const most = 500;

const script = new Script('search()');

export interface PolicySpan extends Span {
  /** Index of the pattern. */
  readonly pattern: number;
}

/**
 * Looks for the patterns of a workspace, each with a time limit that also ends a regular expression at work. `slow` has the
 * patterns that met it; what they had found is kept.
 */
export function searchPolicy(
  text: string,
  patterns: readonly PolicyPattern[],
): { readonly spans: readonly PolicySpan[]; readonly slow: readonly number[] } {
  const spans: PolicySpan[] = [];
  const slow: number[] = [];
  patterns.forEach(({ pattern: source }, pattern) => {
    const search = () => {
      for (const { 0: found, index } of text.matchAll(new RegExp(source, 'gu'))) {
        if (found !== '') spans.push({ start: index, end: index + found.length, pattern });
        if (spans.length >= most * (pattern + 1)) return;
      }
    };
    try {
      script.runInContext(createContext({ search }), { timeout: patience });
    } catch {
      slow.push(pattern);
    }
  });
  return { spans, slow };
}
