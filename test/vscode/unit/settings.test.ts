import assert from 'node:assert/strict';
import { settingProblemWords } from '../../../src/vscode/settingProblemWords.js';
import { readSettings, type SettingName, settingProblems } from '../../../src/vscode/settings.js';

const reader = (values: Partial<Record<SettingName, unknown>>) => (name: SettingName) => values[name];

const standard = {
  shows: 'tokens',
  period: 'today',
  zone: 'Europe/Berlin',
  plan: 'api',
  budget: null,
  budgetNotifies: true,
  idleMs: 1_800_000,
  retentionDays: 400,
  roots: {},
  prices: {},
  countsAccepted: false,
  hooked: [],
  hours: '',
};

describe('settings', () => {
  it('are the defaults where nothing is set', () => {
    assert.deepEqual(readSettings(reader({}), 'Europe/Berlin'), standard);
  });

  it('are taken as written', () => {
    const values = {
      'tallyboard.statusBar.shows': 'context',
      'tallyboard.statusBar.period': 'session',
      'tallyboard.timezone': 'Asia/Tokyo',
      'tallyboard.plan': 'subscription',
      'tallyboard.badges.hours': '9-17',
      'tallyboard.budget.amount': 2.5,
      'tallyboard.budget.unit': 'tokens',
      'tallyboard.budget.period': 'week',
      'tallyboard.budget.notify': false,
      'tallyboard.session.idleMinutes': 5,
      'tallyboard.roots': { 'claude-code': ['/data/claude', 'C:\\claude'] },
      'tallyboard.prices': { m: { input: 1 } },
      'tallyboard.hooks.inlineSuggestions': true,
      'tallyboard.hooks.commands': [{ command: 'a.b' }, { command: 'c.d', args: [1], title: 'Do' }],
    };
    assert.deepEqual(readSettings(reader(values), 'Europe/Berlin'), {
      shows: 'context',
      period: 'session',
      zone: 'Asia/Tokyo',
      plan: 'subscription',
      budget: { amount: 2.5, unit: 'tokens', period: 'week', ofProject: false },
      budgetNotifies: false,
      idleMs: 300_000,
      retentionDays: 400,
      roots: { 'claude-code': ['/data/claude', 'C:\\claude'] },
      prices: { m: { input: 1 } },
      countsAccepted: true,
      hooked: [
        { command: 'a.b', title: 'a.b' },
        { command: 'c.d', args: [1], title: 'Do' },
      ],
      hours: '9-17',
    });
  });

  it('count as the default where they have a wrong shape', () => {
    const values = {
      'tallyboard.statusBar.shows': 'everything',
      'tallyboard.statusBar.period': 3,
      'tallyboard.timezone': 'Mars/Base',
      'tallyboard.plan': null,
      'tallyboard.budget.amount': '50',
      'tallyboard.budget.notify': 'no',
      'tallyboard.session.idleMinutes': Number.NaN,
      'tallyboard.roots': { 'claude-code': 'relative', codex: ['relative'] },
      'tallyboard.hooks.inlineSuggestions': 'yes',
      'tallyboard.hooks.commands': ['a.b', { command: ' ' }, { command: 'a.b', title: 3 }, null],
    };
    assert.deepEqual(readSettings(reader(values), 'Europe/Berlin'), standard);
  });

  it('say in words what is wrong with them', () => {
    const values = {
      'tallyboard.timezone': 'Mars/Base',
      'tallyboard.roots': { codex: ['here'] },
      'tallyboard.prices': { 'gpt-*': { input: 1 }, m: { input: -1, colour: 2 }, n: {}, '': {} },
      'tallyboard.hooks.commands': [{ command: 'a.b' }, { title: 'Do' }],
    };
    assert.deepEqual(settingProblems(reader(values)).map(settingProblemWords), [
      'tallyboard.timezone: "Mars/Base" is no time zone. Use a name like Europe/Berlin or UTC.',
      'tallyboard.roots: "codex" takes a list of absolute folders.',
      'tallyboard.prices: "gpt-*": name one model; wildcards are not taken.',
      'tallyboard.prices: "m": input cannot be below 0.',
      'tallyboard.prices: "m" does not take "colour".',
      'tallyboard.prices: "n" has no price.',
      'tallyboard.prices: a model name is empty.',
      'tallyboard.hooks.commands: {"title":"Do"} is none. Each takes a "command", and may have "args" and a "title".',
    ]);
    assert.deepEqual(settingProblems(reader({})), []);
  });
});
