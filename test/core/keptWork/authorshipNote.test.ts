import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readAuthorshipNote } from '../../../src/core/keptWork/authorshipNote.js';

const metadata = {
  schema_version: 'authorship/3.0.0',
  base_commit_sha: 'x',
  prompts: { abcd1234abcd1234: { agent_id: { tool: 'cursor', id: 'chat-1', model: 'gpt-5' }, messages: [] } },
  humans: { h_31dce776f88375: { author: 'Dev' } },
  sessions: { s_c9883b05a2487d: { agent_id: { tool: 'claude', model: 'claude-opus-5-5' } } },
};
const told = (lines: readonly string[], more: object = metadata) =>
  readAuthorshipNote([...lines, '---', ...JSON.stringify(more, null, 2).split('\n')]);

describe('an authorship note', () => {
  it('tells whose lines are whose: sessions of tools, not people', () => {
    const lines = [
      'src/a.ts',
      '  abcd1234abcd1234 1-4,9,12-13',
      '  s_c9883b05a2487d::t_9f8e7d6c5b4a32 20',
      '  h_31dce776f88375 42-50',
      '"src/my file.ts"',
      '  0123abc 7',
    ];
    assert.deepEqual(told(lines), [
      {
        path: 'src/a.ts',
        session: 'chat-1',
        model: 'gpt-5',
        ranges: [
          [1, 4],
          [9, 9],
          [12, 13],
        ],
      },
      { path: 'src/a.ts', session: 's_c9883b05a2487d', model: 'claude-opus-5-5', ranges: [[20, 20]] },
      { path: 'src/my file.ts', session: '0123abc', model: 'unknown', ranges: [[7, 7]] },
    ]);
    assert.deepEqual(told([]), []);
  });

  it('tells so too where what it says of sessions is cut off or damaged', () => {
    const cut = [
      'a.ts',
      '  abcd1234abcd1234 1',
      '---',
      '{',
      '  "schema_version": "authorship/3.0.0",',
      '  "prompts": {"',
    ];
    assert.deepEqual(readAuthorshipNote(cut), [
      { path: 'a.ts', session: 'abcd1234abcd1234', model: 'unknown', ranges: [[1, 1]] },
    ]);
    assert.deepEqual(told(['a.ts', '  abcd1234abcd1234 1'], { ...metadata, prompts: { abcd1234abcd1234: 7 } }), [
      { path: 'a.ts', session: 'abcd1234abcd1234', model: 'unknown', ranges: [[1, 1]] },
    ]);
  });

  const unknown: readonly (readonly [string, readonly string[]])[] = [
    ['none at all', ['AI wrote 85 % of it']],
    ['JSON alone', ['{"agent": "x", "lines": [1, 2]}']],
    ['another version', ['a.ts', '  abcd1234abcd1234 1', '---', '{"schema_version": "authorship/4.0.0"}']],
    ['no version', ['a.ts', '  abcd1234abcd1234 1', '---', '{}']],
    ['lines of no file', ['  abcd1234abcd1234 1', '---', '{"schema_version": "authorship/3.0.0"}']],
    ['ranges that are none', ['a.ts', '  abcd1234abcd1234 1-2-3', '---', '{"schema_version": "authorship/3.0.0"}']],
  ];
  for (const [name, note] of unknown)
    it(`is not read: ${name}`, () => assert.equal(readAuthorshipNote(note), 'unknown'));

  it('whatever it is, harms nobody', () => {
    const word = fc.constantFrom(
      '---',
      'a.ts',
      '  abcd1234abcd1234 1-9',
      '  __proto__ 1',
      '{"schema_version":"authorship/3.0.0"}',
      '',
    );
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.string())), (note) => void readAuthorshipNote(note)));
  });
});
