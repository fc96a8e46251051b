import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { schemaVersion, versionOf } from '../../../src/ledger/schema.js';
import { downgrade } from '../../ledger/downgrade.js';
import { packVsix } from '../../package/pack.js';
import { clearDay } from './clearDay.js';
import {
  demoHome,
  driver,
  grouped,
  type Host,
  headline,
  item,
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

/** The package itself, in the order of its life: the tests build on one another. */
describe('the packed extension', function () {
  this.timeout(60_000);
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
    host = await startInstalled(current, demo.home, editor.home);
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
    assert.deepEqual(installedVersions(), [version]);
  });

  it('is gone once uninstalled, and leaves the ledger to the person', async () => {
    assert.match(
      await uninstall(extensionId, { userDataDir: editor.home, home: demo.home }),
      /successfully uninstalled/,
    );
    host = await startHost({ userDataDir: editor.home, home: demo.home, env: { TZ: 'UTC' } });
    await host.page.waitForTimeout(3000);
    assert.equal(await host.page.locator('.statusbar-item[id$="tallyboard.counter"]').count(), 0);
    await host.stop();
    assert.deepEqual([existsSync(ledger), installedVersions()], [true, []]);
    const database = new DatabaseSync(ledger, { readOnly: true });
    assert.equal(versionOf(database), schemaVersion, 'brought up to date');
    database.close();
  });
});
