import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { addDays } from '../../../src/core/day.js';
import { type KeptDay, scoreOf } from '../../../src/core/keptWork/days.js';
import { dayScore, score, usualOf } from '../../../src/core/keptWork/formulae.js';
import { Random } from '../../kit/generate/random.js';

const until = '2026-05-31';

/** Days of one person's quality, of those of the last 88 that `works` says. */
function days(seed: string, works: (weekday: number, ago: number) => boolean): KeptDay[] {
  const random = new Random(seed);
  return Array.from({ length: 88 }, (_, index) => index)
    .map((index): KeptDay => {
      const lines = random.logNormal(160, 0.5, 800);
      const kept = Math.round(lines * Math.min(1, 0.65 + 0.3 * random.fraction()));
      return { day: addDays(until, index - 87), lines, kept, output: kept * random.integer(70, 130) };
    })
    .filter((_, index) => works(index % 7, 87 - index));
}

const meanScore = (works: (weekday: number, ago: number) => boolean) => {
  const scores = Array.from({ length: 100 }, (_, seed) => scoreOf(days(`person-${seed}`, works), until).score);
  assert.ok(scores.every((each) => each !== null));
  return scores.reduce((sum: number, each) => sum + (each ?? 0), 0) / scores.length;
};

const weekdays = (weekday: number) => weekday < 5;

describe('the score of 28 days', () => {
  it('can be computed again from its evidence, to the last digit', () => {
    const all = days('one', weekdays);
    const told = scoreOf(all, until);
    assert.deepEqual(
      told.days.map(({ day, lines, kept, output, usual }) => dayScore({ lines, kept, output }, usual) + day),
      told.days.map(({ points, day }) => points + day),
    );
    assert.equal(told.score, score(told.days.map(({ points }) => points)));
    for (const { day, usual } of told.days) {
      const before = all.filter((each) => each.day < day && each.day >= addDays(day, -60));
      assert.deepEqual(usual, usualOf(before));
    }
  });

  it('is the same however the days are ordered, and heeds none after its last', () => {
    const all = days('two', weekdays);
    const later = { day: addDays(until, 1), lines: 5_000, kept: 5_000, output: 1 };
    assert.deepEqual(scoreOf([later, ...all].reverse(), until), scoreOf(all, until));
  });

  it('says too little for fewer than six active days, and a day of fewer than ten lines is none', () => {
    const all = days('three', weekdays).slice(-5);
    const small = { day: addDays(until, -20), lines: 9, kept: 0, output: 100_000 };
    const told = scoreOf([...all, small], until);
    assert.deepEqual([told.score, told.band, told.days.length], [null, null, 5]);
  });

  it('costs nobody more than 3 %: a three-day week, two weeks of leave, a month of reviews', () => {
    const full = meanScore(weekdays);
    const others = {
      partTime: meanScore((weekday) => weekday < 3),
      leave: meanScore((weekday, ago) => weekday < 5 && ago >= 14),
      reviews: meanScore((weekday, ago) => weekday < 5 && (ago > 28 || ago % 3 === 0 || weekday === 4)),
    };
    for (const [name, mean] of Object.entries(others))
      assert.ok(Math.abs(mean / full - 1) <= 0.03, `${name}: ${mean} against ${full}`);
  });
});
