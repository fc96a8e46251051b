import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { sources } from '../../src/sources/registry.js';
import { readHome } from '../kit/readHome.js';
import { type Entry, readEach, writeLines } from './readEach.js';

const metadata = { type: 'metadata', protocol_version: '1.5', created_at: 1_790_000_000_000 };

function used(second: number, inputOther: number): Entry {
  const usage = { inputOther, output: 1, inputCacheRead: 0, inputCacheCreation: 0 };
  return { type: 'usage.record', time: 1_790_000_000_000 + second * 1000, usageScope: 'turn', model: 'k', usage };
}

/** Input and requests after each state of the logs was read: by session and agent. */
function read(states: readonly Readonly<Record<string, readonly Entry[]>>[]): Promise<number[][]> {
  return readEach(states, (home, state) => {
    for (const [place, lines] of Object.entries(state)) {
      const [session = '', agent = ''] = place.split(' ');
      const folder = join(home, '.kimi-code', 'sessions', 'wd_x', session, 'agents', agent);
      mkdirSync(folder, { recursive: true });
      writeLines(join(folder, 'wire.jsonl'), lines);
    }
  });
}

describe('a log of Kimi Code that is written anew', () => {
  const lines = [used(1, 10), used(2, 20), used(3, 40)];
  const all = [
    [70, 3],
    [150, 4],
  ];

  it('gets its first line from a later build: the same requests', async () => {
    assert.deepEqual(await read([{ 's1 main': lines }, { 's1 main': [metadata, ...lines, used(4, 80)] }]), all);
  });

  it('loses records, at its start too: what was used stays counted, and nothing counts twice', async () => {
    const cut = [metadata, ...lines.slice(1), used(4, 80)];
    assert.deepEqual(await read([{ 's1 main': [metadata, ...lines] }, { 's1 main': cut }]), all);
  });

  it('is copied into a fork, which gets a first line of its own; agents with equal figures stay apart', async () => {
    const fork = { 's2 main': [{ ...metadata, created_at: 1_790_000_009_000 }, ...lines.slice(0, 2), used(9, 80)] };
    const agents = { 's1 agent-0': [used(2, 5)], 's1 agent-1': [used(2, 5)] };
    assert.deepEqual(await read([{ 's1 main': lines, ...fork, ...agents }]), [[160, 6]]);
  });
});

describe('an answer of Kimi Code that its person interrupted', () => {
  it('is a lower bound: only what went in is told', () => {
    const home = join(import.meta.dirname, '../../../test/fixtures/sources/kimi/real-2.1.0-interrupted/home');
    const { rows } = readHome(sources, home);
    assert.deepEqual(
      rows.map(({ output, precision }) => [output, precision]),
      [
        [17, 'exact'],
        [0, 'atLeast'],
        [68, 'exact'],
        [136, 'exact'],
      ],
    );
  });
});
