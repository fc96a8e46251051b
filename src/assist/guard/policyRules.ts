import { createContext, Script } from 'node:vm';
import type { PolicyPattern } from '../../core/guardPolicy.js';
import type { Span } from './rule.js';

/** For each pattern, in milliseconds of the processor: the whole check has 50. */
const patience = 20;
/** A limit of Node's is one of the clock, and a busy machine may let a process wait for longer: then it is tried again, with twice the time. */
const attempts = 5;
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
  whole: string,
  patterns: readonly PolicyPattern[],
): { readonly spans: readonly PolicySpan[]; readonly slow: readonly number[] } {
  const spans: PolicySpan[] = [];
  const slow: number[] = [];
  patterns.forEach(({ pattern: source }, pattern) => {
    const found = spans.length;
    const search = () => {
      for (const { 0: text, index } of whole.matchAll(new RegExp(source, 'gu'))) {
        if (text !== '') spans.push({ start: index, end: index + text.length, pattern });
        if (spans.length >= most * (pattern + 1)) return;
      }
    };
    if (!endsInTime(search, () => spans.splice(found))) slow.push(pattern);
  });
  return { spans, slow };
}

/** Whether a search ended by itself; `undo` takes back what it did before it is tried again. */
function endsInTime(search: () => void, undo: () => void): boolean {
  for (let attempt = 1; ; attempt++) {
    const before = process.cpuUsage();
    try {
      script.runInContext(createContext({ search }), { timeout: patience * 2 ** (attempt - 1) });
      return true;
    } catch {
      const { user, system } = process.cpuUsage(before);
      if (attempt === attempts || user + system >= patience * 1000) return false;
      undo();
    }
  }
}
