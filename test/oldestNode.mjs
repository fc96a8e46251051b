import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './setup.mjs';
import { cacheFolder } from './vscode/rig/install.mjs';

/** Of the oldest editors that are supported; Node below 22.16 lacks parts of `node:sqlite`. */
const version = '22.20.0';

/**
 * A Node as old as that of the oldest editors, from the registry into this project's folder in the user's cache: no dependency, since
 * only the long run asks for it. Throws where it cannot be had.
 *
 * @returns {string} its path
 */
export function oldestNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(cacheFolder(), `node-${version}`);
  const binary = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  const { status, stderr } = spawnSync(
    npm,
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`],
    { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status !== 0 || !existsSync(binary)) throw new Error(`No Node ${version} to test with:\n${stderr}`);
  return binary;
}
