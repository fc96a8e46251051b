import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HookedUse } from '../../../src/core/hookedUse.js';
import { CallError } from '../../../src/protocol/rpc.js';
import { type SeenUse, UseRecorder } from '../../../src/vscode/hooked/recorder.js';

const seen: SeenUse = {
  kind: 'command',
  startedAt: 1_000,
  at: 5_000,
  entrypoint: 'explain',
  model: 'small-1',
  input: 900,
  output: 100,
  outcome: 'answer',
  acceptedTokens: 0,
  droppedTokens: 0,
};

/** A ledger that fails while `error` is set, and timers that run when told. */
function rig(project = '') {
  const told: (readonly HookedUse[])[] = [];
  const timers: { delay: number; action: () => void }[] = [];
  const state = { error: undefined as Error | undefined, told, timers };
  const recorder = new UseRecorder({
    reader: {
      async call(_method, input) {
        if (state.error) throw state.error;
        told.push((input as { uses: readonly HookedUse[] }).uses);
        return undefined as never;
      },
    },
    session: () => 'm1-ab',
    projectOf: () => project,
    timers: {
      now: () => 0,
      after(delay, action) {
        const timer = { delay, action };
        timers.push(timer);
        return { cancel: () => void timers.splice(timers.indexOf(timer), 1) };
      },
    },
  });
  return Object.assign(state, { recorder });
}

describe('recorder of hooked use', () => {
  it('tells uses of one moment together, with session, folder and branch', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tallyboard-uses-'));
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    const { recorder, told } = rig(folder);
    const ids = [recorder.record(seen), recorder.record({ ...seen, output: 7 })];
    await recorder.flush();
    rmSync(folder, { recursive: true });
    const filled = { ...seen, editorSession: 'm1-ab', project: folder, branch: 'main' };
    assert.deepEqual(told, [
      [
        { ...filled, id: ids[0] },
        { ...filled, id: ids[1], output: 7 },
      ],
    ]);
  });

  it('what became of a use takes its place', async () => {
    const { recorder, told } = rig();
    const id = recorder.record({ ...seen, outcome: 'open' });
    recorder.record({ ...seen, id, outcome: 'accepted', acceptedTokens: 100 });
    await recorder.flush();
    assert.deepEqual(
      told.map((uses) => uses.map(({ outcome, acceptedTokens }) => [outcome, acceptedTokens])),
      [[['accepted', 100]]],
    );
  });

  it('keeps what cannot be written and tells it again, ever more slowly', async () => {
    const all = rig();
    const { recorder, told, timers } = all;
    recorder.record(seen);
    all.error = new CallError('failed', 'locked', 'The ledger is locked.');
    const delays: (number | undefined)[] = [];
    for (let i = 0; i < 7; i++) {
      delays.push(timers[0]?.delay);
      await recorder.flush();
    }
    assert.deepEqual(delays, [100, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
    all.error = undefined;
    await recorder.flush();
    assert.deepEqual([told.length, told[0]?.length, timers.length], [1, 1, 0]);
  });

  it('a use recorded while others are told is told next', async () => {
    const { recorder, told } = rig();
    const id = recorder.record(seen);
    const first = recorder.flush();
    recorder.record({ ...seen, id, outcome: 'accepted' });
    await first;
    await recorder.flush();
    assert.deepEqual(
      told.flat().map(({ outcome }) => outcome),
      ['answer', 'accepted'],
    );
  });

  it('holds no more than two thousand, the newest', async () => {
    const all = rig();
    for (let at = 0; at < 2_010; at++) all.recorder.record({ ...seen, at });
    await all.recorder.flush();
    assert.deepEqual([all.told[0]?.length, all.told[0]?.[0]?.at], [2_000, 10]);
  });

  it('tells nothing of before an Erase', async () => {
    const all = rig();
    all.recorder.record(seen);
    all.error = new CallError('failed', 'erased', 'All was erased.');
    await all.recorder.flush();
    all.error = undefined;
    all.recorder.record({ ...seen, at: 9 });
    all.recorder.forget();
    await all.recorder.flush();
    assert.deepEqual([all.told, all.timers], [[], []]);
  });

  it('a closed window plans nothing more', async () => {
    const all = rig();
    all.error = new CallError('closed', '', 'Counting has stopped.');
    all.recorder.record(seen);
    all.recorder.dispose();
    await all.recorder.flush();
    assert.deepEqual(all.timers, []);
  });
});
