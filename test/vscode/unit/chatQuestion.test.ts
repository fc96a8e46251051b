import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chatCommands } from '../../../src/vscode/chat/commands.js';
import { type Question, readQuestion } from '../../../src/vscode/chat/question.js';

/** Thursday. */
const when = { now: Date.UTC(2026, 10, 19, 14, 42), zone: 'Europe/Berlin' };
const models = ['claude-opus-4-1', 'claude-sonnet-4-5-20250929', 'gpt-5', 'gpt-5-mini', 'my-model', 'gemini-2.5-pro'];
const ask = (text: string) => {
  const [, command, prompt = ''] = /^(?:\/(\w+) ?)?(.*)$/.exec(text) ?? [];
  return readQuestion(command as never, prompt, when, { models });
};

const all = { tools: [], models: [] };
const today = { name: 'today', since: '2026-11-19', until: '2026-11-19' };
const yesterday = { name: 'yesterday', since: '2026-11-18', until: '2026-11-18' };
const month = { name: 'thisMonth', since: '2026-11-01', until: '2026-11-19' };
const month30 = { name: '30d', since: '2026-10-21', until: '2026-11-19' };
const usage = (days: object, more: object = {}) =>
  ({ about: 'usage', days, by: 'tool', money: false, ...all, ...more }) as Question;
const sessions = (days: object, more: object = {}) => ({ ...usage(days), about: 'sessions', ...more }) as Question;

describe('a question in the chat', () => {
  const table: Readonly<Record<string, Question>> = {
    '': usage(today),
    '/today': usage(today),
    '/today how much?': usage(today),
    '/week': usage({ name: 'thisWeek', since: '2026-11-16', until: '2026-11-19' }),
    '/month': usage(month),
    '/models': usage(month30, { by: 'model' }),
    '/models today': usage(today, { by: 'model' }),
    '/month by day': usage(month, { by: 'day' }),
    '/session': { about: 'session' },
    '/branch': { about: 'branch' },
    '/help': { about: 'help' },
    '/compare': { about: 'compare', pair: 'week' },
    '/compare month': { about: 'compare', pair: 'month' },
    'How many tokens did I use yesterday?': usage(yesterday),
    'What did I spend on Claude Code this month?': usage(month, { tools: ['claude-code'], by: 'model', money: true }),
    'what did copilot cost yesterday': usage(yesterday, { tools: ['copilot-chat', 'copilot-cli'], money: true }),
    'claude sonnet 4.5 yesterday': usage(yesterday, { models: ['claude-sonnet-4-5-20250929'] }),
    'sonnet and gpt-5 yesterday': usage(yesterday, { models: ['claude-sonnet-4-5-20250929', 'gpt-5'] }),
    'gpt 5 today': usage(today, { models: ['gpt-5', 'gpt-5-mini'] }),
    'gemini 2.5 pro': usage(today, { models: ['gemini-2.5-pro'] }),
    'my usage with my-model': usage(today, { models: ['my-model'] }),
    'the last 7 days, per day': usage({ name: '7d', since: '2026-11-13', until: '2026-11-19' }, { by: 'day' }),
    'past 2 weeks': usage({ since: '2026-11-06', until: '2026-11-19' }),
    '14d': usage({ since: '2026-11-06', until: '2026-11-19' }),
    'input and output of monday': usage({ since: '2026-11-16', until: '2026-11-16' }, { by: 'kind' }),
    'last thursday': usage({ since: '2026-11-12', until: '2026-11-12' }),
    'in November': usage({ since: '2026-11-01', until: '2026-11-30' }),
    december: usage({ since: '2025-12-01', until: '2025-12-31' }),
    'feb 2024': usage({ since: '2024-02-01', until: '2024-02-29' }),
    'since October': usage({ since: '2026-10-01', until: '2026-11-19' }),
    'from 2026-01-01 to 2026-01-31': usage({ since: '2026-01-01', until: '2026-01-31' }),
    'between october and yesterday': usage({ since: '2026-10-01', until: '2026-11-18' }),
    'all time': usage({ name: 'all' }),
    'which model was most expensive this month?': usage(month, { by: 'model', money: true }),
    'What was my most expensive session?': sessions(month30, { money: true }),
    'largest codex sessions this month': sessions(month, { tools: ['codex'], by: 'model' }),
    'how much did this session use': { about: 'session' },
    'why "at least"?': { ...usage(today), about: 'marks' } as Question,
    'What does ≥ mean?': { ...usage(today), about: 'marks' } as Question,
    'how much of my plan is used': { about: 'limits' },
    'compare today with yesterday': { about: 'compare', pair: 'day' },
    'last week vs this week': { about: 'compare', pair: 'week' },
    'compare october to november': {
      about: 'compare',
      pair: [
        { since: '2026-11-01', until: '2026-11-30' },
        { since: '2026-10-01', until: '2026-10-31' },
      ],
    },
    'tokens of project atlas': { about: 'unclear', words: ['project', 'atlas'] },
    'today without codex': { about: 'unclear', words: ['without'] },
    'how much does one use in a year': { about: 'unclear', words: ['one', 'year'] },
    'gpt-9 today': { about: 'unclear', words: ['gpt-9'] },
    'this session yesterday': { about: 'unclear', words: ['yesterday'] },
    'compare codex this week': { about: 'unclear', words: ['codex'] },
    'yesterday and monday': { about: 'unclear', words: ['yesterday', 'monday'] },
    'from 2026-02-01 to 2026-01-31': { about: 'unclear', words: ['from', '2026-02-01'] },
    '2026-02-30': { about: 'unclear', words: ['2026-02-30'] },
    'what is the weather today': { about: 'unclear', words: ['weather'] },
  };
  for (const [text, question] of Object.entries(table)) it(`"${text}"`, () => assert.deepEqual(ask(text), question));

  it('is always read, whatever it says, and a word that nobody knows is never passed over', () => {
    const words = fc.constantFrom(
      'today',
      'codex',
      'gpt-5',
      'cost',
      'sessions',
      'from',
      'to',
      'last',
      '7',
      'compare',
      '2026-01-01',
    );
    fc.assert(
      fc.property(fc.array(words), fc.constantFrom(undefined, ...chatCommands), fc.nat(), (list, command, at) => {
        const place = at % (list.length + 1);
        const text = [...list.slice(0, place), 'zzyzx', ...list.slice(place)].join(' ');
        const question = readQuestion(command, text, when, { models });
        assert.ok(question.about === 'unclear' && question.words.includes('zzyzx'), JSON.stringify(question));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void readQuestion(undefined, text, when, { models: [text] })));
  });
});
