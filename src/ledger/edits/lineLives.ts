import type { LifeFact } from '../../core/badges/facts.js';
import { dayOf } from '../../core/day.js';
import type { ToldCommit } from '../../core/keptWork/commits.js';
import { type LinePlaces, lifeDays } from '../../core/keptWork/linePlaces.js';
import type { DueLife, LineLife } from '../../protocol/kept.js';
import type { Ledger } from '../ledger.js';

/** Before a repository's own folder, a space and a commit's id, in the ledger's table of names. */
const prefix = 'life:';
const day = 86_400_000;
const lifeTime = lifeDays * day;
/** Longer ago than badges look back. */
const keptFor = 500 * day;
/** Each takes a difference over 90 days. */
const mostAtOnce = 10;

/** Where the AI lines of a commit stood; once they were looked for, how many there were and how many were found. */
type Stored = { readonly at: number } & ({ readonly places: readonly LinePlaces[] } | Omit<LineLife, 'id'>);

/** Keeps where a commit's lines are, until they are looked for. To be called within a transaction. */
export function putPlaces(ledger: Ledger, repository: string, { id, at, places }: ToldCommit): void {
  const name = `${prefix}${repository} ${id}`;
  if (places.length > 0 && ledger.meta(name) === undefined)
    ledger.setMeta(name, JSON.stringify({ at, places } satisfies Stored));
}

/** Commits of a repository whose 90 days are over and whose lines nobody looked for, the oldest first. */
export function dueLives({ database }: Ledger, repository: string, now: number): DueLife[] {
  const start = `${prefix}${repository} `;
  return database
    .prepare(
      `select name, value from meta where name >= ? and name < ? and value ->> 'lines' is null and value ->> 'at' <= ?
       order by value ->> 'at' limit ${mostAtOnce}`,
    )
    .all(start, `${start.slice(0, -1)}!`, now - lifeTime)
    .map((row) => ({ id: String(row['name']).slice(start.length), ...JSON.parse(String(row['value'])) }));
}

/** To be called within a transaction. */
export function putLives(ledger: Ledger, repository: string, lives: readonly LineLife[], now: number): void {
  for (const { id, lines, lived } of lives) {
    const name = `${prefix}${repository} ${id}`;
    const { at = now } = JSON.parse(ledger.meta(name) ?? '{}') as Partial<Stored>;
    ledger.setMeta(name, JSON.stringify({ at, lines, lived } satisfies Stored));
  }
  if (lives.length > 0)
    ledger.database
      .prepare(`delete from meta where name >= ? and name < 'life;' and value ->> 'at' < ?`)
      .run(prefix, now - keptFor);
}

/** Commits made within a time whose lines were looked for and found to have been some, from old to new; of copies of a repository once. */
export function lifeFacts(
  { database }: Ledger,
  { since, until, zone }: { readonly since: number; readonly until: number; readonly zone: string },
): LifeFact[] {
  const rows = database
    .prepare(
      `select name, value from meta where name >= ? and name < 'life;' and value ->> 'lines' > 0
       and value ->> 'at' >= ? and value ->> 'at' < ? order by value ->> 'at', name`,
    )
    .all(prefix, since, until);
  const facts = rows.map((row): LifeFact => {
    const { at, lines, lived } = JSON.parse(String(row['value'])) as Omit<LineLife, 'id'> & { readonly at: number };
    return { id: String(row['name']).split(' ').at(-1) as string, day: dayOf(at, zone), lines, lived };
  });
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()];
}
