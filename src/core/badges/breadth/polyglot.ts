import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { counted } from '../counting.js';
import type { CommitFact } from '../facts.js';
import { lastOf, settleDays, settled, spansOf, within } from '../spans.js';

const wanted = 4;
const leastLines = 50;

/** In 90 days so many committed AI lines in each of several languages. */
export const polyglot = {
  id: 'polyglot',
  group: 'breadth',
  formula: 1,
  tiers: 1,
  rule: [{ count: leastLines }, { count: wanted }],
  judge(facts) {
    const commits = facts.commits.filter(({ undone }) => !undone);
    const spans = spansOf(commits, 90, settled(facts)).map(({ first, end }) => {
      const all = within(commits, { first, end });
      const lines = linesByLanguage(all);
      return { day: addDays(end, settleDays), all, lines, spoken: [...lines.values()].filter((n) => n >= leastLines) };
    });
    const now = spans.find(({ spoken }) => spoken.length >= wanted) ?? lastOf(spans);
    const ids = now.all.map(({ id }) => id);
    return {
      ...counted(
        now.spoken.map(() => now.day),
        wanted,
        'languages',
      ),
      evidence: [...now.lines]
        .sort((a, b) => b[1] - a[1])
        .slice(0, wanted + 2)
        .map(([of, value]) => ({ key: 'linesOf', value, of })),
      missed: null,
      shown: ids.length > 0 ? { kind: 'commits', ids } : null,
    };
  },
} as const satisfies Badge;

function linesByLanguage(commits: readonly CommitFact[]): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const { languages } of commits)
    for (const name in languages) lines.set(name, (lines.get(name) ?? 0) + Number(languages[name]));
  return lines;
}
