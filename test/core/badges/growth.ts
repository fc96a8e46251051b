import { type BadgeFacts, ways } from '../../../src/core/badges/facts.js';
import type { BadgeId } from '../../../src/core/badges/registry.js';
import { addDays } from '../../../src/core/day.js';
import { addWeeks } from '../../../src/core/team/week.js';
import { ago, commit, day, edit, factsOf, inTeam, times, today, use } from './facts.js';

/** How a badge is earned: facts of `n` good things, which earn all of it from `of` on and not with one fewer. */
export interface Growth {
  readonly of: number;
  facts(n: number): BadgeFacts;
}

/** Days of work some time ago, with what was used on them. */
const work = (from: number, n: number, lines: number, kept: number) => {
  const days = times(n, (index) => ago(from - index));
  return { days: days.map((each) => use(each)), edits: days.map((each) => edit(each, lines, kept)) };
};
const commits = (n: number, parts: Parameters<typeof commit>[1] = {}) =>
  factsOf({ commits: times(n, (index) => commit(ago(60 - index), parts)) });
const guarded = (n: number) => {
  const days = times(n, (index) => day(index));
  return factsOf({ guarded: days, days: days.map((each) => use(each)) });
};
/** Two months of 100 lines each day, the second one as told. */
const months = (n: number, parts: (each: string) => Parameters<typeof use>[1]) => {
  const before = work(70, 20, 100, 80);
  const after = work(34, n, 100, 80);
  const days = [...before.days, ...after.days.map((each) => ({ ...each, ...parts(each.day) }))];
  return factsOf({ days, edits: [...before.edits, ...after.edits] });
};

export const growths: Readonly<Record<BadgeId, Growth>> = {
  'first-light': { of: 1, facts: (n) => commits(n) },
  keeper: { of: 10, facts: (n) => factsOf(work(30, n, 20, 19)) },
  survivor: {
    of: 10,
    facts: (n) => factsOf({ edits: times(n, (index) => edit(ago(60 - index), 20, 20, { aged: 20, survived: 18 })) }),
  },
  'half-life': {
    of: 10,
    facts: (n) =>
      factsOf({ lives: times(n, (index) => ({ id: `c${index}`, day: ago(140 - index), lines: 50, lived: 25 })) }),
  },
  'second-look': {
    of: 10,
    facts: (n) =>
      factsOf({
        edits: [
          edit(ago(31), 20, 15, { byHand: 5 }),
          edit(ago(31), 20, 15),
          ...times(n, (index) => edit(ago(30 - index), 20, 15, { byHand: index % 2 })),
        ],
        commits: times(n, (index) => commit(ago(30 - index))),
      }),
  },
  'clean-landing': { of: 10, facts: (n) => commits(n) },
  'test-companion': { of: 10, facts: (n) => commits(n, { kinds: ['source', 'test'] }) },
  'small-steps': { of: 10, facts: (n) => commits(n, { added: 100, removed: 50 }) },
  'doc-friend': { of: 5, facts: (n) => commits(n, { kinds: ['docs', 'source'] }) },
  gardener: { of: 5, facts: (n) => commits(n, { added: 12, removed: 13 }) },
  'cache-gardener': { of: 10, facts: (n) => factsOf(work(40, n, 10, 8)) },
  'light-touch': {
    of: 5,
    facts: (n) => {
      const { days, edits } = work(60, 10, 20, 10);
      const better = times(n, (index) => ago(40 - index));
      const more = better.map((each, index) => edit(each, 20 + index, 15 + index));
      return factsOf({ days: [...days, ...better.map((each) => use(each))], edits: [...edits, ...more] });
    },
  },
  'right-sized': {
    of: 10,
    facts: (n) => {
      const { days, edits } = work(30, n, 20, 15);
      return factsOf({ edits, days: days.map((each) => ({ ...each, smallRequests: 4 })) });
    },
  },
  'frugal-month': { of: 6, facts: (n) => months(n, () => ({ costNano: 800_000 })) },
  'context-trimmer': { of: 2, facts: (n) => months(n, () => ({ input: 50, cacheRead: 700 })) },
  'one-shot': { of: 50, facts: (n) => factsOf({ edits: times(n, () => edit(ago(20), 5, 5)) }) },
  'budget-keeper': {
    of: 3,
    facts: (n) => factsOf({ budgets: times(n, (index) => ({ to: `2026-0${index + 2}-01`, within: true })) }),
  },
  'loop-breaker': { of: 10, facts: (n) => factsOf(work(30, n, 10, 8)) },
  polyglot: {
    of: 4,
    facts: (n) =>
      factsOf({ commits: times(n, (index) => commit(ago(40 - index), { languages: { [`language ${index}`]: 50 } })) }),
  },
  toolsmith: {
    of: 3,
    facts: (n) => factsOf({ edits: times(n, (index) => edit(ago(30), 12, 10, { tool: `tool ${index}` })) }),
  },
  'model-taster': {
    of: 3,
    facts: (n) => factsOf({ edits: times(n, (index) => edit(ago(30), 120, 100, { model: `model ${index}` })) }),
  },
  student: {
    of: 5,
    facts: (n) => {
      const kinds = ['cache-break', 're-read', 'oversized-context', 'retry-storm', 'idle-loop', 'large-model'] as const;
      const days = times(70, (index) => ago(70 - index));
      const lessons = kinds.slice(0, n).map((kind, index) => ({ kind, day: ago(40 - index) }));
      const tokensOn = (day: string) =>
        Object.fromEntries(lessons.map((each) => [each.kind, day < each.day ? 100 : 50]));
      return factsOf({
        days: days.map((each) => use(each)),
        waste: days.map((day) => ({ day, tokens: tokensOn(day) })),
        lessons,
      });
    },
  },
  explorer: {
    of: 4,
    facts: (n) => {
      const first = Object.fromEntries(ways.map((way, index) => [way, index < n ? ago(20 - index) : null]));
      return factsOf({ ways: first as BadgeFacts['ways'] });
    },
  },
  'note-keeper': { of: 5, facts: (n) => commits(n, { instructions: 3, instructionsStayed: 1 }) },
  guardian: { of: 28, facts: guarded },
  'secret-keeper': { of: 28, facts: guarded },
  'clean-commits': { of: 20, facts: (n) => commits(n, { secrets: 0 }) },
  'good-catch': { of: 1, facts: (n) => factsOf({ secrets: times(n, () => ({ day: ago(3), removed: 1, sent: 0 })) }) },
  'steady-hand': {
    of: 4,
    facts: (n) =>
      factsOf({
        days: times(n, (week) => [0, 2, 4].map((weekday) => use(day(7 * week + weekday)))).flat(),
        today: day(7 * Math.max(1, n)),
      }),
  },
  unplugged: {
    of: 4,
    facts: (n) =>
      factsOf({
        days: times(n, (week) => [0, 1, 2].map((weekday) => use(day(7 * week + weekday)))).flat(),
        today: day(7 * Math.max(1, n)),
      }),
  },
  'team-lift': { of: 5, facts: (n) => inTeam({ kept: { '2026-W28': 60, '2026-W32': 60 + n } }) },
  'welcome-mat': {
    of: 1,
    facts: (n) => inTeam(n > 0 ? { welcomed: '2026-W40' } : {}),
  },
  'quest-done': {
    of: 1,
    facts: (n) => inTeam({ quest: true, quests: Object.fromEntries(times(n, () => ['2026-11', '2026-W46'])) }),
  },
  reviewer: {
    of: 10,
    facts: (n) => ({ ...inTeam(), reviews: times(n, (index) => ({ id: `of ${index}`, day: ago(60 - index) })) }),
  },
  'open-book': { of: 1, facts: (n) => inTeam(n > 0 ? { opened: ago(5) } : {}) },
  'honest-meter': {
    of: 13,
    facts: (n) => inTeam({ recounts: Object.fromEntries(times(n, (index) => [addWeeks('2026-W20', index), true])) }),
  },
  daylight: {
    of: 10,
    facts: (n) => factsOf({ hours: times(n, (index) => ({ day: ago(20 - index), used: 20, within: 19 })) }),
  },
  comeback: { of: 1, facts: (n) => factsOf({ days: [use(ago(40)), ...times(n, () => use(ago(25)))] }) },
};

/** The same work with ten times the tokens, cost, requests and sessions; on the days from one on. */
export function moreOfAll(facts: BadgeFacts, from = addDays(today, -400)): BadgeFacts {
  const ten = (count: number) => 10 * count;
  const days = facts.days.map((each) =>
    each.day < from
      ? each
      : {
          day: each.day,
          input: ten(each.input),
          cacheRead: ten(each.cacheRead),
          cacheWrite: ten(each.cacheWrite),
          output: ten(each.output),
          costNano: each.costNano === null ? null : ten(each.costNano),
          requests: ten(each.requests),
          smallRequests: ten(each.smallRequests),
        },
  );
  const edits = facts.edits.map((each, index) => ({ ...each, session: `${each.session} ${index % 10}` }));
  return { ...facts, days, edits };
}
