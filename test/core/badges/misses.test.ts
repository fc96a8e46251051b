import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { BadgeFacts } from '../../../src/core/badges/facts.js';
import { addDays } from '../../../src/core/day.js';
import { ago, commit, day, edit, times, use } from './facts.js';
import { judge } from './judge.js';

/** What does not count, and why; for badges of thrift and of a team in files of their own. */
describe('what a badge misses', () => {
  it('First Light: a commit that was taken back', () => {
    const commits = [commit(ago(9), { undone: true, id: 'back' }), commit(ago(8), { id: 'good' })];
    assert.deepEqual(judge('first-light', { commits: commits.slice(0, 1) }).reached, []);
    assert.deepEqual(judge('first-light', { commits }).shown, { kind: 'commits', ids: ['good'] });
  });

  it('Clean Landing: one that was taken back begins the row anew, and is named', () => {
    const commits = times(12, (n) => commit(ago(60 - n), { undone: n === 4 }));
    const { reached, count, missed, evidence, shown } = judge('clean-landing', { commits });
    assert.deepEqual([reached, count?.value], [[], 7]);
    assert.deepEqual(missed, { day: ago(56), why: 'undone', value: 10 });
    assert.deepEqual(evidence, [
      { key: 'commits', value: 12 },
      { key: 'commitsUndone', value: 1 },
    ]);
    assert.equal(shown?.ids.length, 7);
    assert.equal(judge('clean-landing', { commits: times(1, () => commit(ago(20), { undone: true })) }).shown, null);
  });

  it('Test Companion: the last commit of sources without tests', () => {
    const commits = times(10, (n) => commit(ago(60 - n), { kinds: n < 3 ? ['source', 'test'] : ['source'] }));
    const { reached, progress, missed } = judge('test-companion', { commits });
    assert.deepEqual([reached, Math.round(progress * 100)], [[], 60]);
    assert.deepEqual(missed, { day: ago(51), why: 'noTests', value: 10 });
    const docs = judge('test-companion', { commits: times(10, (n) => commit(ago(60 - n), { kinds: ['docs'] })) });
    assert.deepEqual([docs.missed, docs.shown], [null, null]);
  });

  it('Small Steps: the last commit that is larger', () => {
    const commits = times(11, (n) => commit(ago(60 - n), { added: n < 4 ? 40 : 300, removed: 0 }));
    const { reached, missed, evidence, progress } = judge('small-steps', { commits });
    assert.deepEqual([reached, missed], [[], { day: ago(50), why: 'large', value: 300 }]);
    assert.deepEqual(evidence[0], { key: 'medianCommit', value: 300 });
    assert.equal(progress, 0.5);
  });

  it('Keeper: a share below the first tier is on its way; a sample that is too small says so', () => {
    const few = judge('keeper', { edits: [edit(ago(20), 140, 140)] });
    assert.deepEqual(few.lacks, { kind: 'sample', value: 140, of: 200, unit: 'lines' });
    assert.equal(few.progress, 0.7);
    const low = judge('keeper', { edits: [edit(ago(20), 400, 140)] });
    assert.deepEqual([low.reached, low.lacks, low.progress], [[], null, 0.5]);
    const two = judge('keeper', { edits: [edit(ago(20), 400, 332)] });
    assert.equal(two.reached.length, 2);
    assert.equal(two.progress.toFixed(3), (0.83 / 0.9).toFixed(3));
  });

  it('Survivor: edits without a line of that age tell nothing', () => {
    const { evidence, shown, lacks } = judge('survivor', { edits: [edit(ago(60), 400, 400)] });
    assert.deepEqual([evidence, shown], [[], null]);
    assert.deepEqual(lacks, { kind: 'sample', value: 0, of: 200, unit: 'lines' });
  });

  it('Second Look: more than seven in ten changed by hand are as far away as too few', () => {
    const told = (byHand: (n: number) => number) => ({
      commits: times(10, (n) => commit(ago(30 - n))),
      edits: times(10, (n) => edit(ago(30 - n), 20, 15, { byHand: byHand(n) })),
    });
    assert.equal(
      judge(
        'second-look',
        told(() => 1),
      ).progress,
      0,
    );
    assert.equal(
      judge(
        'second-look',
        told(() => 0),
      ).progress,
      0,
    );
    assert.equal(
      judge(
        'second-look',
        told((n) => (n < 5 ? 1 : 0)),
      ).reached.length,
      1,
    );
    const unknown = { commits: [commit(ago(20))], edits: [edit(ago(20), 20, 15, { byHand: null })] };
    assert.deepEqual(judge('second-look', unknown).evidence, []);
    const lost = { ...told((n) => n % 2), edits: times(10, (n) => edit(ago(30 - n), 20, 0, { byHand: 1 })) };
    assert.deepEqual(judge('second-look', lost).reached, []);
  });

  it('Polyglot: a language of few lines; and a commit that was taken back', () => {
    const languages = { TypeScript: 60, Python: 60, Go: 60, Rust: 40 };
    const { reached, count, evidence } = judge('polyglot', { commits: [commit(ago(20), { languages })] });
    assert.deepEqual([reached, count?.value, evidence.length], [[], 3, 4]);
    const back = judge('polyglot', { commits: [commit(ago(20), { languages, undone: true })] });
    assert.deepEqual([back.evidence, back.shown], [[], null]);
  });

  it('Toolsmith: lines that did not stay, and what is younger than a week', () => {
    const edits = [edit(ago(20), 80, 0, { tool: 'one' }), edit(ago(3), 80, 80, { tool: 'two' })];
    const { count, shown, evidence } = judge('toolsmith', { edits });
    assert.deepEqual([count?.value, shown, evidence], [0, null, []]);
  });

  it('Model Taster: a model with too few kept lines is named, and does not count', () => {
    const edits = [edit(ago(20), 120, 120, { model: 'one' }), edit(ago(20), 99, 99, { model: 'two' })];
    const { count, evidence } = judge('model-taster', { edits });
    assert.equal(count?.value, 1);
    assert.deepEqual(evidence.at(-1), { key: 'linesOf', value: 99, of: 'two' });
  });

  it('Secret Keeper: a secret that was sent begins the row anew', () => {
    const days = times(12, (n) => ago(20 - n));
    const secrets = [{ day: ago(15), removed: 0, sent: 2 }];
    const all = { days: days.map((each) => use(each)), guarded: days };
    const { count, missed, evidence, shown } = judge('secret-keeper', { ...all, secrets });
    assert.equal(count?.value, 6);
    assert.deepEqual(missed, { day: ago(15), why: 'secretSent' });
    assert.deepEqual(evidence.at(-1), { key: 'secretsSent', value: 2 });
    assert.equal(shown?.ids.length, 6);
    const none = judge('secret-keeper', { ...all, secrets: [{ day: ago(9), removed: 0, sent: 1 }] });
    assert.deepEqual([none.count?.value, none.shown], [0, null]);
  });

  it('Guardian: a day without AI use', () => {
    const { count, shown } = judge('guardian', { guarded: [ago(3), ago(2)], days: [use(ago(2))] });
    assert.deepEqual([count?.value, shown?.ids], [1, [ago(2)]]);
  });

  it('Good Catch: secrets that were sent all the same', () => {
    const { count, shown } = judge('good-catch', { secrets: [{ day: ago(3), removed: 0, sent: 1 }] });
    assert.deepEqual([count?.value, shown], [0, null]);
  });

  it('Steady Hand and Unplugged: a week with too few days, a week without rest', () => {
    // Weeks from a Monday on: work on weekdays, but for the third.
    const worked = (weekdays: (week: number) => number) =>
      times(6, (week) => times(weekdays(week), (n) => use(day(7 * week + n)))).flat();
    const steady = judge('steady-hand', { days: worked((week) => (week === 2 ? 2 : 5)), today: day(42) });
    assert.equal(steady.count?.value, 3);
    const unplugged = judge('unplugged', { days: worked((week) => (week === 2 ? 7 : 5)), today: day(42) });
    assert.equal(unplugged.count?.value, 3);
    assert.equal(judge('unplugged', { days: worked((week) => (week === 2 ? 1 : 5)), today: day(42) }).count?.value, 3);
  });

  it('Half-Life: too few lines, fewer than half that live, and lines whose 90 days are not over', () => {
    const of = (count: number, lived: number, from = 140) =>
      judge('half-life', {
        lives: times(count, (n) => ({ id: `c${n}`, day: ago(from - n), lines: 100, lived })),
      });
    assert.deepEqual(of(4, 90).lacks, { kind: 'sample', value: 400, of: 500, unit: 'lines' });
    const { reached, progress, evidence } = of(6, 40);
    assert.deepEqual([reached, progress], [[], 0.8]);
    assert.deepEqual(evidence, [
      { key: 'livedShare', value: 0.4 },
      { key: 'agedLines', value: 600 },
    ]);
    assert.deepEqual(of(6, 50).reached, [ago(46)], 'the fifth hundred, 90 days on');
    assert.deepEqual([of(6, 90, 80).evidence, of(6, 90, 80).shown], [[], null]);
  });

  it('Clean Commits: one with a secret counts nothing and is named, nor does one that nobody looked at whole', () => {
    const commits = [0, 2, null, 0].map((secrets, n) => commit(ago(30 - n), { secrets }));
    const { count, missed, shown } = judge('clean-commits', { commits });
    assert.deepEqual([count?.value, shown?.ids.length], [2, 2]);
    assert.deepEqual(missed, { day: ago(29), why: 'secretCommitted', value: 2 });
  });

  it('Daylight: few days, hours that were not kept, and the day on which they were not', () => {
    const of = (count: number, within: number) =>
      judge('daylight', { hours: times(count, (n) => ({ day: ago(count - n), used: 10, within })) });
    assert.deepEqual(of(9, 10).lacks, { kind: 'sample', value: 9, of: 10, unit: 'days' });
    const { reached, progress, missed } = of(20, 8);
    assert.deepEqual([reached, progress], [[], 0.8 / 0.9]);
    assert.deepEqual(missed, { day: ago(1), why: 'outsideHours', value: 0.8 });
    assert.deepEqual(judge('daylight', {}).lacks, { kind: 'source', source: 'hours' });
    const today = judge('daylight', { hours: [{ day: ago(0), used: 10, within: 10 }] });
    assert.deepEqual([today.count, today.evidence], [null, [{ key: 'activeDays', value: 0 }]], 'today goes on');
  });

  it('Comeback: thirteen days are no break', () => {
    const gapOf = (gap: number) => judge('comeback', { days: [use(day(0)), use(addDays(day(0), gap))] });
    assert.deepEqual([gapOf(14).shown, gapOf(15).shown?.ids], [null, [day(15)]]);
  });

  describe('Student', () => {
    const days = times(120, (n) => ago(120 - n));
    const lesson = (daysAgo: number, kind = 'cache-break') => ({ kind: kind as 'cache-break', day: ago(daysAgo) });
    const of = (tokensOn: (day: string) => number, lessons = [lesson(60)], parts: Partial<BadgeFacts> = {}) =>
      judge('student', {
        days: days.map((each) => use(each)),
        waste: days.map((day) => ({ day, tokens: { 'cache-break': tokensOn(day) } })),
        lessons,
        ...parts,
      });
    const halved = (day: string) => (day < ago(60) ? 100 : 50);

    it('half as much after the day counts, with its evidence; a little more does not, and is named', () => {
      const { count, evidence, missed } = of(halved);
      assert.deepEqual([count?.value, missed], [1, null]);
      assert.deepEqual(evidence, [{ key: 'lesson', value: 0.5, of: 'cache-break', day: ago(60) }]);
      const more = of((day) => (day < ago(60) ? 100 : 51));
      assert.deepEqual([more.count?.value, more.missed], [0, { day: ago(60), why: 'notFallen', value: 0.51 }]);
    });

    it('less waste of less work is none', () => {
      const some = days.filter((day, index) => day < ago(60) || index % 3 === 0).map((each) => use(each));
      assert.equal(of(halved, [lesson(60)], { days: some }).count?.value, 0);
    });

    it('nothing is said before 28 days are over, of days that are not known, and of a kind without waste', () => {
      assert.equal(of(halved, [lesson(28)]).missed, null);
      const waste = days.filter((day) => day !== ago(50)).map((day) => ({ day, tokens: { 'cache-break': 1 } }));
      assert.deepEqual(of(halved, [lesson(60)], { waste }).missed, null);
      assert.deepEqual(of(() => 0).missed, null);
      assert.deepEqual(of(halved, [lesson(60, 're-read')]).missed, null);
    });

    it('of one kind, findings within the days after are the same lesson', () => {
      const fading = (day: string) => (day < ago(60) ? 100 : day < ago(31) ? 40 : 10);
      assert.equal(of(fading, [lesson(60), lesson(50), lesson(32)]).count?.value, 1);
      assert.equal(of(fading, [lesson(60), lesson(31)]).count?.value, 2);
    });
  });

  it('Explorer: each way with its first day', () => {
    const ways = { agent: day(4), inline: null, mcp: '2099-01-01', plan: day(1) };
    const { count, evidence, progress, shown } = judge('explorer', { ways });
    assert.deepEqual([count?.value, progress], [2, 0.5], 'a clock that is ahead does not count');
    assert.deepEqual(evidence, [
      { key: 'way', value: 1, of: 'plan', day: day(1) },
      { key: 'way', value: 1, of: 'agent', day: day(4) },
    ]);
    assert.deepEqual(shown, { kind: 'days', ids: [day(1), day(4)] });
  });
});
