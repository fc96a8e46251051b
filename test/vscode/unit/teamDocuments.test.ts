import assert from 'node:assert/strict';
import { erasureMarkdown } from '../../../src/vscode/documents/erasure.js';
import { sentMarkdown } from '../../../src/vscode/documents/sent.js';
import { createWording } from '../../../src/vscode/wording.js';

const wording = createWording('en', 'UTC', 'api');
const now = Date.parse('2026-11-19T15:00:00Z');

describe('documents about teams', () => {
  it('the receipt of an erasure says of each team what is gone and what is not', () => {
    const text = erasureMarkdown(
      [
        ['Harbour', { removed: ['share', 'keys', 'log'], remains: ['tombstone', 'seen', 'unreachable'] }],
        ['Old_Boat', { removed: ['place', 'keys', 'log'], remains: [] }],
      ],
      false,
    );
    assert.equal(
      text,
      `# Erased

## Harbour

- Your rows at the team’s address.
- The team’s keys on this machine.
- The log of what left.

**What remains**

- A signed note that says “erased”, until the team’s keys change; the key of what was there is destroyed 35 days later.
- What others saw or copied.
- A git host can go on handing out what was replaced, to who knows its id, until it cleans up. On an own server: git gc --prune=now. It is sealed.

## Old\\_Boat

- All that was kept at the team’s address.
- The team’s keys on this machine.
- The log of what left.

Nothing of it remains.

Your counts stay: the ledger was not touched.`,
    );
  });

  it('the list of what left says of each object when, for whom, how large and what kind', () => {
    const kinds = [
      ['share', 'your row'],
      ['days', 'days of this machine'],
      ['tombstone', 'a note that your row is gone'],
      ['roster', 'the list of members'],
      ['request', 'that you asked to join'],
      ['keyring', 'a key of the team, for its members'],
      ['welcome', 'the answer to who asked to join'],
    ] as const;
    const sent = kinds.map(([kind], index) => ({
      team: '<b>Boat</b>',
      at: now - index * 60_000,
      bytes: 2048,
      hash: 'ab'.repeat(32),
      kind,
    }));
    const text = sentMarkdown(sent, wording, now);
    const lines = text.split('\n').filter((line) => line.includes('2,048'));
    assert.deepEqual(
      lines.map((line) => line.split(' | ')[2]),
      kinds.map(([, words]) => words),
    );
    assert.equal(lines[0], `| 15:00 | &lt;b&gt;Boat&lt;/b&gt; | your row | 2,048 | \`${'ab'.repeat(32)}\` |`);
    assert.match(sentMarkdown([], wording, now), /Nothing yet\./);
  });
});
