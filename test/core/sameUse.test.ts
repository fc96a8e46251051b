import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  isSameModel,
  isWeighed,
  type LoggedRequest,
  nearEnough,
  toldUses,
  type UseToWeigh,
} from '../../src/core/sameUse.js';

const use = (given: Partial<UseToWeigh> = {}): UseToWeigh => ({
  id: 'u',
  kind: 'command',
  at: 1_000_000,
  loggedBy: 'copilot-chat',
  loggedSession: undefined,
  model: 'small-1',
  input: 900,
  output: 100,
  ...given,
});
const row = (given: Partial<LoggedRequest> = {}): LoggedRequest => ({
  id: 'r',
  at: 1_000_000,
  tool: 'copilot-chat',
  session: 's1',
  model: 'small-1',
  input: 950,
  text: 105,
  ...given,
});
const isTold = (one: UseToWeigh, ...rows: LoggedRequest[]) => toldUses([one], rows).has(one);

describe('whether a log tells of a hooked use', () => {
  it('in the session that the hook knows: any request within two minutes', () => {
    const known = use({ loggedSession: 's1', model: 'unknown', output: 3 });
    assert.equal(isTold(known, row({ text: 9_999 })), true);
    assert.equal(isTold(use({ loggedSession: 'copilot-chat:s1' }), row()), true);
    assert.equal(isTold(known, row({ session: 's2', text: 3 })), false);
    assert.equal(isTold(known, row({ tool: 'codex' })), false);
  });

  it('up to two minutes before or after, not a millisecond more', () => {
    for (const sign of [-1, 1]) {
      assert.equal(isTold(use(), row({ at: 1_000_000 + sign * nearEnough })), true);
      assert.equal(isTold(use(), row({ at: 1_000_000 + sign * (nearEnough + 1) })), false);
    }
  });

  it('without a session: of the same model and text size', () => {
    assert.equal(isTold(use(), row({ text: 135 })), true);
    assert.equal(isTold(use(), row({ text: 65 })), true);
    assert.equal(isTold(use(), row({ text: 160 })), false);
    assert.equal(isTold(use(), row({ text: 60 })), false);
    assert.equal(isTold(use({ output: 2 }), row({ text: 10 })), true);
    assert.equal(isTold(use(), row({ model: 'large-1' })), false);
    assert.equal(isTold(use({ model: 'unknown' }), row({ model: 'large-1' })), true);
  });

  it('where not even the tool is known: what was sent has to fit too', () => {
    const open = use({ loggedBy: undefined });
    assert.equal(isTold(open, row({ tool: 'codex', input: 900 + 4_096 })), true);
    assert.equal(isTold(open, row({ tool: 'codex', input: 60_000 })), false);
    assert.equal(isTold(open, row({ tool: 'codex', input: 100 })), false);
    assert.equal(isTold({ ...open, model: 'unknown' }, row({ model: 'unknown' })), false);
  });

  it('an accepted suggestion of no known tool has nothing to be known by', () => {
    assert.equal(isWeighed(use({ kind: 'inline', loggedBy: undefined })), false);
    assert.equal(isWeighed(use({ kind: 'inline' })), true);
    assert.equal(isWeighed(use({ loggedBy: undefined, model: 'unknown' })), false);
  });

  it('one request stands for one use, and as many uses as can be are told of', () => {
    const [one, two] = [use({ id: 'a', output: 100 }), use({ id: 'b', output: 130 })];
    assert.deepEqual([...toldUses([two, one], [row()]).keys()], [one]);
    // The first use could have either request, the second only the one that is closer to the first.
    const narrow = use({ id: 'c', at: 1_000_001, output: 150 });
    const rows = [row({ id: 'x', text: 110 }), row({ id: 'y', text: 90 })];
    assert.equal(toldUses([one, narrow], rows).size, 2);
  });

  it('models by name, whoever sells them and whether dated or not', () => {
    for (const [a, b] of [
      ['gpt-4.1', 'gpt-4.1-2025-04-14'],
      ['claude-sonnet-4.5', 'claude-sonnet-4-5-20250929'],
      ['copilot/gpt-5', 'gpt-5'],
      ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
      ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ] as const)
      assert.equal(isSameModel(a, b) && isSameModel(b, a), true, `${a} ${b}`);
    for (const [a, b] of [
      ['gpt-4.1', 'gpt-4.1-mini'],
      ['gpt-4.1', 'gpt-4o'],
      ['claude-sonnet-4-5', 'claude-sonnet-4'],
      ['unknown', 'unknown'],
    ] as const)
      assert.equal(isSameModel(a, b), false, `${a} ${b}`);
  });

  it('whatever the order of the lists', () => {
    const uses = fc.array(
      fc.record({ at: fc.nat(6), output: fc.nat(5), model: fc.constantFrom('a', 'b', 'unknown') }),
      {
        maxLength: 7,
      },
    );
    const rows = fc.array(fc.record({ at: fc.nat(6), text: fc.nat(5), model: fc.constantFrom('a', 'b') }), {
      maxLength: 7,
    });
    const cases = fc.tuple(uses, rows).chain(([some, others]) => {
      const all = some.map((each, i) => use({ ...each, id: `u${i}`, at: each.at * 60_000, output: each.output * 40 }));
      const told = others.map((each, i) => row({ ...each, id: `r${i}`, at: each.at * 60_000, text: each.text * 40 }));
      return fc.tuple(
        fc.constant({ all, told }),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.shuffledSubarray(told, { minLength: told.length }),
      );
    });
    fc.assert(
      fc.property(cases, ([{ all, told }, otherUses, otherRows]) => {
        const ids = (map: Map<UseToWeigh, LoggedRequest>) => [...map].map(([a, b]) => `${a.id} ${b.id}`).sort();
        assert.deepEqual(ids(toldUses(otherUses, otherRows)), ids(toldUses(all, told)));
      }),
      { seed: 21, numRuns: 300 },
    );
  });
});
