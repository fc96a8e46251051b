import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';

/** How far a file has been read, and what its source has to know to go on. */
export interface Cursor {
  readonly id: number;
  readonly size: number;
  readonly modifiedAt: number;
  readonly offset: number;
}

/** The part of a cursor that is loaded only when its file has changed. */
export interface CursorDetail {
  readonly offset: number;
  /** Grows with every move. */
  readonly version: number;
  readonly mark: Uint8Array | null;
  readonly state: unknown;
  readonly records: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly lastAt: number | null;
}

export interface CursorUpdate extends Omit<CursorDetail, 'version'> {
  readonly source: string;
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
  /** Version that the reading started from; -1 for a file not known before. The cursor moves only from there. */
  readonly expected: number;
}

/** Cursors of all files, keyed by source and path. */
export class Files {
  readonly #database: Database;
  /** By source and path: 3,000 files are looked up at every look for news. */
  readonly #cursors = new Map<string, Map<string, Cursor>>();
  readonly #insert: () => Statement;
  readonly #move: () => Statement;

  constructor(database: Database) {
    this.#database = database;
    this.#insert = onFirstUse(
      database,
      `insert into file (source, path, size, modified, offset, mark, state, records, skipped, last_at, version)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    this.#move = onFirstUse(
      database,
      `update file set size = ?, modified = ?, offset = ?, mark = ?, state = ?, records = ?, skipped = ?,
      last_at = ?, version = version + 1 where id = ? and version = ?`,
    );
    this.reload();
  }

  /** Reads all cursors in one query: other processes may have moved them. */
  reload(): void {
    this.#cursors.clear();
    const all = this.#database.prepare('select source, path, id, size, modified, offset from file');
    all.setReturnArrays(true);
    let last: { readonly source: string; readonly files: Map<string, Cursor> } | undefined;
    for (const row of all.all() as unknown as [string, string, number, number, number, number][]) {
      const [source, path, id, size, modifiedAt, offset] = row;
      // Neighbours are of one source nearly always: to compare two names is cheaper than to look one up.
      if (last?.source !== source) last = { source, files: this.#ofSource(source) };
      last.files.set(path, { id, size, modifiedAt, offset });
    }
  }

  get(source: string, path: string): Cursor | undefined {
    return this.#cursors.get(source)?.get(path);
  }

  /** Files known. */
  get size(): number {
    let size = 0;
    for (const ofSource of this.#cursors.values()) size += ofSource.size;
    return size;
  }

  #ofSource(source: string): Map<string, Cursor> {
    let ofSource = this.#cursors.get(source);
    if (!ofSource) {
      ofSource = new Map();
      this.#cursors.set(source, ofSource);
    }
    return ofSource;
  }

  detail(source: string, path: string): CursorDetail | undefined {
    const id = this.get(source, path)?.id;
    if (id === undefined) return undefined;
    const row = this.#database
      .prepare('select offset, version, mark, state, records, skipped, last_at from file where id = ?')
      .get(id);
    if (!row) return undefined;
    return {
      offset: Number(row['offset']),
      version: Number(row['version']),
      mark: row['mark'] as Uint8Array | null,
      state: row['state'] === null ? undefined : JSON.parse(String(row['state'])),
      records: Number(row['records']),
      skipped: JSON.parse(String(row['skipped'])) as Record<string, number>,
      lastAt: row['last_at'] === null ? null : Number(row['last_at']),
    };
  }

  /**
   * Moves or makes a cursor, inside a write transaction: what is known of the files is then what is stored of them. False
   * when another process moved it first: then nothing is written.
   */
  write(update: CursorUpdate): boolean {
    const known = this.get(update.source, update.path);
    if (update.expected < 0 ? known !== undefined : known === undefined) return false;
    const values = [
      update.size,
      update.modifiedAt,
      update.offset,
      update.mark,
      update.state === undefined ? null : JSON.stringify(update.state),
      update.records,
      JSON.stringify(update.skipped),
      update.lastAt,
    ];
    const result = known
      ? this.#move().run(...values, known.id, update.expected)
      : this.#insert().run(update.source, update.path, ...values);
    if (Number(result.changes) !== 1) return false;
    this.#ofSource(update.source).set(update.path, {
      id: known?.id ?? Number(result.lastInsertRowid),
      size: update.size,
      modifiedAt: update.modifiedAt,
      offset: update.offset,
    });
    return true;
  }

  /** Forgets how far files were read; their rows stay, and reading them again changes no sum. */
  forgetAll(): void {
    this.#database.exec('delete from dependency; delete from file');
    this.#cursors.clear();
  }

  forget(source: string, path: string): void {
    const cursor = this.get(source, path);
    if (!cursor) return;
    this.#database.prepare('delete from file where id = ?').run(cursor.id);
    this.#database.prepare('delete from dependency where file = ?').run(cursor.id);
    this.#cursors.get(source)?.delete(path);
  }

  /** Of all files of a source. */
  forgetSource(source: string): void {
    this.#database.prepare('delete from dependency where file in (select id from file where source = ?)').run(source);
    this.#database.prepare('delete from file where source = ?').run(source);
    this.#cursors.delete(source);
  }

  /** Files to be read again from their start, because a fact that they depended on has changed since. */
  stale(): { source: string; path: string }[] {
    const rows = this.#database.prepare('select source, path from file where stale = 1').all();
    return rows.map((row) => ({ source: String(row['source']), path: String(row['path']) }));
  }

  /** All known files, by source. */
  *all(): Iterable<{ source: string; path: string; cursor: Cursor }> {
    for (const [source, ofSource] of this.#cursors) {
      for (const [path, cursor] of ofSource) yield { source, path, cursor };
    }
  }
}
