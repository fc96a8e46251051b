import type { Finding, GuardRequest, GuardResult } from '../../protocol/guard.js';
import { PatternSearch } from './match.js';
import { searchPolicy } from './policyRules.js';
import type { PatternRule, Rule, SearchRule, Span } from './rule.js';
import { rules } from './rules.js';

/** Bytes of a text that are looked at in an editor; the rest is told as not checked. */
export const checkedBytes = 262_144;

const patternSearch = new PatternSearch(rules.filter((rule): rule is PatternRule => 'needles' in rule));
const searchRules = rules.filter((rule): rule is SearchRule => 'find' in rule);

type Found = Omit<Finding, 'line' | 'column'>;

/** Looks for secrets and personal data. @param limit bytes that are looked at */
export function checkText({ text, patterns }: GuardRequest, limit = checkedBytes): GuardResult {
  const bytes = Buffer.byteLength(text);
  const head = bytes > limit ? startOf(text, limit) : text;
  const own = searchPolicy(head, patterns);
  const found: Found[] = [];
  const add = ({ id, severity }: Rule, { start, end }: Span) =>
    found.push({ rule: id, severity, start, length: end - start });
  for (const match of patternSearch.find(head)) add(match.rule, match);
  for (const rule of searchRules) for (const span of rule.find(head)) add(rule, span);
  for (const { start, end, pattern } of own.spans) {
    const severity = patterns[pattern]?.severity ?? 'block';
    found.push({ rule: 'policy', severity, start, length: end - start, pattern });
  }
  const checked = head === text ? bytes : Buffer.byteLength(head);
  return { findings: withPlaces(head, withoutOverlaps(found, head.length)), bytes, checked, slow: own.slow };
}

/** As much of a text as fits into so many bytes of UTF-8; no character is cut in two. */
function startOf(text: string, limit: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(limit));
  return text.slice(0, read);
}

/** Of findings that overlap, the one that blocks stays, else the longer, else the first of the table. */
function withoutOverlaps(found: readonly Found[], size: number): Found[] {
  const rank = ({ severity }: Found) => (severity === 'block' ? 0 : 1);
  const taken = new Uint8Array(size);
  const kept: Found[] = [];
  for (const each of [...found].sort((a, b) => rank(a) - rank(b) || b.length - a.length)) {
    const place = taken.subarray(each.start, each.start + each.length);
    if (place.includes(1)) continue;
    place.fill(1);
    kept.push(each);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** @param found by place */
function withPlaces(text: string, found: readonly Found[]): Finding[] {
  let line = 1;
  let lineStart = 0;
  return found.map((each) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < each.start; end = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = end + 1;
    }
    return { ...each, line, column: each.start - lineStart + 1 };
  });
}
