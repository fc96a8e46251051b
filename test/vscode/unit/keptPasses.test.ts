import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { KeptPass } from '../../../src/app/keptPass.js';
import type { LedgerReader } from '../../../src/app/you.js';
import { KeptPasses } from '../../../src/vscode/keptPasses.js';
import { withFolder } from '../../ledger/rig.js';
import { ledgerState } from './fakeLedger.js';

const minute = 60_000;

interface Around {
  /** Null: Restricted Mode. */
  readonly trusted?: readonly string[] | null;
  readonly roots?: readonly string[];
  readonly ready?: boolean;
  readonly leading?: boolean;
}

/** Both workers, with edits in one repository; `asked` has what they were asked, in order. */
function rig({ trusted = ['/code/a'], roots = ['/code/a'], ready = true, leading = true }: Around = {}) {
  const asked: string[] = [];
  const signals: AbortSignal[] = [];
  const gates: (() => void)[] = [];
  const about = { ...ledgerState, ready, leading, held: false };
  const answers: Readonly<Record<string, unknown>> = {
    editCursors: { key: 'k', cursors: new Uint8Array() },
    readEdits: { batches: new Uint8Array(), more: false },
    openRepositories: [{ repository: '/code/a/.git', roots }],
    notedEdits: [],
    openEdits: new Uint8Array(),
    evaluateEdits: new Uint8Array(),
  };
  const call = async (method: string, _input: unknown, signal?: AbortSignal): Promise<unknown> => {
    asked.push(method);
    if (signal) signals.push(signal);
    if (method === 'readEdits' && about.held) await new Promise<void>((go) => gates.push(go));
    if (signal?.aborted) throw new Error('Cancelled.');
    return method === 'state' ? about : answers[method];
  };
  const reader = { call } as unknown as LedgerReader;
  const work = { call } as unknown as KeptPass['work'];
  const options = { reader, work, places: () => ({}), unsaved: () => [], trusted: () => trusted ?? undefined };
  const passes = new KeptPasses(options, 50);
  const release = () => {
    about.held = false;
    for (const go of gates.splice(0)) go();
  };
  return { asked, about, passes, signals, release };
}

const whole = [
  'state',
  'editCursors',
  'readEdits',
  'putEdits',
  'editCursors',
  'openRepositories',
  'notedEdits',
  'openEdits',
  'evaluateEdits',
  'putFates',
];
const gitAlone = ['state', ...whole.slice(4)];

describe('when kept work is brought up to date', () => {
  it('is once in ten minutes', async () => {
    const { asked, passes } = rig();
    const start = performance.now();
    await passes.look(start);
    assert.deepEqual(asked, whole);
    await passes.look(start + 9 * minute);
    assert.equal(asked.length, whole.length);
    await passes.look(performance.now() + 10 * minute);
    assert.deepEqual(asked, [...whole, ...whole]);
  });

  it('is never before the first reading has ended, and at once after it', async () => {
    const { asked, about, passes } = rig({ ready: false });
    await passes.look();
    await passes.ask();
    assert.deepEqual(asked, ['state', 'state']);
    about.ready = true;
    await passes.look();
    assert.deepEqual(asked.slice(2), whole);
  });

  it('asks nothing at all in Restricted Mode', async () => {
    const { asked, passes } = rig({ trusted: null });
    await passes.look();
    await passes.ask();
    assert.deepEqual(asked, []);
  });

  it('reads logs only where this window leads; for a report in any', async () => {
    const { asked, passes } = rig({ leading: false });
    await passes.look();
    assert.deepEqual(asked, gitAlone);
    await passes.ask();
    assert.deepEqual(asked.slice(gitAlone.length), whole);
  });

  it('runs git only in a repository that is or holds a folder of the workspace, by whatever way', () =>
    withFolder(async (folder) => {
      const [inside, link] = [join(folder, 'repo', 'packages', 'one'), join(folder, 'link')];
      mkdirSync(inside, { recursive: true });
      mkdirSync(join(folder, 'repo-two'));
      symlinkSync(join(folder, 'repo'), link);
      const isAsked = async (trusted: string, root: string) => {
        const { asked, passes } = rig({ trusted: [trusted], roots: [root] });
        await passes.look();
        return asked.includes('evaluateEdits');
      };
      const repo = join(folder, 'repo');
      assert.deepEqual(
        [
          await isAsked(repo, repo),
          await isAsked(inside, repo),
          await isAsked(link, repo),
          await isAsked(repo, link),
          await isAsked(join(folder, 'repo-two'), repo),
          await isAsked(folder, repo),
        ],
        [true, true, true, true, false, false],
      );
    }));

  it('a report waits for the pass that is going on, and not for long', async () => {
    const { asked, about, passes, release } = rig();
    about.held = true;
    const started = Date.now();
    assert.deepEqual(await Promise.all([passes.ask(), passes.ask()]), [true, true]);
    assert.ok(Date.now() - started >= 45);
    assert.deepEqual(asked, whole.slice(0, 3));
    const next = passes.ask();
    release();
    assert.equal(await next, false);
    assert.deepEqual(asked, whole);
  });

  it('after Erase what goes on is cancelled, and the next look begins anew', async () => {
    const { asked, about, passes, signals, release } = rig();
    about.held = true;
    const background = passes.look();
    await new Promise((resolve) => setTimeout(resolve, 10));
    passes.forget();
    release();
    await background;
    assert.equal(asked.includes('putEdits'), false);
    assert.ok(signals.every(({ aborted }) => aborted));
    await passes.look();
    assert.equal(asked.at(-1), 'putFates');
  });
});
