import type { Badge } from '../badge.js';
import { inARow } from '../counting.js';
import { guardedDays } from './guardedDays.js';

const wanted = 28;

/** So many days in a row with AI use and the guard on, on which no secret of a known provider was sent. */
export const secretKeeper = {
  id: 'secret-keeper',
  group: 'safety',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }],
  judge(facts) {
    const sent = new Map(facts.secrets.filter((secret) => secret.sent > 0).map(({ day, sent }) => [day, sent]));
    const days = guardedDays(facts);
    const steps = [...new Set([...days, ...sent.keys()])].sort().map((day) => ({ day, counts: !sent.has(day) }));
    const last = [...sent.keys()].at(-1);
    const good = days.filter((day) => last === undefined || day > last);
    return {
      ...inARow(steps, wanted, 'days'),
      evidence: [
        { key: 'days', value: good.length },
        { key: 'secretsSent', value: [...sent.values()].reduce((all, count) => all + count, 0) },
      ],
      missed: last === undefined ? null : { day: last, why: 'secretSent' },
      shown: good.length > 0 ? { kind: 'days', ids: good } : null,
    };
  },
} as const satisfies Badge;
