/** Proves that the rig is what it says: `node test/vscode/rig/selftest.mjs`. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readActivationTimes } from './activation.mjs';
import * as driver from './driver.mjs';
import { startHost } from './host.mjs';
import { runSuite } from './runSuite.mjs';
import { webviewFrame } from './webview.mjs';
import { whenRestored } from './window.mjs';

const extensionDevelopmentPath = fileURLToPath(new URL('fixture', import.meta.url));
const suite = join(extensionDevelopmentPath, 'suite.cjs');

/** @type {Record<string, (host: import('./host.mjs').Host) => Promise<void>>} run one after the other in one window */
const inOneWindow = {
  'the status bar item shows text, icon and spoken label': async ({ page }) => {
    const { box, ...item } = await driver.statusBarItem(page, 'rigFixture.item');
    assert.deepEqual(item, { text: 'start 1', icons: ['flame'], ariaLabel: 'Start 1, secret missing' });
    assert.match((await driver.hoverStatusBar(page, 'rigFixture.item')).text, /^Today 1\.2 M tokens/);
  },
  'the webview runs under its strict policy': async (host) => {
    await driver.openView(host.page, 'rigFixture');
    const frame = await webviewFrame(host.page, 'rigFixture.board');
    await frame.getByText('start 1').waitFor();
    assert.equal(frame, await webviewFrame(host.page, 'Board'));
    assert.deepEqual(host.cspViolations(), []);
    await frame.getByRole('button').click();
    await until(() => host.cspViolations().length === 1);
  },
  'the side bar is as wide and the window as coloured as asked': async ({ page }) => {
    for (const theme of driver.themes) await driver.setTheme(page, theme);
    for (const width of [220, 300, 420, 600]) {
      await driver.setSideBarWidth(page, width);
      assert.equal((await page.locator('.part.sidebar').boundingBox())?.width, width);
    }
  },
  'the extension sees the given home folder': async ({ page }) => {
    await driver.runCommand(page, 'Rig Fixture: Say Hello');
    assert.equal(await notificationLike(page, /^Hello/), 'Hello from /given/home');
  },
  'a proposed API is refused': async ({ page }) => {
    await driver.runCommand(page, 'Rig Fixture: Use a Proposed API');
    assert.match(await notificationLike(page, /granted|proposal/), /^refused: .*CANNOT use API proposal/);
  },
  'nothing leaves the machine, and the attempt is recorded': async (host) => {
    assert.deepEqual(host.egress(), []);
    await driver.runCommand(host.page, 'Rig Fixture: Leave the Machine');
    await notificationLike(host.page, /^refused: (ENETUNREACH|ENOTFOUND)/);
    await host.page.evaluate(() => fetch('https://example.org/').catch(() => {}));
    const attempts = host.egress().map(({ source, target }) => [source, target.replace(/:\d+$/, '')]);
    assert.deepEqual(attempts.sort(), [
      ['browser', 'example.org'],
      ['extensionHost', 'example.com'],
    ]);
  },
  'VS Code tells how long the activation took': async ({ page }) => {
    const times = await readActivationTimes(page, ['tallyboard-rig.fixture']);
    assert.deepEqual(Object.keys(times['tallyboard-rig.fixture'] ?? {}), ['load', 'activate', 'finish']);
  },
  'state and secrets survive a reload': async ({ page }) => {
    await page.reload({ waitUntil: 'commit' });
    await whenRestored(page);
    assert.equal((await driver.statusBarItem(page, 'rigFixture.item')).ariaLabel, 'Start 2, secret kept');
  },
  'a second window has an extension host of its own': async ({ openWindow }) => {
    const second = await openWindow({ folder: tmpdir() });
    assert.equal((await driver.statusBarItem(second, 'rigFixture.item')).text, 'start 3');
    await second.close();
  },
};

/** @type {Record<string, () => Promise<void>>} */
const others = {
  'a suite runs inside, and what it prints comes out': async () => {
    let printed = '';
    const exitCode = await runSuite({ suite, extensionDevelopmentPath, print: (text) => (printed += text) });
    assert.deepEqual([exitCode, printed], [0, "a line { of: 'the suite' }\nactive: true\n"]);
  },
  'a failing suite fails, and nothing stays behind': async () => {
    let printed = '';
    const env = { RIG_FIXTURE_FAILS: 'yes' };
    assert.equal(await runSuite({ suite, extensionDevelopmentPath, env, print: (text) => (printed += text) }), 1);
    assert.match(printed, /Error: one test failed/);
    assert.deepEqual([runningFor(process.pid), foldersOf(process.pid)], [[], []]);
  },
  'nothing stays behind after Ctrl-C, and nothing keeps running when the rig itself is killed': async () => {
    const [interrupted, killed] = await Promise.all([startInChild(), startInChild()]);
    interrupted.kill('SIGINT');
    killed.kill('SIGKILL');
    assert.deepEqual(await once(interrupted, 'exit'), [130, null]);
    await until(() => [interrupted, killed].every(({ pid }) => runningFor(pid).length === 0));
    assert.deepEqual(foldersOf(interrupted.pid), []);
  },
};

/** @returns {Promise<import('node:child_process').ChildProcess>} with a host in it that is ready */
async function startInChild() {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--child'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  assert.notDeepEqual(runningFor(child.pid), []);
  return child;
}

/** @param {number | undefined} owner @returns {string[]} commands of running processes that a rig in that process has started (Linux; else none) */
function runningFor(owner) {
  if (!existsSync('/proc/self/environ')) return owner === process.pid ? [] : ['unknown'];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((processId) => {
      try {
        const command = readFileSync(`/proc/${processId}/cmdline`, 'latin1');
        const environment = readFileSync(`/proc/${processId}/environ`, 'latin1');
        return `${command}\0${environment}`.includes(`/tallyboard-rig-${owner}-`)
          ? [command.replaceAll('\0', ' ').slice(0, 120)]
          : [];
      } catch {
        return [];
      }
    });
}

/** @param {number | undefined} owner */
function foldersOf(owner) {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`tallyboard-rig-${owner}-`));
}

/** @param {() => boolean} condition @param {number} [timeoutMs] */
async function until(condition, timeoutMs = 10_000) {
  for (const deadline = Date.now() + timeoutMs; !condition(); await sleep(50)) {
    assert.ok(Date.now() < deadline, `not within ${timeoutMs} ms: ${condition}`);
  }
}

/** @param {import('playwright-core').Page} page @param {RegExp} pattern @returns {Promise<string>} text of the first such notification */
async function notificationLike(page, pattern) {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(50)) {
    const found = (await driver.notifications(page)).find(({ text }) => pattern.test(text));
    if (found) return found.text;
  }
  throw new Error(`no notification like ${pattern}: ${JSON.stringify(await driver.notifications(page))}`);
}

async function main() {
  const counts = { passed: 0, failed: 0 };
  const check = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ run) => {
    const started = Date.now();
    const error = await run().then(
      () => undefined,
      (reason) => reason,
    );
    counts[error ? 'failed' : 'passed'] += 1;
    console.log(`${error ? 'FAILED' : 'ok    '} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (error) console.log(error);
  };
  const host = await startHost({ extensionDevelopmentPath, home: '/given/home', log: console.log });
  for (const [name, run] of Object.entries(inOneWindow)) await check(name, () => run(host));
  await host.stop();
  for (const [name, run] of Object.entries(others)) await check(name, run);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed ? 1 : 0;
}

if (process.argv[2] === '--child') {
  await startHost({ extensionDevelopmentPath });
  console.log('ready');
} else {
  await main();
}
