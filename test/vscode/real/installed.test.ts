import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { schemaVersion, versionOf } from '../../../src/ledger/schema.js';
import type { EditorSession } from '../../../src/vscode/memory/editorSession.js';
import { emptyMemory, type Memory, memoryVersion } from '../../../src/vscode/memory/memory.js';
import { downgrade } from '../../ledger/downgrade.js';
import { packVsix } from '../../package/pack.js';
import { clearDay } from './clearDay.js';
import {
  changeKeptState,
  demoHome,
  driver,
  fewBuiltIn,
  grouped,
  type Host,
  headline,
  item,
  type KeptState,
  keptState,
  root,
  startHost,
  startInstalled,
  temporaryHome,
  todayOf,
  uninstall,
  until,
  viewId,
  webviewFrame,
} from './rig.js';

const folder = join(root, 'out', 'installed');
const older = join(folder, 'older.vsix');
const current = join(folder, 'current.vsix');
const extensionId = 'tallyboard.tallyboard';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };

/** Makes of a ledger one of schema 6, which a newer version has to bring up to date. */
function asEarlierBuild(path: string): void {
  const database = new DatabaseSync(path);
  downgrade(database, 6);
  database.close();
}

const oldSession = { id: 'codex:old', tool: 'codex', total: 5, requests: 1, costNano: null, costAtLeast: true };
const ofOtherWorkspace = { at: 1, total: 7, requests: 1, costNano: 3, costAtLeast: false };

/**
 * What the earliest build kept, memory of version 2: figures without what later ones show, a view without tab and tool, no badges, an
 * editor session without an id; besides a hint that the person had dismissed.
 */
function asEarlierMemory({ global, workspace }: KeptState, now: number): KeptState {
  const { start, heartbeat } = workspace['tallyboard.editorSession'] as Record<'start' | 'heartbeat', number>;
  return {
    global: {
      ...global,
      'tallyboard.memory': {
        version: 2,
        figures: { today: { revision: 1, at: now, totals: { total: 123 } }, session: null },
        view: { period: '7d', folded: ['calendar'], kindsAsCost: true },
        sessions: [{ ...oldSession, start: now - 10, end: now }],
        workspaces: { other: ofOtherWorkspace },
      },
      'tallyboard.dismissedHints': ['tallyboard.prices'],
    },
    workspace: { ...workspace, 'tallyboard.editorSession': { start, heartbeat } },
  };
}

/** The package itself, in the order of its life: the tests build on one another. */
describe('the packed extension', function () {
  this.timeout(180_000);
  const demo = demoHome();
  const editor = temporaryHome();
  const ledger = join(demo.home, '.local', 'share', 'tallyboard', 'ledger.db');
  let host: Host | undefined;
  let today = 0;

  before(async () => {
    await clearDay();
    packVsix(older, '0.0.1');
    packVsix(current);
    today = todayOf(demo.truth);
  });
  // Also after a failure: the next start has the same folders, which two editors cannot share.
  afterEach(() => host?.stop());
  after(() => {
    demo.remove();
    editor.remove();
  });

  const installedVersions = () => {
    const list = readFileSync(join(editor.home, 'extensions', 'extensions.json'), 'utf8');
    const entries = JSON.parse(list) as readonly { readonly identifier: { id: string }; readonly version: string }[];
    return entries.filter(({ identifier }) => identifier.id === extensionId).map((entry) => entry.version);
  };
  const seesToday = (page: Host['page']) =>
    until(
      'the figure of today',
      () => item(page),
      ({ ariaLabel }) => ariaLabel.includes(`${grouped(today)} tokens today`),
    );

  it('counts when installed from its file, with nothing else beside it', async () => {
    host = await startInstalled(older, demo.home, editor.home);
    await seesToday(host.page);
    assert.deepEqual(installedVersions(), ['0.0.1']);
    await driver.openView(host.page, 'tallyboard');
    const frame = await webviewFrame(host.page, viewId);
    await frame.getByRole('radio', { name: '7 d' }).click();
    await frame.locator('[role=radio][aria-checked=true]').getByText(/7 d/).waitFor();
    // State is written a few seconds after it changes; a browser that closes at once would take the last of it along.
    await host.page.waitForTimeout(6000);
    await host.stop();
  });

  it('keeps ledger and state when a newer version is installed over it', async () => {
    rmSync(join(demo.home, '.claude'), { recursive: true });
    asEarlierBuild(ledger);
    const before = await changeKeptState(editor.home, (kept) => asEarlierMemory(kept, Date.now()));
    host = await startInstalled(current, demo.home, editor.home, { builtIn: fewBuiltIn });
    const { page } = host;
    await seesToday(page);
    await driver.openView(page, 'tallyboard');
    const frame = await webviewFrame(page, viewId);
    await frame.locator('[role=radio][aria-checked=true]').getByText(/7 d/).waitFor();
    await until(
      'a week',
      () => headline(page),
      (seen) => seen !== '' && seen !== grouped(today),
    );
    assert.equal(await frame.getByRole('button', { name: 'Calendar' }).getAttribute('aria-expanded'), 'false');
    await frame.getByRole('button', { name: 'Show tokens' }).waitFor();
    assert.deepEqual(installedVersions(), [version]);
    const memoryOf = ({ global }: KeptState) => global['tallyboard.memory'] as Memory & { readonly version: number };
    const after = await until(
      'the state of this version',
      () => keptState(page),
      (kept) => memoryOf(kept).version === memoryVersion && memoryOf(kept).badges !== null,
    );
    const { global, workspace } = after;
    const { view, sessions, workspaces, figures } = memoryOf(after);
    assert.deepEqual(
      [view, global['tallyboard.dismissedHints'], global['tallyboard.workspaceKey']],
      [
        { ...emptyMemory.view, period: '7d', folded: ['calendar'], kindsAsCost: true },
        ['tallyboard.prices'],
        before.global['tallyboard.workspaceKey'],
      ],
    );
    assert.equal(figures?.today.totals.total, today);
    assert.deepEqual(
      [sessions.length > 0, sessions.some(({ id }) => id === oldSession.id)],
      [true, false],
      'the ledger’s',
    );
    assert.deepEqual([workspaces['other'], Object.keys(workspaces).length], [ofOtherWorkspace, 2]);
    const was = before.workspace['tallyboard.editorSession'] as EditorSession;
    const goesOn = workspace['tallyboard.editorSession'] as EditorSession;
    assert.deepEqual([goesOn.start, goesOn.id.split('-')[0]], [was.start, was.start.toString(36)]);
  });

  it('is gone once uninstalled, and leaves the ledger to the person', async () => {
    assert.match(
      await uninstall(extensionId, { userDataDir: editor.home, home: demo.home }),
      /successfully uninstalled/,
    );
    host = await startHost({ userDataDir: editor.home, home: demo.home, builtIn: fewBuiltIn, env: { TZ: 'UTC' } });
    await host.page.waitForTimeout(3000);
    assert.equal(await host.page.locator('.statusbar-item[id$="tallyboard.counter"]').count(), 0);
    await host.stop();
    assert.deepEqual([existsSync(ledger), installedVersions()], [true, []]);
    const database = new DatabaseSync(ledger, { readOnly: true });
    assert.equal(versionOf(database), schemaVersion, 'brought up to date');
    database.close();
  });
});
