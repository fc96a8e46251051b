import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs git in a folder as its user would; returns what it prints. */
export function gitIn(folder: string, ...words: string[]): string {
  const who = ['-c', 'user.name=Kim', '-c', 'user.email=kim@example.org', '-c', 'commit.gpgSign=false'];
  return execFileSync('git', ['-C', folder, ...who, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A repository with a commit on `main` and `commits` more on `branch`, which is checked out. */
export function makeRepository(folder: string, branch: string, commits: number): void {
  mkdirSync(folder, { recursive: true });
  gitIn(folder, 'init', '--quiet', '--initial-branch=main');
  commit(folder, 'first');
  gitIn(folder, 'checkout', '--quiet', '-b', branch);
  for (let made = 0; made < commits; made++) commit(folder, `change ${made}`);
}

export function commit(folder: string, text: string): void {
  writeFileSync(join(folder, 'file.txt'), text);
  gitIn(folder, 'add', '.');
  gitIn(folder, 'commit', '--quiet', '--message', text);
}
