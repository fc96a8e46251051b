import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { pi } from '../../src/sources/pi/pi.js';
import { readHome } from '../kit/readHome.js';
import { type Entry, readEach, writeLines } from './readEach.js';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 2, 10, minute)).toISOString();

function answer(minute: number, input: number, more: Entry = {}): Entry {
  const usage = { input, output: 1, cacheRead: 0, cacheWrite: 0, totalTokens: input + 1, cost: { total: 0 } };
  const message = { role: 'assistant', provider: 'anthropic', model: 'claude-sonnet-4-5', usage };
  return { type: 'message', timestamp: at(minute), message, ...more };
}

/** Input and requests after each state of the sessions was read. */
function read(states: readonly Readonly<Record<string, readonly Entry[]>>[]): Promise<number[][]> {
  return readEach(states, (home, state) => {
    const folder = join(home, '.pi', 'agent', 'sessions', '--home-u--');
    mkdirSync(folder, { recursive: true });
    for (const [id, entries] of Object.entries(state))
      writeLines(join(folder, `${id}.jsonl`), [{ type: 'session', id, timestamp: at(0), cwd: '/home/u' }, ...entries]);
  });
}

describe('a session of a build of Pi whose entries have no id', () => {
  const old = [answer(1, 10), answer(2, 20), answer(2, 21)];

  it('is the same once a later build has given them some, and went on', async () => {
    const now = [
      ...old.map((entry, place) => ({ ...entry, id: `1234567${place}` })),
      answer(3, 40, { id: '12345679' }),
    ];
    assert.deepEqual(await read([{ s1: old }, { s1: now }]), [
      [51, 3],
      [91, 4],
    ]);
  });

  it('is counted once with a branch of it, which has copies of its entries', async () => {
    assert.deepEqual(await read([{ s1: old, s2: [...old.slice(0, 2), answer(4, 80)] }]), [[131, 4]]);
  });
});

describe('what a session of Pi tells beside its answers', () => {
  const home = join(import.meta.dirname, '../../../test/fixtures/sources/pi/figures-beside-answers/home');
  const rows = readHome([pi], home).rows;

  it('stays with the session that a fork copied it from, whichever of the two has the smaller id', () => {
    const own = rows.filter(({ session }) => session.startsWith('00f'));
    assert.deepEqual(
      own.map(({ input, output }) => [input, output]),
      [[5, 9]],
    );
    assert.equal(rows.length, 9);
  });

  it('is exact but for an answer that broke off, of which the end is missing', () => {
    const cut = rows.filter(({ precision }) => precision === 'atLeast');
    assert.deepEqual(
      cut.map(({ input, output }) => [input, output]),
      [[11, 2]],
    );
  });
});
