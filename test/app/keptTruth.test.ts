import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type CountingClient, startCounting } from '../../src/app/host.js';
import { passKeptWork } from '../../src/app/keptPass.js';
import { assembleKept } from '../../src/app/page.js';
import { lazyWork } from '../../src/app/workClient.js';
import type { Asking } from '../../src/app/you.js';
import { packValue } from '../../src/platform/packedValue.js';
import { branchMarkdown } from '../../src/vscode/documents/branch.js';
import { assembleBranch } from '../../src/vscode/documents/branchReport.js';
import { keptWords } from '../../src/vscode/documents/kept.js';
import { reportMarkdown } from '../../src/vscode/documents/report.js';
import { assembleReport } from '../../src/vscode/documents/usageReport.js';
import { createWording } from '../../src/vscode/wording.js';
import { run } from '../cli/rig.js';
import { code, Desk, day, hour } from '../kept/rig.js';
import { gitIn } from '../kit/repository.js';
import { withFolder } from '../ledger/rig.js';

const dist = join(import.meta.dirname, '../../../dist');
const zone = 'UTC';
const now = Date.UTC(2026, 3, 30, 12);
const wording = createWording('en', zone, 'api');
const asking: Asking = {
  now,
  zone,
  folders: [],
  windowSince: now,
  editorSession: '',
  branch: null,
  restricted: false,
};

/** Edits that were committed in part: of `s1` 60 of 80 lines on main, of `s2` 20 of 40 on quay, and a command of `s1`. */
function filled(folder: string): Desk {
  const desk = new Desk(folder);
  const from = now - 20 * day;
  desk.request(from - hour);
  const edit = (at: number, file: string, [all, kept]: readonly [number, number], session: string, branch: string) => {
    desk.edit(at, file, code(file.slice(0, -3), all), { session, branch });
    desk.write(file, code(file.slice(0, -3), all).slice(0, kept));
    desk.commit(at + hour);
  };
  edit(from, 'one.ts', [40, 30], 's1', 'main');
  edit(from + 8 * day, 'two.ts', [40, 30], 's1', 'main');
  desk.command(from + 8 * day + 1_000);
  gitIn(desk.work, 'switch', '--quiet', '--create', 'quay');
  edit(from + 9 * day, 'three.ts', [40, 20], 's2', 'quay');
  return desk;
}

async function withEditor(work: (desk: Desk, ledger: CountingClient, file: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const desk = filled(folder);
    const file = join(folder, 'ledger.db');
    const settings = { home: desk.home, ledger: file, extraRoots: {}, priceOverrides: {} };
    const ledger = startCounting({ workerFile: join(dist, 'scanWorker.cjs'), settings });
    const worker = lazyWork(join(dist, 'workWorker.cjs'));
    try {
      const pass = { ledger, work: worker, places: { home: desk.home }, reads: true, trusts: () => true, now };
      await passKeptWork(pass);
      await work(desk, ledger, file);
    } finally {
      await worker.dispose();
      await ledger.dispose();
    }
  });
}

interface Told {
  readonly total: Sum;
  readonly bySession: Readonly<Record<string, Sum>>;
  readonly byBranch: Readonly<Record<string, Sum>>;
  readonly byDay: Readonly<Record<string, Sum>>;
  readonly coverage: { readonly seen: number; readonly escaped: number };
}
interface Sum {
  readonly lines: number;
  readonly kept: number;
}

describe('kept work, one truth', () => {
  it('document, page and command line tell the same lines', () =>
    withEditor(async (desk, ledger, file) => {
      const days = ['--since', '2026-04-03', '--until', '2026-04-30'];
      const place = ['--home', desk.home, '--ledger', file, '--timezone', zone];
      const { out } = await run('report', '--value', '--json', ...place, ...days);
      const theirs = JSON.parse(out) as Told;
      const sums = ({ total: { lines, kept } }: { readonly total: Sum }) => ({ lines, kept });
      const of = (sum: Sum | undefined) => ({ lines: sum?.lines, kept: sum?.kept });
      assert.deepEqual(of(theirs.total), { lines: 120, kept: 80 });

      const page = await assembleKept(ledger, asking, {});
      assert.deepEqual(sums(page.recent), of(theirs.total));
      assert.deepEqual(page.recent.coverage, { seen: 3, escaped: 1 });
      const inWeeks = (name: 'lines' | 'kept') => page.weeks.reduce((all, week) => all + week[name], 0);
      assert.deepEqual({ lines: inWeeks('lines'), kept: inWeeks('kept') }, of(theirs.total));
      assert.deepEqual(page.weeks.slice(-4), [
        { first: '2026-04-06', lines: 40, kept: 30 },
        { first: '2026-04-13', lines: 80, kept: 50 },
        { first: '2026-04-20', lines: 0, kept: 0 },
        { first: '2026-04-27', lines: 0, kept: 0 },
      ]);
      assert.deepEqual([page.weeks.length, page.weeks[0]?.first], [13, '2026-02-02']);
      const none = await assembleKept(ledger, asking, { tools: ['codex'] });
      assert.deepEqual([sums(none.recent), none.recent.coverage.seen], [{ lines: 0, kept: 0 }, 0]);

      for (const id of ['s1', 's2'].map((name) => `claude-code:${name}`)) {
        const kept = await ledger.call('kept', { zone, sessions: [id], by: [] });
        assert.deepEqual(sums(kept), of(theirs.bySession[id]), id);
      }
      const april = await assembleReport(ledger, asking, { since: '2026-04-03', until: '2026-04-30' });
      assert.deepEqual(april.kept && sums(april.kept), of(theirs.total));
      assert.deepEqual(
        april.kept?.rows.map(({ key, lines }) => [key.model, lines]),
        [['claude-opus-5-5', 120]],
      );
      for (const name of ['main', 'quay']) {
        const report = await assembleBranch(ledger, asking, { name, folders: [desk.work], facts: undefined });
        assert.deepEqual(sums(report.kept), of(theirs.byBranch[name]), name);
      }
    })).timeout(30_000);

  it('what a team may be told of a week comes of the same lines, and of the same tokens', () =>
    withEditor(async (_desk, ledger) => {
      const read = async () => (await ledger.call('usage', { zone, by: [] })).totals.total > 0;
      while (!(await read())) await new Promise((resolve) => setTimeout(resolve, 20));
      const score = await ledger.call('keptScore', { zone, until: '2026-04-26' });
      const counts = { cacheRead: 0, cacheWrite: 0, input: 100 };
      assert.deepEqual(await ledger.call('ownWeek', { week: '2026-W17', zone }), {
        week: '2026-W17',
        score,
        lines: 120,
        kept: 80,
        counts,
        tools: ['claude-code'],
        tokens: 0,
        activeDays: 1,
        waste: [],
      });
      const { lines, kept, tokens } = await ledger.call('ownWeek', { week: '2026-W15', zone });
      assert.deepEqual({ lines, kept, tokens }, { lines: 40, kept: 30, tokens: 120 });
    })).timeout(30_000);

  it('a branch covers the commands of the sessions that edited on it, in its folders alone', () =>
    withEditor(async (desk, ledger) => {
      const kept = (branch: string, folder = desk.work) =>
        ledger.call('kept', { zone, branches: [branch], folders: [folder], by: [] });
      const words = async (branch: string, folder?: string) => keptWords({ kept: await kept(branch, folder) }, wording);
      assert.deepEqual(
        [await words('main'), await words('quay'), await words('main', `${desk.work}-two`), await words('none')],
        [
          ['Kept so far: **75% ±8** of 80 AI lines, covers 67% of AI-written changes. Reconstructed from git history.'],
          ['Kept so far: Too little to say yet: 40 of 50 lines.'],
          [],
          [],
        ],
      );
    })).timeout(30_000);

  it('is told of no edit that git was not asked of yet', () =>
    withEditor(async (desk, ledger) => {
      const work = lazyWork(join(dist, 'workWorker.cjs'));
      const other = join(desk.work, '..', 'other');
      mkdirSync(other);
      gitIn(other, 'init', '--quiet');
      desk.edit(now - hour, 'four.ts', code('four', 5), { folder: other, session: 's3' });
      await passKeptWork({
        ledger,
        work,
        places: { home: desk.home },
        reads: true,
        trusts: (root) => root === desk.work,
        now,
      });
      await work.dispose();
      const answer = await ledger.call('kept', { zone, sessions: ['claude-code:s3'], by: [] });
      assert.deepEqual([answer.total.lines, answer.waiting], [0, 1]);
      assert.deepEqual(keptWords({ kept: answer }, wording), [
        'Kept so far: Too little to say yet: 0 of 50 lines. 1 edit was not compared with git yet; that needs a trusted window of its folder.',
      ]);
    })).timeout(30_000);

  it('a ledger refuses what was read for another one', () =>
    withEditor(async (_desk, ledger) => {
      const before = await ledger.call('kept', { zone, by: [] });
      const fate = { id: 1, lines: 9, committed: 9, aged: 0, survived: 0, byHand: 0, redone: false };
      const told = { repository: '', evaluated: packValue({ fates: [fate], commits: [] }), now };
      await assert.rejects(ledger.call('putFates', { key: 'other', ...told }), /another ledger/);
      await assert.rejects(ledger.call('putEdits', { key: 'other', batches: packValue([]) }), /another ledger/);
      assert.deepEqual(await ledger.call('kept', { zone, by: [] }), before);
    })).timeout(30_000);

  it('stands in the documents of a session and of a branch', () =>
    withEditor(async (desk, ledger) => {
      const place = { name: 'main', folders: [desk.work], facts: undefined };
      const documents = async () => {
        const session = await assembleReport(ledger, asking, { session: 'claude-code:s1' });
        const branch = await assembleBranch(ledger, asking, place);
        return [reportMarkdown(session, wording, 'real'), branchMarkdown(branch, wording, 'real')];
      };
      const read = async () => (await ledger.call('usage', { zone, by: [] })).totals.total > 0;
      while (!(await read())) await new Promise((resolve) => setTimeout(resolve, 20));
      const words = 'Kept so far: **75% ±8** of 80 AI lines, covers 67% of AI-written changes.';
      for (const text of await documents()) assert.ok(text.includes(`\n\n${words}`), text);
    })).timeout(30_000);
});
