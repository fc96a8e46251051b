import assert from 'node:assert/strict';
import type { Dimension } from '../../../src/core/report.js';
import { type Answer, answerOf } from '../../../src/vscode/chat/answer.js';
import { followupsOf } from '../../../src/vscode/chat/followups.js';
import { examples } from '../../../src/vscode/chat/helpText.js';
import { type Question, readQuestion } from '../../../src/vscode/chat/question.js';
import { usageToolResult } from '../../../src/vscode/chat/usageToolResult.js';
import { createWording } from '../../../src/vscode/wording.js';
import { at, limit, totals, zone } from '../../page/harness/figures.js';
import { type FakeLedger, fakeLedger } from './fakeLedger.js';

const wording = createWording('en', zone, 'api');
const asking = { now: at, zone, folders: [], windowSince: 0, editorSession: 'm1-ab', branch: null, restricted: false };
const models = ['claude-sonnet-5', 'gpt-5', 'harbour'];

/** Two tools with three models; one is a lower bound, one has no price. */
const parts = [
  { tool: 'claude-code', model: 'claude-sonnet-5', sum: totals(80, 3, { requests: 4 }) },
  {
    tool: 'claude-code',
    model: 'harbour',
    sum: totals(7, null, { requests: 2, unpricedModels: ['harbour'], costAtLeast: true }),
  },
  {
    tool: 'codex',
    model: 'gpt-5',
    sum: totals(20, 1, { requests: 1, costAtLeast: true, precision: { exact: 0, atLeast: 20, estimate: 0 } }),
  },
] as const;

function ledger(): FakeLedger {
  const fake = fakeLedger();
  const all = totals(107, 4, {
    requests: 7,
    costAtLeast: true,
    unpricedModels: ['harbour'],
    precision: { exact: 87, atLeast: 20, estimate: 0 },
  });
  fake.usage = ({ by }) => {
    const wanted = by as readonly Dimension[];
    const fine = wanted.includes('model') || !wanted.includes('tool');
    const rows = fine
      ? parts.map(({ sum, ...key }) => ({
          key: Object.fromEntries(wanted.map((name) => [name, Object(key)[name]])),
          totals: sum,
        }))
      : [
          { key: { tool: 'codex' }, totals: parts[2].sum },
          {
            key: { tool: 'claude-code' },
            totals: totals(87, 3, { requests: 6, costAtLeast: true, unpricedModels: ['harbour'] }),
          },
        ];
    return { revision: 7, totals: all, rows: wanted.length === 0 ? [] : rows };
  };
  return fake;
}

async function ask(prompt: string, reader = ledger()): Promise<Answer> {
  const question = readQuestion(undefined, prompt, asking, { models });
  const answer = await answerOf(question, {
    reader,
    asking,
    wording,
    checkedOut: async () => 'This folder is no git repository.',
  });
  return { ...answer, text: answer.text.replaceAll('\u00a0', ' ') };
}

describe('an answer in the chat', () => {
  it('has the sum with its marks, a table, what the marks come from, and the report of the same days', async () => {
    assert.deepEqual(await ask('today'), {
      text: [
        '**Today**, 2026-11-19  ',
        '**≥ 107 tokens** · ≥ $4.00 list price · 7 requests',
        '',
        '| Tool | Tokens | List price |',
        '| :-- | --: | --: |',
        '| Claude Code | 87 | ≥ $3.00 |',
        '| Codex | ≥ 20 | ≥ $1.00 |',
        '| **Together** | **≥ 107** | **≥ $4.00** |',
        '',
        '- ≥ at least: some of it is not in the logs.',
        '- Without price: `harbour`.',
      ].join('\n'),
      report: {
        title: 'Show Usage Report',
        command: 'tallyboard.showReport',
        wish: { days: { since: '2026-11-19', until: '2026-11-19' } },
      },
    });
  });

  it('puts the money first where it was asked for, and never a price that is not known', async () => {
    const { text } = await ask('what did harbour cost this month');
    assert.equal(
      text,
      [
        '**This month**, 2026-11-01 to 2026-11-19 · `harbour`  ',
        '**price unknown** · 7 tokens · 2 requests',
        '',
        '| Tool | Tokens | List price |',
        '| :-- | --: | --: |',
        '| Claude Code | 7 | price unknown |',
        '',
        '- Without price: `harbour`.',
      ].join('\n'),
    );
  });

  it('sums the models that were named, and those alone', async () => {
    const { text } = await ask('sonnet and gpt-5 today by model');
    assert.match(text, /\*\*≥ 100 tokens\*\* · ≥ \$4\.00 list price · 5 requests/);
    assert.match(text, /\| \*\*Together\*\* \| \*\*≥ 100\*\* \| \*\*≥ \$4\.00\*\* \|/);
    assert.doesNotMatch(text, /harbour/);
  });

  it('explains the marks by tool and model', async () => {
    const { text } = await ask('why at least');
    assert.match(text, /- ≥: 20 of 107 tokens are a lower bound\. Codex left a part of the use out of the logs\./);
    assert.match(text, /there is no list price for `harbour`/);
    const plain = ledger();
    plain.usage = () => ({ revision: 7, totals: totals(9, 1), rows: [] });
    assert.match((await ask('why at least', plain)).text, /Nothing is marked/);
  });

  it('says that nothing was used, and what a plan window was told to be', async () => {
    const none = ledger();
    none.usage = () => ({ revision: 7, totals: totals(0, 0), rows: [] });
    assert.equal(
      (await ask('codex yesterday', none)).text,
      '**Yesterday**, 2026-11-18 · Codex\n\nNo use is recorded for it.',
    );
    assert.equal((await ask('plan')).text, 'No tool tells a plan window that is running.');
    const { call } = none;
    const told: FakeLedger = {
      ...none,
      call: (method, input) => (method === 'limits' ? Promise.resolve([limit] as never) : call(method, input)),
    };
    assert.match((await ask('plan', told)).text, /^- Claude Code: 5 h window 41% used, resets 17:20/);
  });

  it('puts at most 31 rows, and the sum of the others in one', async () => {
    const many = ledger();
    const rows = Array.from({ length: 40 }, (_, index) => ({
      key: { model: `m${index}` },
      totals: totals(100 - index, 1),
    }));
    many.usage = () => ({ revision: 7, totals: totals(3220, 40), rows });
    const { text } = await ask('by model', many);
    const cells = text.split('\n').filter((line) => /^\| [`\d]/.test(line));
    assert.equal(cells.length, 31);
    assert.match(cells[30] ?? '', /^\| 10 others \| 655 \| \$10\.00 \|$/);
  });

  it('says why there is no branch, and names no folder and no branch elsewhere', async () => {
    assert.equal((await ask('branch')).text, 'This folder is no git repository.');
    for (const prompt of ['session', 'most expensive sessions', 'today', 'why at least', 'help']) {
      const { text } = await ask(prompt);
      assert.doesNotMatch(text, /kim|payments-api|retry-queue|2f1c/, prompt);
    }
  });

  it('says which words it does not understand, and what can be asked', async () => {
    const { text, report } = await ask('tokens of project atlas');
    assert.match(text, /^I do not understand `project`, `atlas` here/);
    assert.match(text, /- `\/compare`: /);
    assert.equal(report, undefined);
  });

  it('understands its own examples and follow-up questions', () => {
    for (const example of examples)
      assert.notEqual(readQuestion(undefined, example, asking, { models }).about, 'unclear', example);
    const abouts: readonly Question['about'][] = [
      'usage',
      'sessions',
      'marks',
      'compare',
      'session',
      'branch',
      'limits',
      'help',
      'unclear',
    ];
    for (const about of abouts)
      for (const { prompt, command } of followupsOf({ about } as Question))
        assert.notEqual(readQuestion(command, prompt, asking, { models }).about, 'unclear', `/${command} ${prompt}`);
  });
});

describe('the usage tool for models', () => {
  const call = (input: unknown) =>
    usageToolResult(input, { reader: ledger(), when: asking, moneyWord: 'list price' }) as Promise<
      Readonly<Record<string, Readonly<Record<string, unknown>>>>
    >;

  it('gives exact figures with units and marks', async () => {
    const { totals: sums, rows } = await call({ period: '7d', by: ['model'] });
    const counts = { requests: 7, tokens: 107, tokensMark: 'atLeast', price: 4, priceMark: 'atLeast' };
    assert.deepEqual({ ...sums, ...counts }, sums);
    const lines = rows as unknown as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual(
      lines.map(({ model, tokens, price, priceMark }) => [model, tokens, price, priceMark]),
      [
        ['claude-sonnet-5', 80, 3, 'exact'],
        ['gpt-5', 20, 1, 'atLeast'],
        ['harbour', 7, null, 'unknown'],
      ],
    );
  });

  it('says of which days, tools and models it tells', async () => {
    const {
      since,
      until,
      timezone,
      tools,
      models: told,
    } = await call({ since: '2026-11-01', tool: 'Codex', model: 'gpt 5' });
    assert.deepEqual([since, until, timezone, tools, told], ['2026-11-01', null, zone, ['codex'], ['gpt-5']]);
  });

  it('hands out no name of a person’s own', async () => {
    for (const by of [[], ['tool'], ['model', 'day', 'tool']])
      assert.doesNotMatch(
        JSON.stringify(await call({ by })),
        /kim|payments-api|retry-queue|2f1c|project|branch|session/,
      );
  });

  const refused: readonly (readonly [input: unknown, words: RegExp])[] = [
    [null, /must be an object/],
    ['today', /must be an object/],
    [{ days: 7 }, /"days" is not a member/],
    [{ period: 'fortnight' }, /"period" is one of today, yesterday/],
    [{ period: 'today', since: '2026-01-01' }, /not both/],
    [{ since: 'yesterday' }, /"since" is a day like/],
    [{ until: 20260101 }, /"until" is a day like/],
    [{ since: '2026-02-01', until: '2026-01-01' }, /"since" is after/],
    [{ by: ['project'] }, /Projects, branches and sessions are not handed out/],
    [{ by: ['session', 'tool'] }, /not handed out/],
    [{ tool: 'vim' }, /"tool" is the id or the name/],
    [{ tool: 7 }, /"tool" is the id/],
    [{ model: 'gpt-9' }, /"model" is a model with recorded use.*harbour/],
  ];
  for (const [input, words] of refused)
    it(`refuses ${JSON.stringify(input)}, and says what it takes`, () => assert.rejects(call(input), words));
});
