import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { withFolder } from '../ledger/rig.js';

type Entry = Readonly<Record<string, unknown>>;

const at = (minute: number) => new Date(Date.UTC(2026, 0, 2, 10, minute)).toISOString();

function answer(minute: number, input: number, more: Entry = {}): Entry {
  const usage = { input, output: 1, cacheRead: 0, cacheWrite: 0, totalTokens: input + 1, cost: { total: 0 } };
  const message = { role: 'assistant', provider: 'anthropic', model: 'claude-sonnet-4-5', usage };
  return { type: 'message', timestamp: at(minute), message, ...more };
}

/** Input and requests after each state of the sessions was read. */
async function read(states: readonly Readonly<Record<string, readonly Entry[]>>[]): Promise<number[][]> {
  return withFolder(async (home) => {
    const folder = join(home, '.pi', 'agent', 'sessions', '--home-u--');
    mkdirSync(folder, { recursive: true });
    const { ledger, scanner, queries } = openCounting({ home, os: 'linux' });
    const found: number[][] = [];
    for (const state of states) {
      for (const [id, entries] of Object.entries(state)) {
        const lines = [{ type: 'session', id, timestamp: at(0), cwd: '/home/u' }, ...entries];
        writeFileSync(join(folder, `${id}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      }
      await scanner.pass();
      const { totals } = queries.usage({ zone: 'UTC', by: [] });
      found.push([totals.input, totals.requests]);
    }
    ledger.close();
    return found;
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
