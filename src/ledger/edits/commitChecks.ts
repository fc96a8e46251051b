import { cleanWanted } from '../../core/badges/safety/cleanCommits.js';
import type { CommitCheck } from '../../protocol/kept.js';
import type { Ledger } from '../ledger.js';
import { named } from '../named.js';

/** Before a commit's id, in the ledger's table of names: how many secrets it adds, '' where that cannot be said. */
const prefix = 'checked:';
/** Commits of a repository that are looked at in one go. */
const mostAtOnce = 40;
/** Older commits tell nothing that badges look back to. */
const lookBack = 400 * 86_400_000;

/** Commits of a repository that nobody looked at yet, the newest first: as long as there are not enough without a finding. */
export function uncheckedCommits({ database }: Ledger, repository: string, now: number): string[] {
  const clean = database
    .prepare(
      `select count(*) as count from (select id from assisted_commit join meta on name = '${prefix}' || id
       where undone = 0 and value = '0' group by id)`,
    )
    .get();
  if (Number(clean?.['count']) >= cleanWanted) return [];
  return database
    .prepare(
      `select id from assisted_commit where repository = ? and at >= ? and undone = 0
       and not exists (select 1 from meta where name = '${prefix}' || id) order by at desc limit ${mostAtOnce}`,
    )
    .all(repository, now - lookBack)
    .map((row) => String(row['id']));
}

/** To be called within a transaction. */
export function putChecks(ledger: Ledger, checks: readonly CommitCheck[]): void {
  for (const { id, secrets } of checks) ledger.setMeta(prefix + id, secrets === null ? '' : String(secrets));
}

/** By commit; absent: nobody looked. */
export function commitChecks(ledger: Ledger): ReadonlyMap<string, number | null> {
  return new Map(named(ledger, prefix).map(({ rest, value }) => [rest, value === '' ? null : Number(value)]));
}
