import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { withFolder } from '../ledger/rig.js';
import { readEach } from './readEach.js';

const start = Date.UTC(2026, 2, 2, 10);

function answer(prompt: number, completion: number): object {
  return { message: { role: 'assistant', usage: { prompt_tokens: prompt, completion_tokens: completion } } };
}

interface Written {
  readonly history: readonly object[];
  readonly sums?: readonly [prompts: number, completions: number];
}

/** Days with their tokens after each state of a session was read; the list of sessions comes with the last one. */
async function read(states: readonly Written[]): Promise<Record<string, number>[]> {
  return withFolder(async (home) => {
    const folder = join(home, '.continue', 'sessions');
    mkdirSync(folder, { recursive: true });
    const { ledger, scanner, queries } = openCounting({ home, os: 'linux' });
    const found: Record<string, number>[] = [];
    for (const [index, { history, sums }] of states.entries()) {
      const usage = sums && { promptTokens: sums[0], completionTokens: sums[1] };
      writeFileSync(join(folder, 's.json'), JSON.stringify({ sessionId: 's', history, usage }));
      const list = [{ sessionId: 's', dateCreated: String(start) }];
      if (index === states.length - 1) writeFileSync(join(folder, 'sessions.json'), JSON.stringify(list));
      await scanner.pass();
      const { rows } = queries.usage({ zone: 'UTC', by: ['day'] });
      found.push(Object.fromEntries(rows.map(({ key, totals }) => [key.day ?? '', totals.total])));
    }
    ledger.close();
    return found;
  });
}

describe('a session of Continue', () => {
  it('counts once the list of sessions says when it began', async () => {
    const history = [answer(100, 10)];
    assert.deepEqual(await read([{ history }, { history: [...history, answer(200, 20)] }]), [
      {},
      { '2026-03-02': 330 },
    ]);
  });

  it('has of a fork only what its own sums hold, also where they lag behind', async () => {
    const copies = [answer(100, 10), answer(200, 20)];
    const own = [answer(300, 30), answer(400, 40)];
    const day = (tokens: number) => [{ '2026-03-02': tokens }];
    assert.deepEqual(await read([{ history: [...copies, ...own], sums: [700, 70] }]), day(770));
    assert.deepEqual(await read([{ history: [...copies, ...own], sums: [300, 30] }]), day(440));
    assert.deepEqual(await read([{ history: copies, sums: [0, 0] }]), [{}]);
    assert.deepEqual(await read([{ history: copies, sums: [900, 90] }]), day(330));
    assert.deepEqual(await read([{ history: copies }]), day(330));
  });
});

describe('a session of Continue that was compacted', () => {
  it('keeps what it had, though others now stand in the places of its answers, be they told with equal figures', async () => {
    const before = [answer(100, 10), answer(200, 20), answer(200, 20)];
    const summary = { message: { role: 'assistant', content: 'canary' }, conversationSummary: 'canary' };
    const states = [before, [...before, answer(300, 30)], [summary, answer(400, 40), answer(500, 50)]];
    const found = await readEach(states, (home, history) => {
      const folder = join(home, '.continue', 'sessions');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 's.json'), JSON.stringify({ sessionId: 's', history }));
      writeFileSync(join(folder, 'sessions.json'), JSON.stringify([{ sessionId: 's', dateCreated: String(start) }]));
    });
    assert.deepEqual(found, [
      [500, 3],
      [800, 4],
      [1700, 6],
    ]);
  });
});
