import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
    archive,
  ];
  const vsce = spawnSync(process.execPath, [join('node_modules', '@vscode', 'vsce', 'vsce'), ...words], {
    encoding: 'utf8',
  });
  assert.equal(vsce.status, 0, `${vsce.stdout}${vsce.stderr}`);
}
