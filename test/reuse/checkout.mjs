import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const notSources = new Set(['.git', 'node_modules', 'dist', 'out', 'coverage']);

/**
 * The files of a checkout, tracked or not, by paths from its root with `/`, sorted. What its own `.gitignore` names is left out: what a
 * person's own git ignores can be a fixture. Without git all files but those that are installed or built.
 */
export function filesOf(root) {
  return (listedByGit(root) ?? filesBelow(root, '', notSources)).sort();
}

function listedByGit(root) {
  // A folder that was unpacked within somebody else's repository is listed by that one's rules, or not at all.
  if (!existsSync(join(root, '.git'))) return undefined;
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-per-directory=.gitignore'];
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) return undefined;
  // Of a conflict, git lists a file three times; one that is gone it still tracks.
  return [...new Set(stdout.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path)));
}

/** All files below a folder of the checkout, by paths from its root with `/`; none where there is no such folder. */
export function filesBelow(root, folder, without = new Set()) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return without.has(entry.name) ? [] : filesBelow(root, path, without);
  });
}
