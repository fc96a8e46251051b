import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type Entry, readEach } from './readEach.js';

const start = Date.UTC(2026, 1, 3, 10);

function answer(minute: number, inputTokens: number, more: Entry = {}): Entry {
  const metrics = { inputTokens, outputTokens: 1, cacheReadTokens: 2, cacheWriteTokens: 3, cost: 0.1 };
  return {
    role: 'assistant',
    content: [],
    ts: start + minute * 60_000,
    modelId: 'claude-sonnet-4-6',
    metrics,
    ...more,
  };
}

/** Input and requests after each state of the session was read. */
function read(states: readonly unknown[]): Promise<number[][]> {
  return readEach(states, (home, written) => {
    const folder = join(home, '.cline', 'data', 'sessions', 's1');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 's1.messages.json'), JSON.stringify(written));
  });
}

describe('a session of an early build of Cline, whose messages have no id', () => {
  const old = [{ role: 'user', content: 'canary' }, answer(1, 15), answer(2, 25)];

  it('counts, also where its messages stand alone', async () => {
    assert.deepEqual(await read([{ version: 1, messages: old }]), [[30, 2]]);
    assert.deepEqual(await read([old]), [[30, 2]]);
  });

  it('is the same once a later build has given them some, and went on', async () => {
    const now = [
      ...old.map((message, place) => ({ ...message, id: `msg_aaaaaaa${place}` })),
      answer(3, 45, { id: 'msg_b' }),
    ];
    assert.deepEqual(await read([{ messages: old }, { messages: now }, { messages: now.map(anew) }]), [
      [30, 2],
      [70, 3],
      [70, 3],
    ]);
  });
});

const anew = (message: object, place: number) => ({ ...message, id: `msg_other${place}` });
