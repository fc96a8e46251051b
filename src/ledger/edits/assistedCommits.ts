import type { AssistedCommit, ToldCommit } from '../../core/keptWork/commits.js';
import type { PathKind } from '../../core/keptWork/pathKind.js';
import type { Ledger } from '../ledger.js';
import { putPlaces } from './lineLives.js';

/**
 * Commits that hold AI lines. One is told anew while all of its edits have their hashes: an edit loses them 42 days after it, and
 * is committed within 7. A commit that was rebased or dropped by then is told no more, and goes.
 */
const finalAfter = 35 * 86_400_000;

/** A commit in its repository's own folder. */
export interface StoredCommit extends AssistedCommit {
  readonly repository: string;
}

/** To be called within a transaction, with all that were found. */
export function putCommits(ledger: Ledger, repository: string, commits: readonly ToldCommit[], now: number): void {
  const { database } = ledger;
  database.prepare('delete from assisted_commit where repository = ? and final = 0').run(repository);
  const insert = database.prepare(
    'insert into assisted_commit values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (repository, id) do nothing',
  );
  for (const commit of commits) {
    const { id, at, lines, added, removed, kinds, languages, instructions, instructionsStayed, undone } = commit;
    const texts = [kinds.join(' '), JSON.stringify(languages)] as const;
    const [taken, final] = [undone ? 1 : 0, at < now - finalAfter ? 1 : 0];
    insert.run(repository, id, at, lines, added, removed, ...texts, instructions, instructionsStayed, taken, final);
    if (final === 1 && !undone) putPlaces(ledger, repository, commit);
  }
}

/** From old to new; in the one repository that is copied to another, once. */
export function assistedCommits(ledger: Ledger, since: number, until: number): StoredCommit[] {
  const rows = ledger.database
    .prepare('select * from assisted_commit where at >= ? and at < ? group by id order by at, id')
    .all(since, until);
  return rows.map((row) => ({
    repository: String(row['repository']),
    id: String(row['id']),
    at: Number(row['at']),
    lines: Number(row['lines']),
    added: Number(row['added']),
    removed: Number(row['removed']),
    kinds: String(row['kinds']).split(' ') as PathKind[],
    languages: JSON.parse(String(row['languages'])) as Record<string, number>,
    instructions: Number(row['instructions']),
    instructionsStayed: row['instructions_stayed'] === null ? null : Number(row['instructions_stayed']),
    undone: row['undone'] === 1,
  }));
}
