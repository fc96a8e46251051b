import assert from 'node:assert/strict';
import { toldApart } from '../../../src/core/team/alias.js';
import { firstPolicy } from '../../../src/core/team/policy.js';
import { erasureMarkdown } from '../../../src/vscode/documents/erasure.js';
import { sentMarkdown } from '../../../src/vscode/documents/sent.js';
import { policyMarkdown } from '../../../src/vscode/documents/teamPolicy.js';
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

describe('the policy of a team as a document', () => {
  const policy = firstPolicy({ name: 'Boat', admins: ['a'] });
  const admins = toldApart([
    { id: '1', alias: 'Ada <b>' },
    { id: '2', alias: '\u202eBo' },
  ]);

  it('has every part, what an admin wrote as text and nothing else', () => {
    const hostile = { ...policy, purpose: '<img src=x> [x](y) | z', guidance: 'a\nb' };
    const text = policyMarkdown({ policy: hostile, accepted: null, changed: [], admins, notes: [] });
    assert.deepEqual(
      text.split('\n').filter((line) => /^\| (purpose|guidance|admins|quest|boards)/.test(line)),
      [
        '| purpose | &lt;img src=x&gt; \\[x\\](y) \\| z |',
        '| boards | Kept work, Thrift |',
        '| quest | none |',
        '| guidance | a b |',
        '| admins | Ada &lt;b&gt;, Bo |',
      ],
    );
    assert.match(text, /^\| Part \| Agreed on \|$/m);
  });

  it('says of what changed since it was accepted how it was', () => {
    const quest = { month: '2026-11', kind: 'kept', target: 80 } as const;
    const text = policyMarkdown({
      policy: { ...policy, quest, weeks: 8 },
      accepted: policy,
      changed: ['quest', 'weeks'],
      admins,
      notes: [
        { kind: 'policy', of: '1', day: '2026-11-02', text: 'No [x](y)', member: 'm', alias: '\u202eBo' },
        { kind: 'proposal', of: '1', day: '2026-11-03', text: '', member: 'n', alias: 'Cy' },
      ],
    });
    assert.match(text, /^\| \*\*quest\*\* \| \*\*2026-11: keep 80% of AI lines, together\*\* \| none \|$/m);
    assert.match(text, /^\| \*\*weeks kept\*\* \| \*\*8\*\* \| 13 \|$/m);
    assert.match(text, /^\| boards \| Kept work, Thrift \| {2}\|$/m);
    assert.match(text, /Nothing is shared until you say yes to it/);
    assert.ok(
      text.includes(
        '1 member objects to this version.\n\n- Bo objects to version 1 of the policy: No \\[x\\](y) (2026-11-02)\n- Cy proposes a change of version 1 (2026-11-03)',
      ),
      text,
    );
  });
});
