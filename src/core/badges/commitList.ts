import { addDays } from '../day.js';
import type { Standing } from './badge.js';
import { counted } from './counting.js';
import type { BadgeFacts, CommitFact } from './facts.js';

/** Of a badge for so many commits of a kind that stood for some days and were not taken back. */
export function commitsThat(
  facts: BadgeFacts,
  {
    of,
    after,
    count,
  }: { readonly of: number; readonly after: number; readonly count: (commit: CommitFact) => boolean },
): Standing {
  const last = addDays(facts.today, -after);
  const found = facts.commits.filter((commit) => commit.day <= last && !commit.undone && count(commit)).slice(0, of);
  return {
    ...counted(
      found.map(({ day }) => addDays(day, after)),
      of,
      'commits',
    ),
    evidence: [{ key: 'commits', value: found.length }],
    missed: null,
    shown: found.length > 0 ? { kind: 'commits', ids: found.map(({ id }) => id) } : null,
  };
}
