import type { Review } from '../core/keptWork/review.js';
import { GitError, git, gitLines } from '../platform/git.js';

/** So far back as badges look. */
const lookBack = 400 * 86_400_000;
/** More change no badge. */
const mostKept = 100;
const trailers = '%(trailers:key=Reviewed-by,key=Co-authored-by,only,unfold,valueonly)';

interface Commit {
  readonly id: string;
  readonly at: number;
  /** When and by whom it was written: a copy on another branch has the same. */
  readonly written: string;
  readonly isOwn: boolean;
  named: boolean;
}

/**
 * Commits of others, on any branch, whose trailers name the e-mail address that git has for the person here; the oldest first, and of copies of one
 * the oldest alone. Undefined where git tells nothing. Rejects once the signal aborts.
 */
export async function reviewsIn(
  folder: string,
  { now, signal }: { readonly now: number; readonly signal?: AbortSignal },
): Promise<readonly Review[] | undefined> {
  try {
    const own = (await git(folder, ['config', '--get', 'user.email'], signal)).trim().toLowerCase();
    if (!own.includes('@')) return [];
    const commits: Commit[] = [];
    await gitLines(folder, logOf(own, now), (line) => take(commits, line, own), signal);
    const others = commits.filter(({ isOwn, named }) => named && !isOwn).sort((a, b) => a.at - b.at);
    const once = new Map(others.toReversed().map((commit) => [commit.written, commit]));
    return others
      .filter((commit) => once.get(commit.written) === commit)
      .slice(0, mostKept)
      .map(({ id, at }) => ({ id, day: new Date(at).toISOString().slice(0, 10) }));
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** Messages with the address anywhere, which git finds fast; its trailers are then read one by one. */
function logOf(own: string, now: number): readonly string[] {
  const since = `--since=@${Math.floor((now - lookBack) / 1000)}`;
  const named = ['--fixed-strings', '--regexp-ignore-case', `--grep=${own}`];
  const format = `--format=%x00%H %ct %at %ae%n${trailers}`;
  return ['log', '--no-show-signature', '--no-notes', since, ...named, format, '--branches', '--remotes', '--tags'];
}

function take(commits: Commit[], line: string, own: string): void {
  if (line[0] === '\u0000') {
    const [id = '', committed, written, ...author] = line.slice(1).split(' ');
    const by = author.join(' ').toLowerCase();
    commits.push({ id, at: Number(committed) * 1000, written: `${written} ${by}`, isOwn: by === own, named: false });
  } else if (/<([^<>]*)>\s*$/.exec(line)?.[1]?.toLowerCase() === own) {
    const last = commits.at(-1);
    if (last) last.named = true;
  }
}
