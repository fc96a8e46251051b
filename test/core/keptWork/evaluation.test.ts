import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type EditFate, type EditLines, Evaluation } from '../../../src/core/keptWork/evaluation.js';
import { hour, minute, noon } from '../../ledger/rig.js';

const day = 24 * hour;
const now = noon + 100 * day;
let made = 0;

/** An edit that inserts lines named by letters: `edit('abc')` inserts three. */
function edit(
  inserted: string,
  given: Partial<Omit<EditLines, 'inserted' | 'removed'>> & { removed?: string } = {},
): EditLines {
  const at = given.at ?? noon;
  return {
    id: ++made,
    at,
    day: new Date(at).toISOString().slice(0, 10),
    file: 'file',
    ...given,
    inserted: [...inserted],
    removed: [...(given.removed ?? '')],
  };
}

interface Commit {
  readonly at: number;
  readonly adds?: string;
  readonly removes?: string;
  readonly file?: string;
  readonly onBranch?: boolean;
}

function fatesOf(
  edits: readonly EditLines[],
  before: string,
  commits: readonly Commit[],
  at = now,
): readonly EditFate[] {
  const evaluation = new Evaluation(edits);
  for (const hash of before) evaluation.standing(hash);
  for (const { at, adds = '', removes = '', file = 'file', onBranch = true } of commits) {
    evaluation.commit({ id: String(at), at, onBranch });
    evaluation.file(file, file);
    evaluation.changed(removes.length, adds.length);
    for (const hash of removes) evaluation.removed(hash);
    for (const hash of adds) evaluation.added(hash);
  }
  return evaluation.evaluated(at).fates;
}

/** Lines, committed, aged, survived. */
const figures = (fates: readonly EditFate[]) =>
  fates.map(({ lines, committed, aged, survived, leftOut }) => leftOut ?? [lines, committed, aged, survived]);

const soon = noon + 10 * minute;

describe('what became of an edit', () => {
  it('of two at the same instant the later one told is the later one', () => {
    const both = [edit('abc'), edit('', { removed: 'a' })];
    assert.deepEqual(
      fatesOf(both, '', [{ at: soon, adds: 'bc' }]).map(({ redone, byHand }) => [redone, byHand]),
      [
        [true, 0],
        [false, 0],
      ],
    );
  });

  it('in a commit, and still there after 28 days', () => {
    assert.deepEqual(figures(fatesOf([edit('abc')], '', [{ at: soon, adds: 'ab' }])), [[3, 2, 2, 2]]);
    assert.deepEqual(figures(fatesOf([edit('abc')], 'xyz', [{ at: soon, adds: 'ab' }])), [[3, 2, 2, 2]]);
  });

  it('after 28 days what was removed by then is gone, what is removed later has stayed', () => {
    const commits = [
      { at: soon, adds: 'abc' },
      { at: soon + 20 * day, removes: 'a' },
      { at: soon + 29 * day, removes: 'b' },
    ];
    assert.deepEqual(figures(fatesOf([edit('abc')], '', commits)), [[3, 3, 3, 2]]);
  });

  it('younger than 28 days it is not judged yet', () => {
    assert.deepEqual(figures(fatesOf([edit('ab')], '', [{ at: soon, adds: 'ab' }], soon + 27 * day)), [[2, 2, 0, 0]]);
  });

  it('a line that is moved has stayed', () => {
    const commits = [
      { at: soon, adds: 'ab' },
      { at: soon + day, removes: 'a', adds: 'a', file: 'other' },
    ];
    assert.deepEqual(figures(fatesOf([edit('ab')], '', commits)), [[2, 2, 2, 2]]);
  });

  it('on another branch it counts as committed, not as surviving', () => {
    assert.deepEqual(figures(fatesOf([edit('ab')], '', [{ at: soon, adds: 'ab', onBranch: false }])), [[2, 2, 2, 0]]);
  });

  it('while no commit tells, a look says what stays, for a week; then what is committed counts, and nothing else', () => {
    const looked = () => edit('abc', { there: new Set('ab') });
    const told = (fates: readonly EditFate[]) =>
      fates.map(({ lines, committed, stayed, leftOut }) => [lines, committed, stayed, leftOut]);
    assert.deepEqual(told(fatesOf([looked()], '', [], noon + 6 * day)), [[3, 0, 2, 'undecided']]);
    assert.deepEqual(told(fatesOf([looked()], '', [], noon + 7 * day)), [[0, 0, undefined, 'undecided']]);
    assert.deepEqual(told(fatesOf([looked()], '', [{ at: soon, adds: 'abc' }])), [[3, 3, undefined, undefined]]);
    assert.deepEqual(told(fatesOf([looked()], '', [{ at: soon, adds: 'xyz' }])), [[3, 0, undefined, undefined]]);
    assert.deepEqual(told(fatesOf([looked()], 'a', [], noon + day)), [[2, 0, 1, 'undecided']]);
  });

  it('is undecided while no commit tells: none of its file, nor any within a week', () => {
    const other = { at: soon, adds: 'x', file: 'other' };
    assert.deepEqual(figures(fatesOf([edit('ab')], '', [])), ['undecided']);
    assert.deepEqual(figures(fatesOf([edit('ab')], '', [other], noon + day)), ['undecided']);
    assert.deepEqual(figures(fatesOf([edit('ab')], '', [other])), [[2, 0, 0, 0]]);
    assert.deepEqual(figures(fatesOf([edit('ab')], '', [{ ...other, file: 'file' }], noon + day)), [[2, 0, 0, 0]]);
  });

  it('a commit before the edit, or more than a week after it, holds nothing of it', () => {
    const commits = [
      { at: noon - day, adds: 'a' },
      { at: soon, adds: 'x' },
      { at: noon + 8 * day, adds: 'b' },
    ];
    assert.deepEqual(figures(fatesOf([edit('ab')], '', commits)), [[2, 0, 0, 0]]);
  });
});

describe('lines that do not count', () => {
  const commits = [{ at: soon, adds: 'abc' }];

  it('common ones: three times in the repository', () => {
    assert.deepEqual(figures(fatesOf([edit('abc')], 'aaabb', commits)), [[2, 2, 2, 2]]);
    assert.deepEqual(figures(fatesOf([edit('a')], 'aaa', commits)), ['not-counted']);
  });

  it('ones that became common: the fourth of a line counts no more', () => {
    const again = [0, 1, 2, 3].map((days) => edit('a', { at: noon + days * day }));
    const adds = [0, 1, 2, 3].map((days) => ({ at: soon + days * day, adds: 'a' }));
    const kept = [1, 1, 1, 1];
    assert.deepEqual(figures(fatesOf(again, '', adds)), [kept, kept, kept, 'not-counted']);
  });

  it('ones that stood there and were only told again', () => {
    assert.deepEqual(figures(fatesOf([edit('abc')], 'a', [{ at: soon, adds: 'bc' }])), [[2, 2, 2, 2]]);
  });

  it('moved ones: removed by this or an earlier edit of the day', () => {
    assert.deepEqual(figures(fatesOf([edit('ab', { removed: 'a' })], '', commits)), [[1, 1, 1, 1]]);
    const moved = [edit('', { removed: 'a' }), edit('ab', { at: noon + minute })];
    assert.deepEqual(figures(fatesOf(moved, '', commits)), ['not-counted', [1, 1, 1, 1]]);
    const removedLater = [edit('ab'), edit('c', { at: noon + minute, removed: 'a' })];
    assert.deepEqual(figures(fatesOf(removedLater, '', [{ at: soon, adds: 'bc' }])), [
      [2, 1, 1, 1],
      [1, 1, 1, 1],
    ]);
  });

  it('the same line again on the same day', () => {
    const twice = [edit('ab'), edit('abc', { at: noon + minute }), edit('a', { at: noon + 2 * day })];
    assert.deepEqual(figures(fatesOf(twice, '', commits)), [[2, 2, 2, 2], [1, 1, 1, 1], 'undecided']);
  });

  it('one commit of a line makes one edit of it kept: the latest', () => {
    const twice = [edit('a'), edit('a', { at: noon + day })];
    assert.deepEqual(figures(fatesOf(twice, '', [{ at: noon + 2 * day, adds: 'a' }])), [
      [1, 0, 0, 0],
      [1, 1, 1, 1],
    ]);
  });

  it('beyond a thousand new lines of one commit (G4)', () => {
    const many = Array.from({ length: 1_500 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    assert.deepEqual(figures(fatesOf([edit(many)], '', [{ at: soon, adds: many }])), [[1_000, 1_000, 1_000, 1_000]]);
  });
});

describe('taking back (G6)', () => {
  const committed = { at: soon, adds: 'abcdefghij' };

  it('a revert within seven days takes back what it removes', () => {
    const reverts = [committed, { at: soon + 6 * day, removes: 'abcdefghij' }];
    assert.deepEqual(figures(fatesOf([edit('abcdefghij')], '', reverts)), [[10, 0, 0, 0]]);
  });

  it('a later one does not, and neither does a rework of a part', () => {
    const later = [committed, { at: soon + 8 * day, removes: 'abcdefghij' }];
    assert.deepEqual(figures(fatesOf([edit('abcdefghij')], '', later)), [[10, 10, 10, 0]]);
    const part = [committed, { at: soon + day, removes: 'abcde' }];
    assert.deepEqual(figures(fatesOf([edit('abcdefghij')], '', part)), [[10, 10, 10, 5]]);
  });

  it('a revert that is reverted itself takes nothing back', () => {
    const back = [committed, { at: soon + day, removes: 'abcdefghij' }, { at: soon + 2 * day, adds: 'abcdefghij' }];
    assert.deepEqual(figures(fatesOf([edit('abcdefghij')], '', back)), [[10, 10, 10, 10]]);
  });

  it('that the editor saw and a log tells of too is the log’s, whichever came first', () => {
    const adds = [{ at: soon, adds: 'abc' }];
    for (const later of [-90_000, 90_000]) {
      const seen = edit('abc', { at: noon + later, seen: true });
      const fates = figures(fatesOf([edit('ab'), seen], '', adds));
      assert.deepEqual(
        fates,
        later < 0
          ? [
              [1, 1, 1, 1],
              [2, 2, 2, 2],
            ]
          : [
              [2, 2, 2, 2],
              [1, 1, 1, 1],
            ],
      );
      const whole = figures(fatesOf([edit('abc'), { ...seen, id: ++made }], '', adds));
      assert.deepEqual(whole, later < 0 ? ['logged', [3, 3, 3, 3]] : [[3, 3, 3, 3], 'logged']);
    }
  });

  it('that only the editor saw counts: no log tells of that file, or not then', () => {
    const adds = [{ at: soon, adds: 'abc' }];
    const seen = edit('abc', { seen: true });
    const elsewhere = figures(fatesOf([seen, edit('abc', { at: noon + 1, file: 'other' })], '', adds));
    assert.deepEqual(elsewhere, [[3, 3, 3, 3], 'not-counted']);
    const long = figures(fatesOf([seen, edit('abc', { at: noon + 2 * minute + 1 })], '', adds));
    assert.deepEqual(long, [[3, 3, 3, 3], 'not-counted']);
  });

  it('that an authorship note tells of is the log’s as far as that told before, in whatever file; the rest is the note’s', () => {
    const log = edit('ab', { at: noon - hour, file: 'elsewhere' });
    const note = edit('abc', { at: soon, noted: true });
    const late = edit('d', { at: soon, noted: true });
    const fates = fatesOf([log, note, late], '', [{ at: soon, adds: 'abcd' }]);
    assert.deepEqual(
      fates.map(({ lines, committed, leftOut }) => [lines, committed, leftOut]),
      [
        [2, 2, undefined],
        [1, 1, 'noted'],
        [1, 1, 'noted'],
      ],
    );
  });
});
