import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { formulaVersion } from '../../../src/core/keptWork/formulae.js';
import { type Board, type BoardRow, board, fingerprintText } from '../../../src/core/team/board.js';
import { boardJson } from '../../../src/core/team/boardJson.js';
import { takeFigures } from '../../../src/core/team/figures.js';
import { flags, type MemberRows, tokenRanges, type WeekRow } from '../../../src/core/team/row.js';
import { addWeeks } from '../../../src/core/team/week.js';
import { runs } from '../../ledger/rig.js';
import { member, now, policy, team, viewer, week } from './rig.js';

const brief = ({ rows }: Board) =>
  rows.map((row: BoardRow) => [
    `${row.gap ? '… ' : ''}${row.place}${row.tied ? '=' : ''}`,
    row.alias.replace('Alias ', ''),
    row.score,
  ]);

/** Nine members: two numbers in band 5, two in band 4, the others without. */
const nine = team([
  { band: 5, score: 60, kept: 90 },
  { band: 5, score: 48, kept: 80 },
  { band: 4, score: 38, kept: 80 },
  { band: 4, score: 31, kept: 70 },
  { band: 4, kept: 70 },
  { band: 3, score: 29, kept: 60 },
  { band: 3, score: 22, kept: 60 },
  { band: 2, score: 15, kept: 50 },
  { band: 1, score: 5, kept: 20 },
]);

describe('the board Kept work', () => {
  it('has the top three, and around the viewer two above and one below', () => {
    assert.deepEqual(brief(board(nine, policy, viewer('m7'), now)), [
      ['1', 'm1', 60],
      ['2', 'm2', 48],
      ['3', 'm3', 38],
      ['… 5', 'm5', null],
      ['6', 'm6', null],
      ['7', 'm7', null],
      ['8', 'm8', null],
    ]);
  });

  it('has the last place for its holder alone', () => {
    const last = brief(board(nine, policy, viewer('m9'), now)).at(-1);
    assert.deepEqual(last, ['9', 'm9', null]);
    assert.deepEqual(brief(board(nine, policy, viewer('m8'), now)).at(-1), ['8', 'm8', null]);
  });

  it('has the top three alone for who is not on it', () => {
    assert.equal(board([...nine, member('m10', {})], policy, viewer('m10'), now).rows.length, 3);
  });

  it('goes by band, then by the number where it is shown, those without one behind it', () => {
    const rows = team([{ band: 4 }, { band: 4, score: 30 }, { band: 5 }, { band: 4 }, { band: 1 }]);
    const seen = brief(board(rows, policy, viewer('m4'), now));
    assert.deepEqual(
      seen.map(([place]) => place),
      ['1', '2', '3=', '3='],
    );
    assert.deepEqual(new Set(seen.slice(2).map(([, alias]) => alias)), new Set(['m1', 'm4']));
  });

  it('lets numbers share a place whose errors overlap, and no others', () => {
    const rows = team([48, 42, 41, 35, 31].map((score) => ({ band: score > 40 ? 5 : 4, score })));
    assert.deepEqual(
      brief(board(rows, policy, viewer('m4'), now)).map(([place]) => place),
      ['1=', '1=', '3', '4='],
    );
  });

  it('never lets numbers of two bands share a place, be they as near as they can', () => {
    const rows = team([
      { band: 5, score: 40 },
      { band: 4, score: 39 },
      { band: 3, score: 29 },
      { band: 2 },
      { band: 1 },
    ]);
    assert.deepEqual(
      brief(board(rows, policy, viewer('m4'), now)).map(([place]) => place),
      ['1', '2', '3', '4'],
    );
  });

  it('shows one row below and no more', () => {
    const seen = brief(board(nine, policy, viewer('m4'), now)).map(([, alias]) => alias);
    assert.deepEqual(seen, ['m1', 'm2', 'm3', 'm4', 'm5']);
  });

  it('hides the second place too where it is the last', () => {
    const rows = team([{ band: 5 }, ...Array.from({ length: 4 }, () => ({ band: 4 }))]);
    assert.deepEqual(
      brief(board(rows, policy, viewer('m3'), now)).map(([, alias]) => alias),
      ['m1', 'm3'],
    );
  });

  it('is open from the fifth member on, figures too; who never shared is no member of it', () => {
    const five = [...nine.slice(0, 5), member('silent', null)];
    const told = takeFigures(five, policy, {}, now);
    const { members, contributors, withheld, figures, rows } = board(five, policy, viewer('m1', { told }), now);
    assert.deepEqual([members, contributors, withheld, figures?.kept], [5, 5, null, 78]);
    assert.ok(rows.every(({ verified, stale, flag }) => verified && !stale && flag === null));
  });

  it('shows everyone when all share one place', () => {
    const rows = team(Array.from({ length: 5 }, () => ({ band: 3 })));
    assert.ok(board(rows, policy, viewer('m1'), now).rows.every(({ place, tied }) => place === 1 && tied));
  });

  it('lets those who share a place take turns in standing first', () => {
    const at = (ago: number) => {
      const rows = team(Array.from({ length: 12 }, () => ({ band: 3 })));
      const moved = rows.map((each) => ({ ...each, weeks: [{ week: addWeeks(week, ago), band: 3 }] }));
      return brief(board(moved, policy, viewer('x'), now + ago * 7 * 86_400_000))[0]?.[1];
    };
    assert.ok(new Set([0, 1, 2, 3, 4, 5].map(at)).size > 2);
  });

  it('is of the 28 days to the last Sunday; on Tuesday noon comes the next', () => {
    const { window, next, formula, contributors, members } = board(nine, policy, viewer('m1'), now);
    assert.deepEqual(
      [window, new Date(next).toISOString()],
      [{ since: '2026-10-19', until: '2026-11-15' }, '2026-11-24T11:00:00.000Z'],
    );
    assert.deepEqual([formula >= 1, contributors, members], [true, 9, 9]);
    const before = board(nine, policy, viewer('m1'), Date.UTC(2026, 10, 17, 10, 59));
    assert.deepEqual([before.week, before.withheld], ['2026-W45', 'fewer-than-5']);
    assert.equal(board(nine, policy, viewer('m1'), Date.UTC(2026, 10, 17, 11)).week, week);
  });

  it('shows the share kept of the top three and of oneself, in steps of ten', () => {
    const { rows } = board(nine, policy, viewer('m7'), now);
    assert.deepEqual(
      rows.map(({ kept }) => kept),
      [0.9, 0.8, 0.8, null, null, 0.6, null],
    );
  });
});

describe('who is not on a board', () => {
  const apartOf = (more: readonly MemberRows[]) => board([...nine, ...more], policy, viewer('m1'), now);

  it('is someone of another formula version: only equal ones are compared', () => {
    const { contributors, apart } = apartOf([member('old', { band: 5, score: 99 }, { formula: formulaVersion + 1 })]);
    assert.deepEqual([contributors, apart], [9, []]);
  });

  for (const flag of flags)
    it(`is someone flagged, with the reason and no figure: ${flag}`, () => {
      const told = apartOf([member('bad', { band: 5, score: 99, badges: ['keeper-2'] }, { flag })]);
      assert.equal(told.contributors, 9);
      assert.deepEqual(told.apart, [
        {
          alias: 'Alias bad',
          you: false,
          gap: false,
          place: null,
          tied: false,
          band: null,
          score: null,
          kept: null,
          tokens: null,
          badges: [],
          stale: false,
          verified: false,
          flag,
        },
      ]);
    });

  it('is who has shared nothing for 35 days; an earlier row goes on counting, so that no absence shows', () => {
    const of = (ago: number) => member('away', null, { weeks: [{ week: addWeeks(week, -ago), band: 5, score: 99 }] });
    assert.deepEqual([apartOf([of(4)]).contributors, apartOf([of(4)]).apart], [10, []]);
    const stale = apartOf([of(5), member('also', null, { weeks: [{ week: addWeeks(week, -9), kept: 80 }] })]);
    assert.deepEqual(
      [stale.contributors, stale.apart.map(({ alias, stale: is }) => [alias, is])],
      [
        9,
        [
          ['Alias also', true],
          ['Alias away', true],
        ],
      ],
    );
  });

  it('is nobody twice, be the aliases the same', () => {
    const same = [1, 2].map((id) => member(`s${id}`, null, { alias: 'Same', flag: 'signature', weeks: [] }));
    assert.equal(apartOf(same).apart.length, 2);
  });
});

describe('a board is withheld', () => {
  it('under five', () => {
    const told = board(nine.slice(0, 4), policy, viewer('m1'), now);
    assert.deepEqual([told.withheld, told.rows, told.apart, told.figures], ['fewer-than-5', [], [], null]);
    const fewOnBoard = team([{ band: 3 }, {}, {}, {}, {}, {}]);
    assert.equal(board(fewOnBoard, policy, viewer('m1'), now).withheld, 'fewer-than-5');
  });

  it('from who does not share', () => {
    const told = takeFigures(nine, policy, {}, now);
    const asked = nine.map((each) => ({ ...each, weeks: each.weeks.map((row) => ({ ...row, ask: ['codex'] })) }));
    const seen = board(asked, policy, viewer('m1', { sharing: false, told }), now);
    const { rows, figures, quest, champions } = seen;
    assert.deepEqual([seen.withheld, rows, figures, quest, champions], ['not-sharing', [], null, null, []]);
    assert.equal(board(asked, policy, viewer('m1', { told }), now).champions[0]?.aliases.length, 9);
  });

  it('unless the policy offers it', () => {
    const ranges = team(Array.from({ length: 6 }, () => ({ tokens: '1M-3M' as const })));
    assert.equal(board(ranges, policy, viewer('m1', { board: 'tokens' }), now).withheld, 'not-offered');
  });
});

describe('the other boards', () => {
  it('Thrift goes by what was read from cache, in fifths; equal ones share a place', () => {
    const rows = team([{ cache: 5 }, { cache: 4, score: 50, band: 5 }, { cache: 4 }, { cache: 2 }, { cache: 1 }, {}]);
    const told = board(rows, policy, viewer('m4', { board: 'thrift' }), now);
    assert.deepEqual(
      told.rows.map(({ place, tied, band, score, tokens }) => [place, tied, band, score, tokens]),
      [
        [1, false, 5, null, null],
        [2, true, 4, null, null],
        [2, true, 4, null, null],
        [4, false, 2, null, null],
      ],
    );
  });

  it('Tokens has ranges alone, those who ticked the box, of the one week', () => {
    const offering = { ...policy, boards: ['kept', 'tokens'] as const };
    const rows = team([
      { tokens: '100M-300M' },
      { tokens: '1M-3M', band: 5, score: 50 },
      { tokens: '1M-3M' },
      { tokens: '0-100K' },
      { tokens: '30M-100M' },
      { band: 5 },
    ]);
    const told = board(rows, offering, viewer('m4', { board: 'tokens' }), now);
    assert.deepEqual(told.window, { since: '2026-11-09', until: '2026-11-15' });
    assert.deepEqual(
      told.rows.map(({ place, tied, tokens, band, score }) => [place, tied, tokens, band, score]),
      [
        [1, false, '100M-300M', null, null],
        [2, false, '30M-100M', null, null],
        [3, true, '1M-3M', null, null],
        [3, true, '1M-3M', null, null],
        [5, false, '0-100K', null, null],
      ],
    );
  });
});

const rowsOf = fc.record<Partial<WeekRow>>(
  {
    band: fc.integer({ min: 1, max: 5 }),
    score: fc.integer({ min: 0, max: 60 }),
    kept: fc.integer({ min: 0, max: 10 }).map((step) => 10 * step),
    cache: fc.integer({ min: 1, max: 5 }),
    tokens: fc.constantFrom(...tokenRanges),
  },
  { requiredKeys: [] },
);

describe('a board, always', () => {
  const offering = { ...policy, boards: ['kept', 'thrift', 'tokens'] as const };
  const boards = fc.constantFrom('kept' as const, 'thrift' as const, 'tokens' as const);

  it('is the same for any order of members', () =>
    fc.assert(
      fc.property(fc.array(rowsOf, { maxLength: 14 }), boards, fc.infiniteStream(fc.nat()), (rows, name, keys) => {
        const members = team(rows);
        const keyed = members.map((each) => [keys.next().value as number, each] as const);
        const shuffled = [...keyed].sort(([a], [b]) => a - b).map(([, each]) => each);
        const look = viewer('m3', { board: name });
        assert.deepEqual(board(shuffled, offering, look, now), board(members, offering, look, now));
        assert.equal(fingerprintText(shuffled, offering, now), fingerprintText(members, offering, now));
      }),
      { numRuns: runs(3_000) },
    ));

  it('never shows a number outside the top three, more than seven rows, or the last place to others', () =>
    fc.assert(
      fc.property(fc.array(rowsOf, { maxLength: 30 }), boards, (rows, name) => {
        const { rows: seen, contributors, withheld } = board(team(rows), offering, viewer('m3', { board: name }), now);
        assert.equal(withheld, contributors < 5 ? 'fewer-than-5' : null);
        assert.ok(seen.length <= 7);
        for (const row of seen) assert.ok(row.score === null || (row.place ?? 99) <= 3);
        const places = seen.map(({ place }) => place ?? 0);
        assert.deepEqual(
          places,
          [...places].sort((a, b) => a - b),
        );
      }),
      { numRuns: runs(3_000) },
    ));

  it('never ranks a smaller class above a larger one, and tells equal rows the same place', () =>
    fc.assert(
      fc.property(fc.array(rowsOf, { minLength: 5, maxLength: 7 }), (rows) => {
        const { rows: seen } = board(team(rows), offering, viewer('m3'), now);
        for (const [index, row] of seen.entries()) {
          const before = seen[index - 1];
          assert.ok(!before || (before.band ?? 0) >= (row.band ?? 0));
        }
      }),
      { numRuns: runs(1_000) },
    ));
});

describe('a board for scripts', () => {
  it('has the rows of the page and says what it is not for', () => {
    const members = [...nine, member('bad', null, { flag: 'signature' })];
    const { rows, ...told } = boardJson(board(members, policy, viewer('m7'), now), '3f2a');
    assert.deepEqual(told, {
      team: 'Harbour',
      board: 'kept',
      window: { since: '2026-10-19', until: '2026-11-15' },
      formula: formulaVersion,
      contributors: 9,
      withheld: null,
      least: 5,
      quest: null,
      champions: [],
      fingerprint: '3f2a',
      note: 'Not for performance evaluation.',
    });
    assert.deepEqual(
      rows.map(({ alias, you, place, band, score, kept, verified }) => [
        alias,
        you,
        place,
        band,
        score,
        kept,
        verified,
      ]),
      [
        ['Alias m1', false, 1, 5, 60, 0.9, true],
        ['Alias m2', false, 2, 5, 48, 0.8, true],
        ['Alias m3', false, 3, 4, 38, 0.8, true],
        ['Alias m5', false, 5, 4, null, null, true],
        ['Alias m6', false, 6, 3, null, null, true],
        ['Alias m7', true, 7, 3, null, 0.6, true],
        ['Alias m8', false, 8, 2, null, null, true],
        ['Alias bad', false, null, null, null, null, false],
      ],
    );
  });

  it('has no row where the page has none', () => {
    const closed = boardJson(board(nine.slice(0, 4), policy, viewer('m1'), now), '');
    assert.deepEqual([closed.withheld, closed.rows], ['fewer-than-5', []]);
  });
});

describe('the fingerprint of a board', () => {
  it('is that of rows, week and policy: whoever looks, in whatever order', () => {
    const text = fingerprintText(nine, policy, now);
    const reordered = nine.map((each) => ({
      ...each,
      weeks: each.weeks.map((row) => Object.fromEntries(Object.entries(row).reverse()) as unknown as WeekRow),
    }));
    assert.equal(fingerprintText([...reordered].reverse(), policy, now), text);
    assert.notEqual(fingerprintText(nine.slice(1), policy, now), text);
    assert.notEqual(fingerprintText(nine, { ...policy, version: 2 }, now), text);
    const [first, ...others] = nine as [MemberRows, ...MemberRows[]];
    const rolledBack = { ...first, weeks: [{ week, band: 4 }] };
    assert.notEqual(fingerprintText([rolledBack, ...others], policy, now), text);
  });
});
