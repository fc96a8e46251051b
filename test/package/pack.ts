import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Packs `dist/` as it is built into an archive, as `npm run package` does; `version` stands in for the manifest's own. */
export function packVsix(archive: string, version?: string): void {
  mkdirSync(dirname(archive), { recursive: true });
  const words = [
    'package',
    ...(version === undefined ? [] : [version, '--no-git-tag-version', '--no-update-package-json']),
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '-o',
    resolve(archive),
  ];
  const cwd = mayBePacked();
  const vsce = spawnSync(process.execPath, [resolve('node_modules', '@vscode', 'vsce', 'vsce'), ...words], {
    cwd,
    encoding: 'utf8',
  });
  rmSync(cwd, { recursive: true });
  assert.equal(vsce.status, 0, `${vsce.stdout}${vsce.stderr}`);
}

/**
 * A copy of the files at the root and of the folders that `.vscodeignore` takes something from. Of a checkout vsce holds each of many
 * thousand files against each of its lines: four seconds of five.
 */
function mayBePacked(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-pack-'));
  const taken = new Set(readFileSync('.vscodeignore', 'utf8').match(/(?<=^!)[^/\n]+(?=\/)/gm));
  for (const entry of readdirSync('.', { withFileTypes: true }))
    if (entry.isFile() || taken.has(entry.name)) cpSync(entry.name, join(folder, entry.name), { recursive: true });
  return folder;
}
