import type { BranchFacts } from '../protocol/ledger.js';
import { GitError, git } from './git.js';

const usualBases = ['main', 'master', 'trunk', 'develop'];
const mostCommits = 10_000;

/**
 * What git says of the branch that is checked out in a folder, or of the one named. Read-only; a few short calls. The
 * answer is a reason where git cannot tell. Rejects once the signal aborts.
 */
export async function readBranch(folder: string, wanted?: string, signal?: AbortSignal): Promise<BranchFacts> {
  const ask = (...words: string[]) => git(folder, words, signal);
  try {
    const folders = await worktrees(ask);
    const current = await told(ask('symbolic-ref', '--quiet', '--short', 'HEAD'));
    const head = (await told(ask('rev-parse', '--short', '--verify', '--quiet', 'HEAD'))) ?? null;
    const name = wanted ?? current;
    if (name === undefined) return { kind: 'detached', head, folders };
    const exists = (await told(ask('rev-parse', '--verify', '--quiet', `refs/heads/${name}`))) !== undefined;
    const base = await baseOf(ask, name);
    const commits = exists && base !== undefined ? await commitsOf(ask, base, name) : null;
    const earlierNames = exists ? await namesBefore(ask, name) : [];
    return { kind: 'branch', name, head, folders, base: base ?? null, commits, earlierNames };
  } catch (error) {
    if (error instanceof GitError) return { kind: 'none', reason: error.reason };
    throw error;
  }
}

type Ask = (...words: string[]) => Promise<string>;

/** The first line; undefined where git has no answer, which it says by its exit code. */
async function told(answer: Promise<string>): Promise<string | undefined> {
  try {
    return (await answer).split('\n')[0]?.trim() || undefined;
  } catch (error) {
    if (error instanceof GitError && error.reason === 'failed') return undefined;
    throw error;
  }
}

/** Folders where this repository is checked out; at least the one asked for. */
async function worktrees(ask: Ask): Promise<readonly string[]> {
  const own = (await ask('rev-parse', '--show-toplevel')).trim();
  const listed = (await ask('worktree', 'list', '--porcelain')).matchAll(/^worktree (.+)$/gm);
  return [...new Set([own, ...[...listed].map(([, path = '']) => path)])];
}

/** What the branch was begun from: the remote's default branch, else one of the usual names; undefined where it is that itself. */
async function baseOf(ask: Ask, name: string): Promise<string | undefined> {
  const remote = await told(ask('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'));
  if (remote !== undefined) return remote === `origin/${name}` ? undefined : remote;
  if (usualBases.includes(name)) return undefined;
  for (const base of usualBases) {
    if (await told(ask('rev-parse', '--verify', '--quiet', `refs/heads/${base}`))) return base;
  }
  return undefined;
}

/** Commits that the branch has and its base has not; null where they have nothing in common to count from. */
async function commitsOf(ask: Ask, base: string, name: string): Promise<{ count: number; more: boolean } | null> {
  const span = [`--max-count=${mostCommits + 1}`, '--count', '--end-of-options', `${base}..refs/heads/${name}`];
  const count = Number(await told(ask('rev-list', ...span)));
  if (!Number.isInteger(count)) return null;
  return { count: Math.min(count, mostCommits), more: count > mostCommits };
}

/** Names that it had before it was renamed, and that no branch has now. */
async function namesBefore(ask: Ask, name: string): Promise<readonly string[]> {
  const log = await ask('reflog', 'show', '--format=%gs', `refs/heads/${name}`, '--').catch(() => '');
  const names = [...log.matchAll(/^Branch: renamed refs\/heads\/(.+) to refs\/heads\/.+$/gm)].map(
    ([, old = '']) => old,
  );
  const free: string[] = [];
  for (const old of new Set(names)) {
    if (old !== name && !(await told(ask('rev-parse', '--verify', '--quiet', `refs/heads/${old}`)))) free.push(old);
  }
  return free;
}
