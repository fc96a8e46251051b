import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { startCounting } from '../../../src/app/host.js';
import { passKeptWork } from '../../../src/app/keptPass.js';
import { lazyWork } from '../../../src/app/workClient.js';
import { CallError } from '../../../src/protocol/rpc.js';
import { EditRecorder, type SeenEdit } from '../../../src/vscode/hooked/editRecorder.js';
import { code, Desk, day, hour, start } from '../../kept/rig.js';
import { withFolder } from '../../ledger/rig.js';

const dist = join(import.meta.dirname, '../../../../dist');

describe('edits that the editor saw', () => {
  it('are kept work as those of logs are, with session, model and branch; their text is nowhere', () =>
    withFolder(async (folder) => {
      const desk = new Desk(folder);
      const canary = code('canary', 8);
      const settings = { home: desk.home, ledger: join(folder, 'ledger.db'), extraRoots: {}, priceOverrides: {} };
      const ledger = startCounting({ workerFile: join(dist, 'scanWorker.cjs'), settings });
      const work = lazyWork(join(dist, 'workWorker.cjs'));
      const recorder = new EditRecorder({ reader: ledger, work, session: () => 'm1-ab', projectOf: () => desk.work });
      const uri = (path: string) => ({ scheme: 'file', fsPath: join(desk.work, path) }) as SeenEdit['document'];
      const seen = { at: start, removed: [] };
      try {
        recorder.record({
          ...seen,
          use: 'u1',
          kind: 'command',
          model: 'small-1',
          document: uri('a.ts'),
          inserted: canary,
        });
        recorder.record({
          ...seen,
          use: 'u2',
          kind: 'inline',
          model: 'unknown',
          document: uri('b.ts'),
          inserted: code('inline', 4),
        });
        recorder.record({
          ...seen,
          use: 'u3',
          kind: 'wrapped',
          model: 'unknown',
          document: uri('c.ts'),
          inserted: code('wrapped', 6),
        });
        recorder.record({
          ...seen,
          use: 'u4',
          kind: 'inline',
          model: 'unknown',
          document: { scheme: 'untitled' } as never,
          inserted: canary,
        });
        await recorder.flush();
        desk.edit(start + 60_000, 'c.ts', code('wrapped', 6));
        desk.write('a.ts', canary.slice(0, 6));
        desk.write('b.ts', code('inline', 4));
        desk.write('c.ts', code('wrapped', 6));
        desk.commit(start + hour);
        const pass = { ledger, work, places: { home: desk.home }, reads: true, now: start + 60 * day };
        await passKeptWork({ ...pass, trusts: () => true });
        const { rows, coverage, leftOut } = await ledger.call('kept', {
          zone: 'UTC',
          by: ['session', 'model', 'branch'],
        });
        const kept = rows.map((row) => [
          row.key.session,
          row.key.model,
          row.key.branch,
          row.lines,
          row.kept,
          row.survived,
        ]);
        assert.deepEqual(kept.sort(), [
          ['assist:m1-ab', 'small-1', 'main', 8, 6, 6],
          ['claude-code:s1', 'claude-opus-5-5', 'main', 6, 6, 6],
          ['inline:m1-ab', 'unknown', 'main', 4, 4, 4],
        ]);
        assert.deepEqual([coverage, leftOut], [{ seen: 3, escaped: 0 }, { logged: 1 }]);
      } finally {
        recorder.dispose();
        await work.dispose();
        await ledger.dispose();
      }
      for (const name of readdirSync(folder).filter((each) => each.startsWith('ledger')))
        for (const word of ['canary', 'load(', 'a.ts', Buffer.from('canary').toString('base64').slice(0, 7)])
          assert.equal(readFileSync(join(folder, name)).includes(word), false, `${word} in ${name}`);
    }));

  it('are tried again while nothing can be written, without their text once it is hashed; never after Erase', async () => {
    const asked: string[] = [];
    const timers: (() => void)[] = [];
    let failing: Error | undefined = new CallError('failed', 'locked', 'locked');
    const answer = (method: string) => {
      asked.push(method);
      if (method === 'putSeenEdits' && failing) throw failing;
      return method === 'keptKey' ? 'key' : method === 'hashEdits' ? [{}] : undefined;
    };
    const call = async (method: string) => answer(method) as never;
    const recorder = new EditRecorder({
      reader: { call },
      work: { call },
      session: () => 'm1-ab',
      projectOf: () => '',
      timers: { now: () => 0, after: (_delay, action) => ({ cancel() {}, at: timers.push(action) }) },
    });
    const document = { scheme: 'file', fsPath: '/a.ts' } as SeenEdit['document'];
    const seen: SeenEdit = {
      use: 'u1',
      kind: 'inline',
      model: 'unknown',
      at: 1,
      document,
      inserted: ['one'],
      removed: [],
    };
    const puts = () => asked.filter((method) => method === 'putSeenEdits').length;
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    recorder.record(seen);
    await until(() => timers.length === 1);
    failing = undefined;
    timers.shift()?.();
    await until(() => puts() === 2);
    assert.deepEqual(asked, ['keptKey', 'hashEdits', 'putSeenEdits', 'putSeenEdits']);
    failing = new CallError('failed', 'erased', 'erased');
    recorder.record(seen);
    await until(() => puts() === 3);
    failing = new CallError('failed', 'locked', 'locked');
    recorder.record(seen);
    await until(() => timers.length === 1);
    recorder.forget();
    await recorder.flush();
    assert.deepEqual([puts(), timers.length], [4, 1]);
  });
});
