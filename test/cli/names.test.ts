import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { TeamOptions } from '../../src/cli/teamOptions.js';
import { answerText } from '../../src/cli/teamText.js';
import { code, escapeText } from '../../src/core/markdown.js';
import { withFolder } from '../ledger/rig.js';
import { writeHome } from './homes.js';
import { run } from './rig.js';

/** Sets the title, rings, clears the screen, turns the direction, ends the line; as bytes of one, and of two (C1). */
const hostile = 'a\u001b]0;owned\u0007b\u001b[2J\u202egnp\u2069\u009b31m\u2028x\ny\r\u007f';
const unsafe = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

describe('names of logs that would steer a terminal', () => {
  it('reach text and Markdown without that, on their line, and JSON as they are', () =>
    withFolder(async (folder) => {
      const request = { at: Date.now(), tokens: 1000, model: hostile, branch: hostile, session: hostile };
      writeHome(folder, [{ ...request, folder: `/home/dev/${hostile}` }]);
      const place = ['--home', folder, '--ledger', join(folder, 'l.db'), '--timezone', 'UTC'];
      const by = ['--by', 'tool,model,day,session,project,branch'];
      const texts = [
        ['report'],
        ['sessions'],
        ['statusline'],
        ['doctor'],
        ['verify'],
        ['badges'],
        ['report', '--value'],
        ['report', '--insights'],
        ['report', '--model', 'other'],
        ['export', '--format', 'md', ...by],
      ];
      for (const words of texts) {
        const { code, out, error } = await run(...words, ...place);
        assert.deepEqual([code, error], [0, ''], words.join(' '));
        assert.doesNotMatch(out, unsafe, words.join(' '));
      }
      const report = (await run('report', ...place)).out;
      assert.match(report, /^Without price: a\]0;ownedb\[2Jgnp31mx y $/m);
      assert.match(
        (await run('sessions', ...place)).out,
        /^\d{4}-\d\d-\d\d \d\d:\d\d {2}Claude Code {2}a.*x y {2}.*$/m,
      );
      const { byModel } = JSON.parse((await run('report', '--json', ...by, ...place)).out) as { byModel: object };
      assert.deepEqual(Object.keys(byModel), [hostile]);
      const { sessions } = JSON.parse((await run('sessions', '--json', ...place)).out) as {
        sessions: { id: string; project: string; branch: string; models: string[] }[];
      };
      assert.deepEqual(
        sessions.map(({ id, project, branch, models }) => [id, project, branch, ...models]),
        [[`claude-code:${hostile}`, `/home/dev/${hostile}`, hostile, hostile]],
      );
      const [, row = ''] = (await run('export', '--by', 'model', ...place)).out.split('\r\n');
      assert.ok(row.startsWith('"') || row.startsWith('"\'') || row.startsWith('a'), row);
    }));

  it('reach Markdown of the editor without that, too', () => {
    for (const written of [code(hostile), escapeText(hostile)]) {
      assert.doesNotMatch(written, unsafe);
      assert.ok(written.includes('ownedb'));
    }
  });

  it('keep what joins letters and emoji', () => {
    const family = '👨‍👩‍👧 می‌خواهم';
    assert.equal(escapeText(family), family);
  });

  it('are what a message of failure names, too', async () => {
    const { code, error } = await run(`rep\u001b[2Jort\u202e`);
    assert.deepEqual([code, unsafe.test(error)], [2, false]);
    assert.match(error, /^tallyboard: There is no command "rep\[2Jort"\.\n/);
  });
});

describe('an act of a team', () => {
  const options = { given: {} } as TeamOptions;

  it('has words of its own without --json', () => {
    assert.equal(answerText('rotate', { epoch: 3 }, options), 'New keys in epoch 3, for the members there are.\n');
    assert.equal(answerText('admin', { admins: 2 }, options), 'The team has 2 admins.\n');
    const figures = {
      week: '2026-W45',
      kept: 80,
      cache: null,
      tools: [{ tool: 'claude-code', members: 60, kept: 80, cache: 90 }],
      waste: [],
      tokens: { from: 1_200_000, to: null },
      active: 6,
    };
    assert.equal(
      answerText('insights', figures, options),
      [
        '2026-W45, each figure of at least five people:',
        '',
        'AI lines kept, median                                   80%',
        'Read from cache, median                                   –',
        'Use Claude Code                                         60%',
        'Tokens, all together                      1,200,000 or more',
        'Members with four active days this month                  6',
        '',
      ].join('\n'),
    );
  });
});

describe('words of a team', () => {
  const options = { given: {}, zone: 'Europe/Berlin' } as TeamOptions;

  it('tell until when an invite holds in the person’s own time, and how many bytes left in groups of digits', () => {
    const expires = '2026-12-02T20:59:57.984Z';
    assert.match(answerText('invite', { code: 'tally1-x', expires }, options), /\nFor one, until Wed 2 Dec, 21:59\. /);
    assert.equal(answerText('publish', { published: true, bytes: 2048 }, options), 'Published: 2,048 bytes.\n');
    assert.match(answerText('backup', { file: 'k.age', bytes: 1234 }, options), /^k\.age: 1,234 bytes, /);
  });

  it('tell the quest without a false plural, and tools by their names', () => {
    const quest = { month: '2026-11', kind: 'kept', target: 80, reached: 76, done: false, daysLeft: 1 };
    const board = {
      withheld: 'fewer-than-5',
      least: 5,
      quest,
      champions: [{ tool: 'claude-code', aliases: ['Kim', 'Bo'] }],
    };
    const lines = (of: object) =>
      answerText('board', { rows: [], ...board, ...of }, options)
        .split('\n')
        .slice(1, 3);
    assert.deepEqual(lines({}), [
      'Quest 2026-11: keep 80% of AI lines, together. 76% so far, one day left.',
      'Ask about Claude Code: Kim, Bo',
    ]);
    const [later] = lines({ quest: { ...quest, daysLeft: 11 } });
    assert.equal(later, 'Quest 2026-11: keep 80% of AI lines, together. 76% so far, 11 days left.');
  });
});

describe('names of a team', () => {
  it('reach a terminal without that, in acts with words of their own and without', () => {
    const options = { given: {} } as TeamOptions;
    const row = { alias: hostile, place: 1, band: 1, score: null, tokens: null, badges: [], you: false, stale: false };
    const board = {
      withheld: null,
      least: 5,
      quest: null,
      champions: [{ tool: hostile, aliases: [hostile] }],
      rows: [{ ...row, verified: true }],
      window: { since: '2026-01-05', until: '2026-02-01' },
      fingerprint: 'f',
      note: 'n',
    };
    const told = [
      answerText('board', board, options),
      answerText('rotate', { epoch: 2, name: hostile }, options),
      answerText('requests', [{ id: 'i', alias: hostile, words: 'w' }], options),
    ];
    for (const text of told) assert.doesNotMatch(text, unsafe);
    assert.match(told[0] ?? '', /^ {2}1 {2}▮▯▯▯▯ {2}a\]0;ownedb.*x y$/m);
  });
});
