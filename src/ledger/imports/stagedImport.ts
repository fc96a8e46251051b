import type { Imported, ImportSkip } from '../../core/imported.js';
import { type Database, openDatabase, type Statement } from '../../platform/sqlite.js';

/**
 * What files tell, read to their end before any of it is written: in a file of SQLite's own that is gone with the process, so that
 * nobody waits for it and no memory holds it. Told session by session, in the order in which they first came.
 */
export class StagedImport {
  readonly skipped: Partial<Record<ImportSkip, number>> = {};
  readonly #file: Database = openDatabase('');
  readonly #put: Statement;
  readonly #sessions = new Map<string, number>();
  #size = 0;

  constructor() {
    this.#file.exec(
      'pragma journal_mode = off; create table record (session integer, number integer, told text, primary key (session, number)) without rowid',
    );
    this.#file.exec('begin');
    this.#put = this.#file.prepare('insert into record values (?, ?, ?)');
  }

  get size(): number {
    return this.#size;
  }

  add(imported: Imported): void {
    const { tool, session } = imported.kind === 'request' ? imported.observation : imported;
    const name = `${tool}\n${session}`;
    const number = this.#sessions.get(name) ?? this.#sessions.size;
    this.#sessions.set(name, number);
    this.#put.run(number, this.#size++, JSON.stringify(imported));
  }

  skip(reason: ImportSkip): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }

  /** At least one, the last with `isLast`; none ends within a session, which is weighed as a whole. */
  *batches(least: number): Iterable<{ readonly records: readonly Imported[]; readonly isLast: boolean }> {
    let [records, session]: [Imported[], unknown] = [[], undefined];
    for (const row of this.#file.prepare('select session, told from record order by session, number').iterate()) {
      if (records.length >= least && row['session'] !== session) {
        yield { records, isLast: false };
        records = [];
      }
      session = row['session'];
      records.push(JSON.parse(String(row['told'])) as Imported);
    }
    yield { records, isLast: true };
  }

  close(): void {
    this.#file.close();
  }
}
