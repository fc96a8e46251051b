import { checkText } from '../assist/guard/checkText.js';
import { fitsGlob } from '../core/glob.js';
import type { GuardPolicy } from '../core/guardPolicy.js';
import type { Severity } from '../protocol/guard.js';

/** One finding as the command line tells it; never the text. */
export interface GuardRow {
  readonly rule: string;
  readonly severity: Severity;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface GuardRows {
  readonly rows: readonly GuardRow[];
  /** Ids of the policy's patterns that took too long. */
  readonly slow: readonly string[];
}

/**
 * Looks at a whole text of any size. @param path of its file, relative to the policy's folder, with `/`; undefined where there is none.
 */
export function guardRows(text: string, policy: GuardPolicy, path?: string): GuardRows {
  const { patterns, forbidden } = policy;
  const { findings, slow } = checkText({ text, patterns }, Number.POSITIVE_INFINITY);
  const isForbidden = path !== undefined && forbidden.some((glob) => fitsGlob(path, glob));
  const whole: GuardRow = { rule: 'policy:forbidden', severity: 'block', line: 1, column: 1, length: text.length };
  return {
    rows: [
      ...(isForbidden ? [whole] : []),
      ...findings.map(({ rule, severity, line, column, length, pattern }) => ({
        rule: pattern === undefined ? rule : `policy:${patterns[pattern]?.id}`,
        severity,
        line,
        column,
        length,
      })),
    ],
    slow: slow.map((pattern) => patterns[pattern]?.id ?? ''),
  };
}
