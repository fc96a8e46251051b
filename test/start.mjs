/**
 * `npm start`: builds, prints the report of this machine's own AI logs, then opens a VS Code with the extension: the
 * desktop one where `code` is on the path, else a real one in the browser. Without logs, or with `-- --demo`, it shows
 * generated ones from a home of their own. `-- --profile` uses your own desktop profile instead of a throw-away one.
 * Ctrl-C ends everything that was started here.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, nodeBinary, root, run } from './setup.mjs';

const cli = join(root, 'dist', 'cli.cjs');
const folders = [];

/** A folder that is gone when this command ends. */
function throwAway(name) {
  const folder = mkdtempSync(join(tmpdir(), `tallyboard-${name}-`));
  folders.push(folder);
  return folder;
}

function cleanUp() {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
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

/** Generated logs and what points the extension at them. */
async function demo() {
  const home = throwAway('demo');
  const load = (path) => import(pathToFileURL(join(root, 'out', 'test', 'kit', 'generate', path)));
  const [{ generate }, { demoPlan }] = await Promise.all([load('generate.js'), load('plan.js')]);
  generate(demoPlan(Date.now(), new Intl.DateTimeFormat().resolvedOptions().timeZone), home);
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

/** Desktop VS Code; with `--wait` it lives as long as its window. */
function openDesktop(env, ownProfile) {
  const profile = ownProfile
    ? []
    : ['--user-data-dir', throwAway('profile'), '--extensions-dir', throwAway('extensions')];
  const args = ['--extensionDevelopmentPath', root, '--new-window', '--wait', ...profile, throwAway('workspace')];
  console.log('VS Code opens in a window of its own. Ctrl-C ends it.');
  const child = spawn('code', args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  stopWith(() => child.kill());
  return new Promise((resolve) => child.on('close', resolve));
}

async function openInBrowserVsCode(env) {
  const { openForPerson, openInBrowser } = await import('./vscode/rig/open.mjs');
  const { ensureBrowser } = await import('./vscode/rig/browser.mjs');
  await ensureBrowser();
  const workspace = throwAway('workspace');
  mkdirSync(workspace, { recursive: true });
  const opened = await openForPerson({ extensionDevelopmentPath: root, workspace, env, log: console.log });
  stopWith(() => void opened.stop());
  console.log(`VS Code is running: ${opened.url}`);
  const shown = await openInBrowser(opened.url);
  console.log(shown ? 'It opens in your browser. Ctrl-C ends it.' : 'Open this address in a browser. Ctrl-C ends it.');
  await opened.ended;
}

function stopWith(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
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
} finally {
  cleanUp();
}
