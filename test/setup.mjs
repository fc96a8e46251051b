/**
 * What both commands of the README need on a machine where nothing was done before: the project's packages, and the
 * Node that VS Code has (a package of its own). Plain Node 20 or later, no dependency.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs the packages of the lock file unless that was done since it last changed. Throws with npm's own words. */
export function installPackages() {
  const stamp = join(modules, '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs && sameVersions(stamp, lock)) return;
  console.log('Installing packages …');
  const result = spawnSync(npm, ['ci', '--legacy-peer-deps', '--no-audit', '--no-fund'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0)
    throw new Error(`npm ci failed:\n${result.error?.message ?? `${result.stdout}${result.stderr}`}`);
}

function sameVersions(stamp, lock) {
  const installed = JSON.parse(readFileSync(stamp, 'utf8')).packages ?? {};
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages ?? {};
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/** The Node that runs everything: the packaged one where it is there, else this one. */
export function nodeBinary() {
  const packaged = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(packaged) ? packaged : process.execPath;
}

/** The code of a program that had told its result and yet went on. */
export const stayed = -1;
const staysFor = 20_000;

/**
 * Runs a program to its end; its output goes to ours unless `quiet`. One that goes on after it has written the file `endedBy` left
 * something running, such as a browser: it is ended with all that it started, and has the code `stayed`.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      detached: options.endedBy !== undefined && process.platform !== 'win32',
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PATH: `${dirname(nodeBinary())}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
        ...options.env,
      },
    });
    let output = '';
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    let stays = false;
    const atExit = () => endAll(child);
    if (options.endedBy) process.once('exit', atExit);
    const watching =
      options.endedBy &&
      setInterval(() => {
        if (!existsSync(options.endedBy) || Date.now() - statSync(options.endedBy).mtimeMs < staysFor) return;
        stays = true;
        endAll(child);
      }, 1000);
    const end = (code, text) => {
      clearInterval(watching);
      process.off('exit', atExit);
      resolve({ code: stays ? stayed : code, output: text });
    };
    child.on('error', (error) => end(1, `${output}${error.message}\n`));
    child.on('close', (code) => end(code ?? 1, output));
  });
}

function endAll(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
