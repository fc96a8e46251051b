/**
 * `npm start`: builds, prints the report of this machine's own AI logs, then opens a VS Code with the extension: the
 * desktop one where `code` is on the path, else a real one in the browser. Without logs, or with `-- --demo`, it shows
 * generated ones from a home of their own. `-- --profile` uses your own desktop profile instead of a throw-away one.
 * Ctrl-C ends everything that was started here.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, nodeBinary, root, run } from './setup.mjs';
import { isRunning } from './vscode/rig/processes.mjs';
import { atExit } from './vscode/rig/temporary.mjs';

const cli = join(root, 'dist', 'cli.cjs');

/** A folder that is gone when this command ends, however it ends. */
function throwAway(name) {
  const folder = mkdtempSync(join(tmpdir(), `tallyboard-${name}-`));
  atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

async function build() {
  installPackages();
  const { code, output } = await run(nodeBinary(), ['esbuild.mjs'], { quiet: true });
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}

/** Whether any AI tool has logged a request on this machine. */
function hasLogs() {
  const result = spawnSync(nodeBinary(), [cli, 'report', '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(result.stderr || 'The report failed.');
  return JSON.parse(result.stdout).totals.requests > 0;
}

/** Generated logs and what points the extension at them. The packaged Node makes them: this one may be older. */
async function demo() {
  const home = throwAway('demo');
  const maker = join(root, 'out', 'test', 'kit', 'generate', 'demoHome.js');
  const { code, output } = await run(nodeBinary(), [maker, home], { quiet: true });
  if (code !== 0) throw new Error(`The demo could not be made:\n${output}`);
  return { TALLYBOARD_DEMO: '1', TALLYBOARD_DEMO_HOME: home, TALLYBOARD_HOME: join(home, '.tallyboard') };
}

async function printReport(env) {
  const own = env.TALLYBOARD_DEMO_HOME ? ['--home', env.TALLYBOARD_DEMO_HOME] : [];
  if (env.TALLYBOARD_DEMO) console.log('Demo data: generated, not yours.\n');
  await run(nodeBinary(), [cli, 'report', ...own]);
  console.log('');
}

function hasDesktopCode() {
  const result = spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' });
  return result.status === 0;
}

/** Desktop VS Code; with `--wait` the command lives as long as its window. */
function openDesktop(env, ownProfile) {
  const profile = ownProfile ? undefined : throwAway('profile');
  const own = profile ? ['--user-data-dir', profile, '--extensions-dir', throwAway('extensions')] : [];
  const args = ['--extensionDevelopmentPath', root, '--new-window', '--wait', ...own, throwAway('workspace')];
  console.log('VS Code opens in a window of its own. Ctrl-C ends it.');
  const child = spawn('code', args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  atExit(() => child.kill());
  if (profile) atExit(() => endEditor(profile));
  return ended;
}

/** The editor goes on without the command that started it; its process id lies in its profile. Waits until it is gone. */
function endEditor(profile) {
  try {
    const processId = Number(readFileSync(join(profile, 'code.lock'), 'utf8'));
    process.kill(processId);
    const waiting = new Int32Array(new SharedArrayBuffer(4));
    for (let tries = 0; isRunning(processId) && tries < 50; tries++) Atomics.wait(waiting, 0, 0, 100);
  } catch {
    // It has not started yet, or has just ended.
  }
}

async function openInBrowserVsCode(env) {
  const { openForPerson, openInBrowser } = await import('./vscode/rig/open.mjs');
  const { ensureBrowser } = await import('./vscode/rig/browser.mjs');
  await ensureBrowser();
  const workspace = throwAway('workspace');
  const opened = await openForPerson({ extensionDevelopmentPath: root, workspace, env, log: console.log });
  console.log(`VS Code is running: ${opened.url}`);
  const shown = await openInBrowser(opened.url);
  console.log(shown ? 'It opens in your browser. Ctrl-C ends it.' : 'Open this address in a browser. Ctrl-C ends it.');
  await opened.ended;
}

try {
  await build();
  const wantsDemo = process.argv.includes('--demo');
  const found = !wantsDemo && hasLogs();
  if (!wantsDemo && !found) console.log('No AI logs found on this machine. Going on with generated ones.\n');
  const env = found ? {} : await demo();
  await printReport(env);
  if (hasDesktopCode()) await openDesktop(env, process.argv.includes('--profile'));
  else await openInBrowserVsCode(env);
} catch (error) {
  console.error(error.name === 'MissingPrerequisite' ? error.message : error.stack);
  process.exitCode = 1;
}
