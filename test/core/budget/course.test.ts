import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { amountOf } from '../../../src/core/budget/amount.js';
import { type Budget, budgetId } from '../../../src/core/budget/budget.js';
import { windowCourse } from '../../../src/core/budget/course.js';
import { lastsWords, paceWords, partWords, sumWords } from '../../../src/core/budget/words/budgetWords.js';
import { createFormats } from '../../../src/core/format.js';
import { budgets } from '../../page/harness/budgets.js';
import { at, limit, minute, zone } from '../../page/harness/figures.js';

const ofWindow: Budget = { amount: 50, unit: 'planWindow', period: 'month', ofProject: false };
const hour = 60 * minute;

describe('the budget of a plan window', () => {
  it('is that of the fullest one that runs: of what is allowed of it, how much is used, and when it resets', () => {
    const weekly = { ...limit, window: 'weekly', usedPercent: 30, resetsAt: at + 3 * 24 * hour };
    const over = { ...limit, window: '5h', usedPercent: 99, resetsAt: at - 1 };
    assert.deepEqual(windowCourse(ofWindow, [weekly, limit, over], at), {
      budget: ofWindow,
      used: 41,
      limit: 50,
      percent: 82,
      crossed: 80,
      atLeast: false,
      from: '2026-11-19T16:30:00.000Z',
      elapsed: 1 - 98 / 300,
      part: 0,
      parts: 0,
      likely: null,
      reachedAt: null,
      unpriced: 0,
      window: { tool: 'claude-code', name: '5h', resetsAt: limit.resetsAt },
    });
    assert.equal(windowCourse(ofWindow, [over], at), null);
  });

  it('is the same period where the tool tells the reset some seconds off, and another after it', () => {
    const of = (resetsAt: number) => windowCourse(ofWindow, [{ ...limit, resetsAt }], at)?.from;
    const reset = Date.UTC(2026, 10, 19, 18);
    assert.deepEqual([of(reset - 40_000), of(reset + 40_000)], [of(reset), of(reset)]);
    assert.ok((of(reset + 5 * hour) ?? '') > (of(reset) ?? ''));
  });

  it('is another budget than one of another window', () => {
    const id = (window: string) => {
      const course = windowCourse(ofWindow, [{ ...limit, window }], at);
      return course && budgetId(course);
    };
    assert.deepEqual([id('5h'), id('weekly')], ['50 planWindow claude-code 5h', '50 planWindow claude-code weekly']);
  });
});

describe('the words of a budget', () => {
  const say = {
    t: (text: string, ...values: readonly (string | number)[]) =>
      text.replace(/\{(\d)\}/g, (_hole, index: string) => String(values[Number(index)])),
    formats: createFormats('en', zone),
  };
  const all = (course: (typeof budgets)[keyof typeof budgets]) => [
    sumWords(course, say),
    partWords(course, say),
    paceWords(course, say),
    lastsWords(course, say),
  ];

  it('tell sum, day, pace, and how long it lasts', () => {
    assert.deepEqual(all(budgets.november), [
      '$59.58 of $120 in November',
      'Day 19 of 30.',
      'At this pace about $94 by the end of the month.',
      'At this pace it lasts.',
    ]);
    assert.equal(lastsWords(budgets.near, say), 'At this pace it lasts until Tue 24 Nov.');
    assert.equal(lastsWords(budgets.over, say), 'At this pace about $94 by the end of the month.');
    assert.deepEqual(all(budgets.ofProject), [
      '30.4M of 40.0M this week',
      'Day 4 of 7.',
      'At this pace about 53.3M by the end of the week.',
      'At this pace it lasts until Sat 21 Nov.',
    ]);
    assert.deepEqual(all(budgets.ofDay), [
      '$4.32 of $5 today',
      'Hour 16 of 24.',
      'At this pace about $6.48 by the end of the day.',
      'At this pace it lasts until 18:00.',
    ]);
    assert.deepEqual(all(budgets.ofWindow), ['66% of 80%, 5 h window', '', '', 'It resets at Thu 19 Nov, 17:20.']);
  });

  it('round no lower bound up', () => assert.equal(sumWords(budgets.atLeast, say), '≥ $59.58 of $73 in November'));
});

describe('an amount that a person types', () => {
  it('is a number above 0, with the signs that people write', () => {
    const typed = ['120', '$50', ' 80 %', '2.5M', '100k', '1.5B', '0', '-3', 'much', '', '1e3', '9999999B'];
    assert.deepEqual(typed.map(amountOf), [
      120,
      50,
      80,
      2_500_000,
      100_000,
      1_500_000_000,
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });
});
