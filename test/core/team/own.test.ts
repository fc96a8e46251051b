import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { longestAlias, shownAlias } from '../../../src/core/team/alias.js';
import {
  type Choices,
  type ClearedRow,
  isOfUse,
  type OwnWeek,
  ownRow,
  ownWeeks,
  weeksOver,
} from '../../../src/core/team/own.js';
import type { TeamPolicy } from '../../../src/core/team/policy.js';
import {
  boundsOf,
  readWeekRow,
  readWeeks,
  rowFields,
  type TokenRange,
  tokenRanges,
  type WeekRow,
} from '../../../src/core/team/row.js';
import { addWeeks } from '../../../src/core/team/week.js';
import { policy, week } from './rig.js';

const own: OwnWeek = {
  week,
  score: { score: 42, band: 5 },
  lines: 1_360,
  kept: 1_115,
  counts: { cacheRead: 880, cacheWrite: 60, input: 60 },
  tools: ['codex', 'claude-code', 'codex'],
  tokens: 5_620_999,
  activeDays: 9,
  waste: ['re-read', 'idle-loop'],
};
const none: Choices = { onBoard: false, score: false, tokens: false, waste: false, badges: [], ask: [] };
const all: Choices = {
  onBoard: true,
  score: true,
  tokens: true,
  waste: true,
  badges: ['keeper-2', 'first-light'],
  ask: ['codex'],
};
const open: TeamPolicy = {
  ...policy,
  fields: rowFields,
  boards: ['kept', 'tokens'],
  quest: { month: '2026-11', kind: 'active', target: 5 },
};

describe('the weeks that are shared', () => {
  it('are those that are over in the team’s zone, newest first, as many as the policy keeps', () => {
    const at = (zone: string, now: string) => weeksOver({ ...policy, zone, weeks: 4 }, Date.parse(now));
    const monday = '2026-11-16T03:00:00Z';
    assert.deepEqual(at('UTC', monday), ['2026-W46', '2026-W45', '2026-W44', '2026-W43']);
    assert.equal(at('America/New_York', monday)[0], '2026-W45', 'there it is Sunday still');
    assert.equal(at('UTC', '2026-11-15T23:59:59Z')[0], '2026-W45');
  });

  it('have some use in them: lines, a tool or input', () => {
    const nothing: OwnWeek = { ...own, lines: 0, tools: [], counts: { cacheRead: 0, cacheWrite: 0, input: 0 } };
    assert.equal(isOfUse(nothing), false);
    for (const more of [
      { lines: 1 },
      { tools: ['codex'] },
      { counts: { cacheRead: 1, cacheWrite: 0, input: 0 } },
      { counts: { cacheRead: 0, cacheWrite: 1, input: 0 } },
      { counts: { cacheRead: 0, cacheWrite: 0, input: 1 } },
    ])
      assert.equal(isOfUse({ ...nothing, ...more }), true, JSON.stringify(more));
  });
});

describe('the own row', () => {
  it('holds by default the least: nothing that has a box of its own', () => {
    assert.deepEqual(ownRow(own, policy, none), {
      week,
      kept: 80,
      cache: 5,
      tools: ['claude-code', 'codex'],
      badges: [],
      ask: [],
    });
  });

  it('holds what was ticked', () => {
    assert.deepEqual(ownRow(own, open, all), {
      week,
      band: 5,
      kept: 80,
      cache: 5,
      tools: ['claude-code', 'codex'],
      badges: ['first-light', 'keeper-2'],
      score: 42,
      tokens: '3M-10M',
      waste: ['idle-loop', 're-read'],
      ask: ['codex'],
      quest: true,
    });
  });

  it('never holds a field that the policy leaves out, nor tokens without the classic board', () => {
    for (const field of rowFields) {
      const row = ownRow(own, { ...open, fields: rowFields.filter((each) => each !== field) }, all);
      assert.deepEqual(Object.keys(row), ['week', ...rowFields.filter((each) => each !== field)]);
    }
    assert.equal(ownRow(own, { ...open, boards: ['kept'] }, all).tokens, undefined);
    assert.equal(ownRow(own, { ...open, quest: null }, all).quest, undefined);
  });

  it('holds no number without the board, and no badge that tells working time', () => {
    const row = ownRow(own, open, { ...all, onBoard: false, badges: ['unplugged', 'steady-hand-2', 'keeper'] });
    assert.deepEqual([row.band, row.score, row.badges], [undefined, undefined, ['keeper']]);
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const most = ownRow(own, open, { ...all, badges: many, ask: many });
    assert.deepEqual([most.badges?.length, most.ask?.length], [6, 6]);
  });

  it('says nothing where there is too little to say', () => {
    const little: OwnWeek = {
      ...own,
      score: { score: null, band: null },
      lines: 49,
      kept: 49,
      counts: { cacheRead: 0, cacheWrite: 0, input: 0 },
      activeDays: 3,
    };
    const {
      week: _week,
      tools: _tools,
      badges: _badges,
      ask: _ask,
      ...rest
    } = ownRow(little, { ...open, boards: ['kept'] }, all);
    assert.deepEqual(rest, { waste: ['idle-loop', 're-read'] });
    assert.deepEqual(ownRow({ ...own, waste: [] }, open, all).waste, [], 'none met is said too');
  });

  it('says it from 50 lines and four active days on', () => {
    const least = ownRow({ ...own, lines: 50, kept: 50, activeDays: 4 }, open, all);
    assert.deepEqual([least.kept, least.quest], [100, true]);
    assert.equal(ownRow({ ...own, activeDays: 3 }, open, all).quest, undefined);
  });

  it('rounds: what differs within a class gives the same bytes', () => {
    const row = (change: Partial<OwnWeek>) => JSON.stringify(ownRow({ ...own, ...change }, open, all));
    assert.equal(row({ kept: 1_040, tokens: 9_999_999 }), row({}));
    assert.equal(row({ tokens: 3_000_000, lines: 1_361 }), row({}));
    assert.deepEqual(
      [0, 99_999, 100_000, 2_999_999, 5_000_000_000].map((tokens) => ownRow({ ...own, tokens }, open, all).tokens),
      ['0-100K', '0-100K', '100K-300K', '1M-3M', '1B-'],
    );
    assert.deepEqual(
      [0, 20, 21, 80, 81, 100].map(
        (cacheRead) =>
          ownRow({ ...own, counts: { cacheRead, cacheWrite: 0, input: 100 - cacheRead } }, open, all).cache,
      ),
      [1, 1, 2, 4, 5, 5],
    );
  });

  it('is of the shared type, whatever the ledger says', () =>
    fc.assert(
      fc.property(
        fc.nat(2_000),
        fc.nat(2_000),
        fc.nat(),
        fc.nat(40),
        fc.nat(31),
        (kept, lost, tokens, score, activeDays) => {
          const given = { ...own, lines: kept + lost, kept, tokens, activeDays, score: { score, band: 1 } };
          assert.ok(readWeekRow(ownRow(given, open, all)));
        },
      ),
    ));

  it('lets no canary pass, wherever it stands in what it is given', () => {
    const canary = 'canary-7f3a';
    const laced = {
      ...own,
      project: canary,
      branch: canary,
      sessions: [canary],
      prompts: { canary },
      score: { ...own.score, days: [{ day: canary, lines: 424_242 }], since: canary },
      counts: { ...own.counts, canary, output: 424_242 },
      costNano: 424_242,
    } as OwnWeek;
    const choices = { ...all, note: canary } as Choices;
    assert.deepEqual(ownRow(laced, { ...open, purpose: canary, guidance: canary }, choices), ownRow(own, open, all));
  });

  it('of 13 weeks: in order, four in full, the others as sums, as a share may hold them, in 1,500 bytes', () => {
    const badges = ['clean-landing', 'first-light', 'guardian', 'keeper-2', 'light-touch', 'small-steps'];
    const weeks = Array.from({ length: 20 }, (_, ago) => ({ ...own, week: addWeeks(week, -ago) }));
    const rows = ownWeeks(weeks, open, { ...all, badges });
    assert.deepEqual(readWeeks(rows), rows);
    assert.deepEqual(
      [rows.length, rows[0], rows.at(-1)],
      [13, { week: addWeeks(week, -12), kept: 80, cache: 5 }, ownRow(own, open, { ...all, badges })],
    );
    assert.ok(JSON.stringify(rows).length <= 1_500, `${JSON.stringify(rows).length} bytes`);
    assert.equal(ownWeeks(weeks, { ...open, weeks: 4 }, all).length, 4);
    assert.deepEqual(ownWeeks([], open, all), []);
  });

  it('is cleared by nothing else: a row made by hand is none', () => {
    const row: WeekRow = { week };
    // @ts-expect-error: only `ownRow` makes it.
    const cleared: ClearedRow = row;
    assert.ok(cleared);
  });
});

describe('ranges of tokens', () => {
  it('follow each other without a gap', () => {
    const bounds = tokenRanges.map(boundsOf);
    assert.deepEqual(
      bounds.slice(1).map(({ from }) => from),
      bounds.slice(0, -1).map(({ to }) => to),
    );
    assert.deepEqual([bounds[0]?.from, bounds.at(-1)?.to], [0, null]);
    assert.deepEqual(boundsOf('300M-1B' satisfies TokenRange), { from: 3e8, to: 1e9 });
  });
});

describe('an alias as others see it', () => {
  it('is one line of at most 32 characters', () => {
    assert.equal(shownAlias('  Slow\n River\t'), 'Slow River');
    assert.equal(shownAlias('x'.repeat(10_000)), `${'x'.repeat(longestAlias - 1)}…`);
    assert.equal(shownAlias('👩‍👩‍👧'.repeat(10_000)).length < 200, true);
    assert.equal(shownAlias('Ünïcödé 水 עברית'), 'Ünïcödé 水 עברית');
  });

  it('has no mark that turns, hides or piles up', () => {
    const marks = [
      '\u202e',
      '\u2066',
      '\u200f',
      '\u200b',
      '\ufeff',
      '\u0000',
      '\u001b',
      '\u2028',
      '\u3164',
      '\u{e0041}',
      '\ud800',
    ];
    assert.equal(shownAlias(`A${marks.join('')}dmin`), 'Admin');
    assert.equal(shownAlias(marks.join('')), '');
    assert.equal(shownAlias(`e${'\u0301'.repeat(500)}`).length <= 4, true);
  });

  it('keeps markup as the text that it is', () => {
    assert.equal(shownAlias('<img src=x onerror=1>'), '<img src=x onerror=1>');
  });

  it('always: is stable, short and without control characters', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const shown = shownAlias(text);
        assert.equal(shownAlias(shown), shown);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    ));
});
