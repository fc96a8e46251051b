import type { PolicyPattern, PolicyProblem } from '../../core/guardPolicy.js';
import type { Finding, GuardResult } from '../../protocol/guard.js';
import { plural, t } from '../words.js';
import { ruleName } from './ruleNames.js';

type Patterns = readonly PolicyPattern[];

/** What a finding is: "An AWS key", or what the policy says of its own. */
export function findingName({ rule, pattern }: Finding, patterns: Patterns): string {
  const own = pattern === undefined ? undefined : patterns[pattern];
  return own ? own.message || own.id : ruleName(rule);
}

/** Of a line of a text, the file and the line of it that it was taken from. */
export type FileLineOf = (line: number) => { readonly file: string; readonly line: number } | undefined;

/** The weightiest finding with its line, and how many more there are: "An AWS key in line 12 of src/a.ts, and 3 more." */
export function findingsSentence(findings: readonly Finding[], patterns: Patterns, lineOf?: FileLineOf): string {
  const first = findings.find(({ severity }) => severity === 'block') ?? findings[0];
  if (!first) return '';
  const name = findingName(first, patterns).replace(/[.\s]+$/, '');
  const place = lineOf?.(first.line);
  if (place && findings.length === 1) return t('{0} in line {1} of {2}.', name, place.line, place.file);
  if (place) return t('{0} in line {1} of {2}, and {3} more.', name, place.line, place.file, findings.length - 1);
  if (findings.length === 1) return t('{0} in line {1}.', name, first.line);
  return t('{0} in line {1}, and {2} more.', name, first.line, findings.length - 1);
}

/** "No secrets found in 214 lines." */
export function nothingFound(text: string): string {
  const lines = text.split('\n').length;
  return plural(
    lines,
    { one: 'No secrets found in {0} line.', other: 'No secrets found in {0} lines.' },
    lines.toLocaleString(),
  );
}

/** What is wrong with an entry of the policy. */
export function policyProblemWords({ path, code }: PolicyProblem): string {
  const words = {
    unreadable: () => t('it cannot be read.'),
    tooLarge: () => t('it is too large. A policy has at most 64 KB.'),
    notJson: () => t('it is no valid JSON.'),
    wrongType: () => (path === '' ? t('it takes an object.') : t('{0} has a value of the wrong kind.', path)),
    unknown: () => t('{0} is not known.', path),
    tooMany: () => t('{0} has too many entries; the first ones hold.', path),
    tooLong: () => t('{0} is too long.', path),
    notAPattern: () => t('{0} is no regular expression.', path),
    risky: () => t('{0} could take without end: it repeats what itself repeats.', path),
    twice: () => t('{0}: this id is there twice.', path),
  } satisfies Record<typeof code, () => string>;
  return words[code]();
}

/** What was not looked at, in words; undefined when all was. */
export function restWords({ bytes, checked, slow }: GuardResult, patterns: Patterns): string | undefined {
  if (checked < bytes) {
    const kilobytes = (count: number) => Math.round(count / 1024).toLocaleString();
    return t('Only the first {0} KB of {1} KB were checked.', kilobytes(checked), kilobytes(bytes));
  }
  const pattern = patterns[slow[0] ?? -1];
  return (
    pattern && t('The policy’s pattern “{0}” took too long, so part of the text was not checked for it.', pattern.id)
  );
}
