import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { assertInvariant } from '../ledger/invariant.js';
import { withFolder } from '../ledger/rig.js';

const time = (second: number) => new Date(Date.UTC(2026, 6, 1, 8, 0, second)).toISOString();

const answer = (messageId: number, inputTokens: number) => {
  const figures = { inputTokens, outputTokens: 20, cacheCreationInputTokens: 100, cacheReadInputTokens: 1000 };
  return { role: 'assistant', messageId, usage: { model: 'one', ...figures, timestamp: time(messageId) } };
};

const event = (toMessageId: number, input: number, more: object = {}) => {
  const told = { timestamp: time(toMessageId), model: 'one', tokens: { input, output: 20 }, toMessageId };
  return { ...told, credits: 1, ...more };
};

/** Input, output, all tokens and requests after each state of a thread was read. */
async function read(...states: readonly object[]): Promise<number[]> {
  return withFolder(async (home) => {
    const threads = join(home, '.local/share/amp/threads');
    mkdirSync(threads, { recursive: true });
    const { ledger, scanner, queries } = openCounting({ home, os: 'linux' });
    for (const [index, state] of states.entries()) {
      writeFileSync(join(threads, 'T-1.json'), `${JSON.stringify({ v: 1, id: 'T-1', ...state })}${' '.repeat(index)}`);
      await scanner.pass();
    }
    assertInvariant(ledger.database, ledger);
    const { totals } = queries.usage({ zone: 'UTC', by: [] });
    ledger.close();
    return [totals.input, totals.output, totals.total, totals.requests];
  });
}

describe('a thread of Amp that gets a ledger after it was read', () => {
  const messages = [answer(1, 10)];
  const once = [10, 20, 1130, 1];

  it('counts an answer and its event once, with and without an id', async () => {
    for (const events of [[event(1, 10, { id: 'E1' })], [event(1, 10)]]) {
      assert.deepEqual(await read({ messages, usageLedger: { events } }), once);
      assert.deepEqual(await read({ messages }, { messages, usageLedger: { events } }), once);
      assert.deepEqual(await read({ messages, usageLedger: { events } }, { messages }), once);
    }
  });

  it('counts each event of an answer, and what was cached once', async () => {
    const other = { model: 'two', timestamp: time(9), tokens: { input: 11, output: 21 } };
    for (const ids of [
      ['E1', 'E2'],
      [undefined, undefined],
    ]) {
      const [own, more] = [event(1, 10, { id: ids[0] }), event(1, 11, { ...other, id: ids[1] })];
      const both = { messages, usageLedger: { events: [own, more] } };
      const expected = [21, 41, 1162, 2];
      assert.deepEqual(await read(both), expected);
      assert.deepEqual(await read({ messages }, both), expected);
      assert.deepEqual(await read({ messages, usageLedger: { events: [own] } }, both), expected);
      assert.deepEqual(await read({ messages }, { messages, usageLedger: { events: [more, own] } }), expected);
    }
  });
});
