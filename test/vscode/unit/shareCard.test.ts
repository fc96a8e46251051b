import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cardOf } from '../../../src/vscode/documents/card.js';
import { createWording } from '../../../src/vscode/wording.js';
import { at, totals, zone } from '../../page/harness/figures.js';

const badge = (id: string, group: string, reached: readonly string[] = ['2026-11-02']) => ({ id, group, reached });
const badges = [
  badge('keeper', 'craft'),
  badge('survivor', 'craft', []),
  badge('cache-gardener', 'thrift'),
  badge('unplugged', 'rhythm'),
  badge('guardian', 'safety'),
  badge('toolsmith', 'breadth'),
];

function card(lines = 100, total = 1_000, dataKind = 'real', of = badges) {
  const asked: unknown[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    usage: { totals: { ...totals(total, 4), cacheRead: total * 0.88 } },
    kept: { total: { lines, kept: lines * 0.82 } },
    badges: { badges: of },
  };
  const call = async (method: string, input: unknown) => {
    asked.push([method, input]);
    return answers[method];
  };
  const who = { now: at, zone };
  const tools = {
    counting: { call },
    asking: () => who,
    wording: () => createWording('en', zone, 'api'),
    around: { dataKind },
    hiddenBadges: () => ['guardian'],
  };
  return { asked, card: cardOf(tools as never) };
}

describe('the share card', () => {
  it('says of this month what stayed, what came from cache, and which badges; not those of Rhythm, nor hidden ones', async () => {
    const { asked, card: made } = card();
    assert.deepEqual(await made, {
      title: 'My November',
      foot: 'counted locally by Tallyboard',
      figures: [
        { value: '82%', words: 'of AI lines kept' },
        { value: '88%', words: 'read from cache' },
        { value: '3', words: 'badges' },
      ],
      badges: [
        { id: 'keeper', group: 'craft' },
        { id: 'cache-gardener', group: 'thrift' },
        { id: 'toolsmith', group: 'breadth' },
      ],
    });
    const range = { since: Date.UTC(2026, 9, 31, 23), until: Date.UTC(2026, 10, 19, 23), zone };
    assert.deepEqual(asked, [
      ['usage', { ...range, by: [] }],
      ['kept', { ...range, by: [] }],
      ['badges', { now: at, zone }],
    ]);
  });

  it('leaves out what it is too little to say of', async () => {
    const { figures } = await card(49, 0).card;
    assert.deepEqual(figures, [{ value: '3', words: 'badges' }]);
  });

  it('says no number of badges where it has none to show: those of Rhythm are one’s own', async () => {
    const rhythm = badges.filter(({ group }) => group === 'rhythm');
    assert.deepEqual((await card(49, 0, 'real', rhythm).card).figures, []);
  });

  it('says on its face that figures are generated ones', async () => {
    assert.equal((await card(100, 1_000, 'demo').card).foot, 'Demo data: generated, not yours');
  });
});
