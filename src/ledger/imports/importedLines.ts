import { groupBy } from '../../core/groupBy.js';
import type { ImportedLine, LineKind } from '../../core/imported.js';
import { totalTokens } from '../../core/usage.js';
import { requestKey } from '../../platform/key.js';
import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';
import type { StoredEvent } from '../requests/eventRow.js';
import type { Facet } from '../requests/row.js';
import { quarterHour } from '../sums/rollup.js';

/** A row a line and import. */
const ofSession = `select i.event, i.import, i.kind, i.twin from session_request e join imported i on i.event = e.id
  where e.session = ? and i.kind is not null`;

/** What imports say of a line of an export, beside what it tells. */
export interface KnownLine {
  readonly kind: LineKind;
  /** The key that it has in any ledger, 32 hexadecimal digits. */
  readonly key: string;
  /** The row that has this key here. */
  readonly told: number | undefined;
  /** The exports that had it: lines of one tell of different use. */
  readonly exports: ReadonlySet<string>;
}

/** Lines of exports as they were imported. */
export class ImportedLines {
  readonly #ofSession: () => Statement;
  readonly #ofEvent: () => Statement;
  readonly #put: () => Statement;
  readonly #stored: () => Statement;
  readonly #setKind: () => Statement;

  constructor(database: Database) {
    this.#ofSession = onFirstUse(database, ofSession);
    this.#ofEvent = onFirstUse(
      database,
      'select kind, twin from imported where event = ? and kind is not null limit 1',
    );
    this.#put = onFirstUse(
      database,
      'insert into imported (event, import, kind, twin) values (?, ?, ?, ?) on conflict do nothing',
    );
    this.#stored = onFirstUse(database, 'select kind from imported where event = ? and import = ?');
    this.#setKind = onFirstUse(database, 'update imported set kind = ? where event = ? and import = ?');
  }

  /** Notes that an import told a row, as a line of an export or not; whether it had not told it before. */
  put(event: number, id: number, line: ImportedLine | undefined): boolean {
    if (!line) return this.#put().run(event, id, null, null).changes > 0;
    const { kind, key, file = 0 } = line;
    if (this.#put().run(event, id, storedKind(kind, [file]), Buffer.from(key, 'hex')).changes > 0) return true;
    const files = filesOf(String(this.#stored().get(event, id)?.['kind']));
    if (!files.includes(file)) this.#setKind().run(storedKind(kind, [...files, file]), event, id);
    return false;
  }

  /** Those of a session, by the number of their row. `numberOf` tells the row of a key. */
  ofSession(session: number, numberOf: (key: Buffer) => number | undefined): Map<number, KnownLine> {
    const lines = new Map<number, KnownLine & { exports: Set<string> }>();
    for (const row of this.#ofSession().all(session)) {
      const event = Number(row['event']);
      const line = lines.get(event) ?? { ...lineOf(row), told: numberOf(twinOf(row)), exports: new Set<string>() };
      for (const file of filesOf(String(row['kind']))) line.exports.add(`${row['import']}/${file}`);
      lines.set(event, line);
    }
    return lines;
  }

  /** The line that a row is; undefined of one that no line told. */
  ofEvent(event: number): Pick<KnownLine, 'kind' | 'key'> | undefined {
    const row = this.#ofEvent().get(event);
    return row && lineOf(row);
  }
}

/** `imported.kind` of a line: its kind and, after blanks, which files of the import had it; none where the first alone did. */
function storedKind(kind: LineKind, files: readonly number[]): string {
  return files.join() === '0' ? kind : [kind, ...files].join(' ');
}

function filesOf(stored: string): readonly number[] {
  const [, ...files] = stored.split(' ');
  return files.length === 0 ? [0] : files.map(Number);
}

function lineOf(row: Readonly<Record<string, unknown>>): Pick<KnownLine, 'kind' | 'key'> {
  const kind = String(row['kind']).startsWith('sum') ? 'sum' : 'request';
  return { kind, key: twinOf(row).toString('hex') };
}

function twinOf(row: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(row['twin'] as Uint8Array);
}

/** The key of the sum of a quarter of an hour, which is all that is left of requests whose details are gone by age. */
export function quarterKey(
  { tool, model, project, branch }: Pick<Facet, 'tool' | 'model' | 'project' | 'branch'>,
  session: string,
  quarter: number,
): string {
  return requestKey('sum', JSON.stringify([tool, session, quarter, model, project, branch])).toString('hex');
}

export function isQuarter(line: KnownLine | undefined, { facet, at }: StoredEvent, session: string): boolean {
  return line?.kind === 'sum' && line.key === quarterKey(facet, session, Math.floor(at / quarterHour));
}

/**
 * Sums of quarters of an hour hold the requests of their quarter and model, which an earlier export may have told one by one: they
 * count where they hold more, and then those do not. Returns which of both do not.
 */
export function quartersOrDetails<Row extends StoredEvent>(quarters: readonly Row[], details: readonly Row[]): Row[] {
  const group = ({ facet, at }: Row) => `${Math.floor(at / quarterHour)} ${facet.model}`;
  const parts = groupBy(details, group);
  return [...groupBy(quarters, group)].flatMap(([name, sums]) => {
    const requests = parts.get(name) ?? [];
    return tokensOf(sums) > tokensOf(requests) ? requests : sums;
  });
}

function tokensOf(rows: readonly StoredEvent[]): number {
  return rows.reduce((sum, row) => sum + totalTokens(row), 0);
}
