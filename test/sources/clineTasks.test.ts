import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { withFolder } from '../ledger/rig.js';

const at = Date.UTC(2026, 2, 2, 10);

function message(
  minute: number,
  tokensIn: number,
  tokensOut: number,
  say = 'api_req_started',
  modelId?: string,
): object {
  const text = JSON.stringify({ tokensIn, tokensOut, cacheWrites: 0, cacheReads: 0 });
  return { ts: at + minute * 60_000, type: 'say', say, text, ...(modelId && { modelInfo: { modelId } }) };
}

/** Input, output and requests after each state of a task's list was read. */
async function read(states: readonly (readonly object[])[]): Promise<number[]> {
  return withFolder(async (home) => {
    const task = join(home, '.cline', 'data', 'tasks', '1');
    mkdirSync(task, { recursive: true });
    const { ledger, scanner, queries } = openCounting({ home, os: 'linux' });
    for (const [index, state] of states.entries()) {
      writeFileSync(join(task, 'ui_messages.json'), `${JSON.stringify(state)}${' '.repeat(index)}`);
      await scanner.pass();
    }
    const { totals } = queries.usage({ zone: 'UTC', by: [] });
    ledger.close();
    return [totals.input, totals.output, totals.requests];
  });
}

describe('a task of Cline that goes back to a checkpoint', () => {
  const before = [message(0, 100, 10), message(1, 200, 20), message(2, 300, 30)];
  const after = [message(0, 100, 10), message(3, 500, 50, 'deleted_api_reqs'), message(4, 7, 8)];

  it('has the same sums whether what was removed had been read before or not', async () => {
    assert.deepEqual(await read([before, after]), [607, 68, 4]);
    assert.deepEqual((await read([after])).slice(0, 2), [607, 68]);
  });

  it('has them when it goes back again and again, behind an earlier sum too', async () => {
    const states = [
      before,
      after,
      [...after, message(5, 9, 1)],
      [...after, message(6, 9, 1, 'deleted_api_reqs'), message(7, 2, 1)],
      [message(0, 100, 10), message(8, 518, 60, 'deleted_api_reqs')],
    ];
    const sums = [600, 607, 616, 618, 618];
    for (const seen of [[0, 1, 2, 3, 4], [0, 2, 3, 4], [1, 3, 4], [3, 4], [0, 4], [4]])
      for (const [last, state] of seen.entries()) {
        const told = await read(seen.slice(0, last + 1).map((each) => states[each] ?? []));
        assert.equal(told[0], sums[state], `${seen.slice(0, last + 1)}`);
      }
  });

  it('counts what was read of another model once, whatever model is in use when it is removed', async () => {
    const asked = [message(0, 100, 10, 'api_req_started', 'a'), message(1, 200, 20, 'api_req_started', 'b')];
    const removed = [asked[0] ?? {}, message(3, 200, 20, 'deleted_api_reqs', 'a')];
    assert.deepEqual(await read([asked, removed]), [300, 30, 2]);
  });

  it('counts each of two sub-agents that end in one instant, however much of the list was read before', async () => {
    const list = [message(0, 100, 10), message(1, 7, 1, 'subagent_usage'), message(1, 9, 2, 'subagent_usage')];
    for (const states of [[list], [list.slice(0, 2), list], [list, list]])
      assert.deepEqual(await read(states), [116, 13, 3]);
  });

  it('counts a request whose figures come while it runs once', async () => {
    const running = { ...message(0, 0, 0), text: '{"request":"…"}' };
    assert.deepEqual(await read([[running], [message(0, 100, 4)], [message(0, 100, 10)]]), [100, 10, 1]);
  });
});

describe('tasks in folders of their own', () => {
  it('are read where one file of settings names them for two tools', () =>
    withFolder(async (home) => {
      const user = join(home, '.config', 'Code', 'User');
      const folders = { 'roo-cline': join(home, 'a'), 'kilo-code': join(home, 'b') };
      for (const [index, folder] of Object.values(folders).entries()) {
        mkdirSync(join(folder, 'tasks', '1'), { recursive: true });
        const list = JSON.stringify([message(0, 100 + index, 10)]);
        writeFileSync(join(folder, 'tasks', '1', 'ui_messages.json'), list);
      }
      mkdirSync(user, { recursive: true });
      const settings = Object.entries(folders).map(([name, folder]) => [`${name}.customStoragePath`, folder]);
      writeFileSync(join(user, 'settings.json'), JSON.stringify(Object.fromEntries(settings)));
      const { ledger, scanner, queries } = openCounting({ home, os: 'linux' });
      await scanner.pass();
      const { rows } = queries.usage({ zone: 'UTC', by: ['tool'] });
      ledger.close();
      assert.deepEqual(Object.fromEntries(rows.map(({ key, totals }) => [key.tool, totals.input])), {
        roo: 100,
        kilo: 101,
      });
    }));
});
