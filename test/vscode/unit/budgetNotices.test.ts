import assert from 'node:assert/strict';
import type { BudgetCourse } from '../../../src/core/budget/budget.js';
import { BudgetMemory } from '../../../src/vscode/budget/budgetMemory.js';
import { BudgetNotices } from '../../../src/vscode/budget/budgetNotices.js';
import { createWording } from '../../../src/vscode/wording.js';
import { budgets } from '../../page/harness/budgets.js';
import { at, minute, zone } from '../../page/harness/figures.js';

const day = 24 * 60 * minute;

/** A store that windows share, or that is a workspace's own. */
class Store {
  readonly values = new Map<string, unknown>();
  get<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }
  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, structuredClone(value));
    return Promise.resolve();
  }
}

/** An editor whose clock and person are the test's. */
class Editor {
  now = 0;
  focused = true;
  wanted = true;
  answer: string | undefined;
  readonly said: string[] = [];
  readonly ran: string[] = [];
  readonly dismissed = new Set<string>();
  readonly globalState: Store;
  readonly workspaceState = new Store();
  readonly notices: BudgetNotices;
  #timers: { at: number; action: () => void }[] = [];

  constructor(globalState = new Store()) {
    this.globalState = globalState;
    this.notices = new BudgetNotices({
      memory: new BudgetMemory(this),
      keeper: {
        isDismissed: (hint) => this.dismissed.has(hint),
        dismiss: (hint) => Promise.resolve(void this.dismissed.add(hint)),
      },
      startedAt: 0,
      wording: () => createWording('en', zone, 'api'),
      zone: () => zone,
      wanted: () => this.wanted,
      focused: () => this.focused,
      ask: (words) => {
        this.said.push(words);
        return Promise.resolve(this.answer);
      },
      run: (command) => Promise.resolve(this.ran.push(command)),
      now: () => at + this.now,
      timers: {
        now: () => this.now,
        after: (delay, action) => {
          const timer = { at: this.now + delay, action };
          this.#timers.push(timer);
          return { cancel: () => (this.#timers = this.#timers.filter((other) => other !== timer)) };
        },
      },
    });
  }

  /** Lets time pass with its timers; what was asked is answered. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      const next = this.#timers.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#timers.shift();
      this.now = Math.max(this.now, next.at);
      next.action();
    }
    this.now = end;
    await settled();
  }

  async look(course: BudgetCourse | null): Promise<void> {
    this.notices.look(course);
    await settled();
  }

  get waiting(): number {
    return this.#timers.length;
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

const near = 'You have used 81% of your November budget. At this pace it lasts until Tue 24 Nov.';

describe('notices of a budget', () => {
  it('are told once a period for 80 and once for 100, in words', async () => {
    const editor = new Editor();
    await editor.pass(2 * minute);
    await editor.look(budgets.november);
    for (let times = 0; times < 3; times++) await editor.look(budgets.near);
    assert.deepEqual(editor.said, [near]);
    await editor.pass(day);
    for (let times = 0; times < 3; times++) await editor.look({ ...budgets.near, percent: 100, crossed: 100 });
    await editor.look(budgets.near);
    assert.deepEqual(editor.said.slice(1), [
      'You have used 100% of your November budget. At this pace about $94 by the end of the month.',
    ]);
    await editor.pass(12 * day);
    await editor.look({ ...budgets.near, from: '2026-12-01' });
    assert.equal(editor.said.length, 3);
  });

  it('of a week or month come one a day, of a day both', async () => {
    const editor = new Editor();
    await editor.pass(2 * minute);
    const full = (course: BudgetCourse): BudgetCourse => ({ ...course, percent: 100, crossed: 100 });
    for (const course of [budgets.near, full(budgets.near), budgets.ofDay, full(budgets.ofDay)])
      await editor.look(course);
    assert.deepEqual(
      editor.said.map((words) => words.replace(/\. .*/, '.')),
      [
        'You have used 81% of your November budget.',
        'You have used 86% of your daily budget.',
        'You have used 100% of your daily budget.',
      ],
    );
  });

  it('do not come in the first minute, nor within 5 s of typing, nor to a window that is not looked at', async () => {
    const editor = new Editor();
    await editor.look(budgets.near);
    await editor.pass(minute - 1);
    assert.deepEqual(editor.said, []);
    editor.notices.typed();
    await editor.pass(4_999);
    editor.notices.typed();
    await editor.pass(5_000);
    assert.deepEqual(editor.said, []);
    editor.focused = false;
    await editor.pass(10 * minute);
    assert.deepEqual(editor.said, []);
    editor.focused = true;
    await editor.pass(5_000);
    assert.deepEqual([editor.said, editor.waiting], [[near], 0]);
  });

  it('are told in one window of those that share the editor’s state, also after a restart', async () => {
    const shared = new Store();
    const windows = [new Editor(shared), new Editor(shared), new Editor(shared)];
    for (const window of windows) {
      await window.pass(2 * minute);
      await window.look(budgets.near);
    }
    assert.deepEqual(
      windows.map(({ said }) => said.length),
      [1, 0, 0],
    );
  });

  it('of the project are each workspace’s own', async () => {
    const shared = new Store();
    const ofProject: BudgetCourse = { ...budgets.near, budget: { ...budgets.near.budget, ofProject: true } };
    const windows = [new Editor(shared), new Editor(shared)];
    for (const window of windows) {
      await window.pass(2 * minute);
      await window.look(ofProject);
    }
    assert.deepEqual([windows.map(({ said }) => said.length), shared.values.size], [[1, 1], 0]);
  });

  it('do what the person chooses, and come no more where that is wished or set', async () => {
    const editor = new Editor();
    await editor.pass(2 * minute);
    editor.wanted = false;
    await editor.look(budgets.near);
    assert.deepEqual(editor.said, []);
    editor.wanted = true;
    editor.answer = 'Change budget';
    await editor.look(budgets.near);
    assert.deepEqual(editor.ran, ['tallyboard.setBudget']);
    editor.answer = 'Don’t show again';
    await editor.look({ ...budgets.near, from: '2026-12-01' });
    await editor.pass(40 * day);
    await editor.look({ ...budgets.near, from: '2027-01-01' });
    assert.deepEqual([editor.said.length, editor.ran.length, [...editor.dismissed]], [2, 1, ['budget']]);
  });

  it('end with the window', async () => {
    const editor = new Editor();
    await editor.look(budgets.near);
    editor.notices.dispose();
    await editor.pass(day);
    assert.deepEqual([editor.said, editor.waiting], [[], 0]);
  });
});

describe('what the status bar warns of', () => {
  it('is a budget that is used up, until the person looked, and again in the next period', async () => {
    const memory = new BudgetMemory(new Editor());
    const { over, near: some } = budgets;
    assert.deepEqual(
      [over, some, null, undefined].map((course) => memory.warns(course)),
      [true, false, false, false],
    );
    await memory.see(over);
    assert.deepEqual([memory.warns(over), memory.warns({ ...over, from: '2026-12-01' })], [false, true]);
  });

  it('survives what another build or damage left', () => {
    const editor = new Editor();
    for (const left of [null, 3, { told: 3, seen: 'x' }, []]) {
      editor.globalState.values.set('tallyboard.budgetTold', left);
      const memory = new BudgetMemory(editor);
      assert.deepEqual([memory.toldOf(budgets.near), memory.warns(budgets.over)], [null, true]);
    }
  });
});
