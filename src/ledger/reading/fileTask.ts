import { readFileSync } from 'node:fs';
import type { Observation } from '../../core/observation.js';
import type { Emit, FileFacts, LineSource, Row, SkipReason, Source, TableSource } from '../../core/source.js';
import type { FoundFile } from '../../platform/walk.js';
import type { Ledger } from '../ledger.js';
import type { Batch } from './batch.js';
import { FactUse, stampOf } from './facts.js';
import type { CursorDetail } from './files.js';
import type { TableCursor, TableReading } from './tables.js';

/** A file that was listed, and the source whose log it is. */
export interface Found extends FoundFile {
  readonly source: Source;
  /** `tool/store`. */
  readonly key: string;
}

/** The reading of one file: its state, what it emits, and its cursor. */
export class FileTask {
  readonly file: Found;
  readonly facts: FileFacts;
  readonly emit: Emit;
  state: unknown;
  offset: number;
  mark: Uint8Array | undefined;
  newRecords = 0;
  readonly #batch: Batch;
  readonly #ledger: Ledger;
  #expected: number;
  #records: number;
  #lastAt: number | null;
  #skipped: Record<string, number>;
  readonly #use: FactUse;
  /** Of the companions when they were read last: what tells whether they are others now. */
  #stamps: ReadonlyMap<string, string> = new Map();
  /** Of a table that is read on: what was counted of it before. */
  readonly #before: CursorDetail | undefined;
  #isNew = true;

  /** @param emit takes what the file tells, and hands it to `take` and `skip` */
  constructor(ledger: Ledger, batch: Batch, file: Found, emit: Emit, detail: CursorDetail | undefined, again: boolean) {
    this.file = file;
    this.emit = emit;
    this.#batch = batch;
    this.#ledger = ledger;
    this.#expected = detail?.version ?? -1;
    const goesOn = detail !== undefined && !again && file.source.kind !== 'document' && !file.path.endsWith('.zst');
    this.#use = new FactUse(file.key, file.path, goesOn, detail === undefined);
    this.offset = goesOn ? detail.offset : 0;
    this.mark = goesOn ? (detail.mark ?? undefined) : undefined;
    this.#before = file.source.kind === 'table' && goesOn ? detail : undefined;
    const goesOnCounting = goesOn && this.#before === undefined;
    this.#records = goesOnCounting ? detail.records : 0;
    this.#lastAt = detail?.lastAt ?? null;
    this.#skipped = goesOnCounting ? { ...detail.skipped } : {};
    this.facts = this.#fileFacts();
    this.state = goesOn ? detail.state : file.source.kind === 'lines' ? file.source.start(this.facts) : undefined;
  }

  restart(source: LineSource): void {
    this.state = source.start(this.facts);
    this.#use.goesOn = false;
    this.#records = 0;
    this.#skipped = {};
  }

  /** Without a text it is too long to be read. */
  readDocument(source: Extract<Source, { kind: 'document' }>, text: string | undefined): void {
    if (text === undefined) this.emit.skip('too-long');
    else source.read(text.startsWith('\uFEFF') ? text.slice(1) : text, this.emit, this.facts);
    this.finish(this.file.size, undefined, this.file);
  }

  /** How far a table was read before. */
  get tableCursor(): TableCursor | undefined {
    return this.state as TableCursor | undefined;
  }

  /** A row that was told before is told again in case it has changed, and is no further record. */
  takeRow(source: TableSource, row: Row, isNew: boolean): void {
    this.#isNew = isNew;
    source.row(row, this.emit, this.facts);
  }

  /** All rows were taken; none where the schema is not known. */
  finishTable(reading: TableReading | undefined): void {
    if (reading === undefined) this.emit.skip('unknown-format');
    const before = reading === undefined || reading.anew ? undefined : this.#before;
    this.#records += before?.records ?? 0;
    for (const [reason, count] of Object.entries(before?.skipped ?? {}))
      this.#skipped[reason] = (this.#skipped[reason] ?? 0) + count;
    this.state = reading?.cursor;
    this.finish(this.file.size, undefined, this.file);
  }

  /** Hands the cursor to the batch: it moves with the rows that were read up to `offset`. */
  finish(
    offset: number,
    mark: Uint8Array | undefined,
    seen: { readonly size: number; readonly modifiedAt: number },
  ): void {
    this.#batch.cursor({
      source: this.file.key,
      path: this.file.path,
      size: seen.size,
      modifiedAt: seen.modifiedAt,
      offset,
      expected: this.#expected,
      mark: mark ?? null,
      state: this.state,
      records: this.#records,
      skipped: { ...this.#skipped },
      lastAt: this.#lastAt,
    });
    this.#ledger.facts.note(this.#use);
  }

  /** The cursor was written within the file. */
  goOn(): void {
    this.#expected++;
  }

  take(observation: Observation, again: number | undefined): void {
    if (this.#isNew && isRecord(observation)) {
      const at = again ?? observation.at;
      this.#records++;
      this.newRecords++;
      if (this.#lastAt === null || at > this.#lastAt) this.#lastAt = at;
    }
    if (again === undefined) this.#batch.add(observation);
  }

  skip(reason: SkipReason): void {
    if (!this.#isNew) return;
    this.#skipped[reason] = (this.#skipped[reason] ?? 0) + 1;
  }

  #fileFacts(): FileFacts {
    const { file } = this;
    const { facts } = this.#ledger;
    const companions = () => this.#companions();
    return {
      path: file.path,
      relativePath: file.relativePath,
      modifiedAt: file.modifiedAt,
      get companions() {
        return companions();
      },
      awaitCompanions: () => {
        for (const [path, stamp] of this.#stamps) facts.awaitCompanion(path, stamp, this.#use);
      },
      facts: (name) => facts.get(name, this.#use),
      give: (name, owner, value) => facts.give(name, owner, value, this.#use),
      dependsOn: (name) => this.#use.depends.add(name),
    };
  }

  /** What changes while it is read is another one afterwards. */
  #companions(): ReadonlyMap<string, string> {
    const paths = this.file.source.companions?.(this.file.path) ?? [];
    this.#stamps = new Map(paths.map((path) => [path, stampOf(path)]));
    return readCompanions(paths);
  }
}

/** A request, or what a log that need not tell each says that a session has used. */
function isRecord(told: Observation): boolean {
  return told.kind === 'request' || (told.kind === 'checkpoint' && (told.whole || told.requests !== undefined));
}

/** Whether the same call may do better in a moment. */
function isPassing(error: unknown): boolean {
  return ['EIO', 'EMFILE', 'ENFILE', 'EBUSY', 'EAGAIN', 'ENOMEM'].includes(String((error as { code?: unknown }).code));
}

function readCompanions(paths: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    try {
      texts.set(path, readFileSync(path, 'utf8'));
    } catch (error) {
      // A companion that is not there, or not for us, says nothing. One that fails just now will say more at a later reading.
      if (isPassing(error)) throw error;
    }
  }
  return texts;
}
