import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GitTransport } from '../../src/team/gitTransport.js';

/** Runs git as a host or a stranger would: with nothing of ours. */
export function asHost(folder: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** A bare repository `<folder>/remote.git`; its path. `branchesOnly`: as hosts are that keep other refs to themselves. */
export function bareRepository(folder: string, { branchesOnly = false, hash = 'sha1' } = {}): string {
  const path = join(folder, 'remote.git');
  mkdirSync(path, { recursive: true });
  asHost(path, 'init', '--quiet', '--bare', '--initial-branch=main', `--object-format=${hash}`);
  if (branchesOnly) asHost(path, 'config', 'transfer.hideRefs', 'refs/tallyboard');
  return path;
}

export function addHook(repository: string, name: string, text: string): void {
  const path = join(repository, 'hooks', name);
  mkdirSync(join(repository, 'hooks'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

/** A machine of its own at that repository. */
export function gitTransport(folder: string, timeout?: number): GitTransport {
  const url = pathToFileURL(join(folder, 'remote.git')).href;
  return new GitTransport({ kind: 'git', url, protocol: 'file' }, join(folder, 'scratch'), timeout);
}
