import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { amountOf } from '../../../src/core/budget/amount.js';
import { type Budget, budgetId } from '../../../src/core/budget/budget.js';
import { courseOf, runningParts, windowCourse } from '../../../src/core/budget/course.js';
import { pathOf } from '../../../src/core/budget/path.js';
import {
  budgetName,
  lastsWords,
  paceWords,
  partWords,
  percentWords,
  sumWords,
  usedSentence,
  usedWords,
} from '../../../src/core/budget/words/budgetWords.js';
import { createFormats } from '../../../src/core/format.js';
import { budgets } from '../../page/harness/budgets.js';
import { at, limit, minute, zone } from '../../page/harness/figures.js';

const ofWindow: Budget = { amount: 50, unit: 'planWindow', period: 'month', ofProject: false };
const hour = 60 * minute;

describe('the course of a budget', () => {
  const totals = {
    total: 5_000,
    costNano: 30_000_000_000 as number | null,
    costAtLeast: false,
    precision: { exact: 4_000, atLeast: 1_000, estimate: 0 },
    unpricedModels: ['one', 'two'],
  };
  const now = Date.UTC(2026, 10, 3, 12);
  const of = (parts: Partial<Budget>, told: Partial<typeof totals> = {}) => {
    const budget: Budget = { amount: 120, unit: 'dollars', period: 'month', ofProject: false, ...parts };
    const starts = runningParts(budget, now, 'UTC');
    const uses = starts.slice(1).map((_, index) => (index < 3 ? 10_000_000_000 : 0));
    return { starts, uses, course: courseOf(budget, { ...totals, ...told }, { starts, uses, now, zone: 'UTC' }) };
  };

  it('in dollars: 30 used by the third day of November come to 300, and pass 120 on its twelfth', () => {
    const { starts, uses, course } = of({});
    assert.deepEqual(course, {
      budget: { amount: 120, unit: 'dollars', period: 'month', ofProject: false },
      used: 30_000_000_000,
      limit: 120_000_000_000,
      percent: 25,
      crossed: null,
      atLeast: false,
      from: '2026-11-01',
      elapsed: 2.5 / 30,
      part: 3,
      parts: 30,
      likely: 300_000_000_000,
      reachedAt: Date.UTC(2026, 10, 12),
      unpriced: 2,
    });
    const { range, uses: soFar } = pathOf(course, starts, uses);
    assert.deepEqual([soFar.length, range], [3, { low: 300_000_000_000, high: 300_000_000_000 }], 'three equal days');
    assert.equal(budgetId(course), '120 dollars month');
  });

  it('in dollars without any price: nothing is used that is known', () => {
    const { used, atLeast } = of({}, { costNano: null, costAtLeast: true }).course;
    assert.deepEqual([used, atLeast], [0, true]);
  });

  it('in tokens: a lower bound where a part of them is one, and no model lacks a price', () => {
    const { used, limit, atLeast, unpriced } = of({ amount: 4_000, unit: 'tokens' }).course;
    assert.deepEqual([used, limit, atLeast, unpriced], [5_000, 4_000, true, 0]);
    const exact = { precision: { exact: 5_000, atLeast: 0, estimate: 0 } };
    assert.equal(of({ amount: 4_000, unit: 'tokens' }, exact).course.atLeast, false);
  });

  it('that lasts reaches its limit nowhere; of two days nothing is said', () => {
    assert.equal(of({ amount: 400 }).course.reachedAt, null);
    const { course, starts, uses } = of({ period: 'week' });
    assert.deepEqual([course.part, course.parts, course.from], [2, 7, '2026-11-02']);
    assert.deepEqual([course.likely, course.reachedAt, pathOf(course, starts, uses).range], [null, null, null]);
  });
});

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

  it('takes a window whose reset or length is not told as one that runs, and says nothing of how far it is', () => {
    const { resetsAt: _, ...endless } = limit;
    const { from, elapsed, window } = windowCourse(ofWindow, [endless], at) ?? {};
    assert.deepEqual([from, elapsed, window?.resetsAt], ['', null, null]);
    const elapsedOf = (window: string) =>
      windowCourse(ofWindow, [{ ...limit, window, resetsAt: at + 12 * hour }], at)?.elapsed;
    assert.deepEqual(['1d', 'weekly', 'premium'].map(elapsedOf), [0.5, 1 - 12 / 168, null]);
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

  it('tell what is meant, how much of it, and in which unit', () => {
    const { november, ofProject, ofDay, ofWindow, atLeast } = budgets;
    const each = [november, ofProject, ofDay, ofWindow];
    assert.deepEqual(
      each.map((course) => budgetName(course, say)),
      ['November budget', 'weekly budget', 'daily budget', 'budget of the plan window'],
    );
    assert.deepEqual(
      each.map((course) => usedWords(course, say)),
      ['$59.58', '30.4M', '$4.32', '66%'],
    );
    assert.equal(usedWords({ ...ofProject, atLeast: true }, say), '≥ 30.4M');
    assert.deepEqual([percentWords(november, say), percentWords(atLeast, say)], ['50%', '≥ 81%']);
    assert.equal(usedSentence(november, say), 'You have used 50% of your November budget.');
    assert.equal(usedSentence(atLeast, say), 'You have used at least 81% of your November budget.');
  });

  it('name a window as its tool does where its length is not known, and a week by its name', () => {
    const window = (name: string) => ({ ...budgets.ofWindow, window: { tool: 'codex', name, resetsAt: null } });
    assert.equal(sumWords(window('premium'), say), '66% of 80%, premium');
    assert.equal(sumWords(window('7d'), say), '66% of 80%, Weekly window');
    assert.equal(lastsWords(window('weekly'), say), '');
  });

  it('round no lower bound up', () => assert.equal(sumWords(budgets.atLeast, say), '≥ $59.58 of $73 in November'));
});

describe('an amount that a person types', () => {
  it('is a number above 0, with the signs that people write', () => {
    const typed = [
      '120',
      '$50',
      '1,200',
      '$1,234,567.5',
      '12,00',
      ' 80 %',
      '2.5M',
      '100k',
      '1.5B',
      '0',
      '-3',
      'much',
      '',
      '1e3',
      '9999999B',
    ];
    assert.deepEqual(typed.map(amountOf), [
      120,
      50,
      1200,
      1_234_567.5,
      undefined,
      80,
      2_500_000,
      100_000,
      1_500_000_000,
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });
});
