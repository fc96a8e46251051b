import { readFileSync, statSync } from 'node:fs';
import type { Observation } from '../core/observation.js';
import type { Emit, FileFacts, LineSource, Places, SkipReason, Source } from '../core/source.js';
import { LineReader } from '../platform/lineReader.js';
import { type FoundFile, type RootState, Walker } from '../platform/walk.js';
import { Batch } from './batch.js';
import { FactUse } from './facts.js';
import type { CursorDetail } from './files.js';
import type { Ledger } from './ledger.js';
import { readTable } from './tables.js';

/** Different requests per transaction: more cost memory, fewer cost time. */
const batchSize = 8_000;
/** The scan gives way to queries and cancellation this often, in milliseconds. */
const sliceMs = 25;
/** Rounds of reading files again because of facts of other files. Each round needs a new fact, so it ends by itself. */
const mostRounds = 8;

export interface ScanRoot {
  readonly source: Source;
  readonly path: string;
  readonly state: RootState;
}

interface Found extends FoundFile {
  readonly source: Source;
  readonly key: string;
}

export interface ScanReport {
  readonly roots: readonly ScanRoot[];
  /** Files present, by source key (`tool/store`). */
  readonly files: ReadonlyMap<string, { files: number; bytes: number }>;
  readonly filesRead: number;
  readonly records: number;
  readonly problems: readonly { readonly code: string; readonly detail: string }[];
  readonly completed: boolean;
}

export interface ScanOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  /** Runs first in every write transaction; throws to give the scan up (the lease was lost). */
  readonly guard?: (() => void) | undefined;
  readonly onProgress?: ((progress: ScanStep) => void) | undefined;
  /** After each transaction, so that other writers get their turn. Milliseconds. */
  readonly pauseMs?: number | undefined;
}

export interface ScanStep {
  readonly tool: string;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly tools: readonly { tool: string; filesDone: number; filesTotal: number }[];
}

export function sourceKey(source: Source): string {
  return `${source.id}/${source.store}`;
}

/** Reads what is new in all logs of all sources into one ledger. One reading at a time. */
export class Scanner {
  readonly #ledger: Ledger;
  readonly #sources: readonly Source[];
  readonly #places: Places;
  readonly #walker = new Walker();
  readonly #reader = new LineReader();
  #batch: Batch;
  #problems: { code: string; detail: string }[] = [];
  #records = 0;
  #sliceEnd = 0;
  /** Why the last write failed, told apart from what is wrong with a file. */
  #writeError: unknown;
  /** Files read lately: looked at often. */
  readonly recent = new Map<string, Found>();

  constructor(ledger: Ledger, sources: readonly Source[], places: Places) {
    this.#ledger = ledger;
    this.#sources = sources;
    this.#places = places;
    this.#batch = new Batch(ledger);
  }

  /** Whether a file, or the write-ahead log of one, was read lately. */
  isRecent(path: string): boolean {
    const plain = path.endsWith('-wal') ? path.slice(0, -4) : path;
    for (const file of this.recent.values()) if (file.path === plain) return true;
    return false;
  }

  get bytesRead(): number {
    return this.#reader.bytesRead;
  }

  get folders(): ReadonlySet<string> {
    return this.#walker.folders;
  }

  /** Lists everything and reads what has changed since the last time, newest files first. */
  async pass(options: ScanOptions = {}): Promise<ScanReport> {
    this.#problems = [];
    this.#records = 0;
    this.#ledger.refresh();
    const roots: ScanRoot[] = [];
    const present = new Map<string, { files: number; bytes: number }>();
    const found = this.#list(roots, present);
    const changed = found.filter((file) => this.#hasChanged(file)).sort((a, b) => b.modifiedAt - a.modifiedAt);
    const completed = await this.#readAll(changed, options);
    if (completed) this.#forgetVanished(new Set(found.map((file) => `${file.key}\n${file.path}`)), options);
    return {
      roots,
      files: present,
      filesRead: changed.length,
      records: this.#records,
      problems: this.#problems,
      completed,
    };
  }

  /** Looks only at files that were read lately: cheap enough for twice a second. Returns whether anything was new. */
  async passRecent(options: ScanOptions = {}): Promise<boolean> {
    const changed: Found[] = [];
    for (const file of this.recent.values()) {
      const now = this.#restat(file);
      if (now && this.#hasChanged(now)) changed.push(now);
    }
    if (changed.length > 0) await this.#readAll(changed, options);
    return changed.length > 0;
  }

  #list(roots: ScanRoot[], present: Map<string, { files: number; bytes: number }>): Found[] {
    const found: Found[] = [];
    for (const source of this.#sources) {
      const key = sourceKey(source);
      const count = present.get(key) ?? { files: 0, bytes: 0 };
      present.set(key, count);
      const seen = new Set<string>();
      for (const root of source.roots(this.#places)) {
        if (seen.has(root.path)) continue;
        seen.add(root.path);
        const state = this.#walker.walk(root, (file) => {
          count.files++;
          count.bytes += file.size;
          found.push(this.#withLog({ ...file, source, key }));
        });
        roots.push({ source, path: root.path, state });
      }
    }
    return found;
  }

  /** A table's latest rows may be in its write-ahead log only: both files tell whether it changed. */
  #withLog(file: Found): Found {
    if (file.source.kind !== 'table') return file;
    const log = statSync(`${file.path}-wal`, { throwIfNoEntry: false });
    if (!log) return file;
    return { ...file, size: file.size + log.size, modifiedAt: Math.max(file.modifiedAt, log.mtimeMs) };
  }

  #restat(file: Found): Found | undefined {
    const stat = statSync(file.path, { throwIfNoEntry: false });
    if (!stat?.isFile()) return undefined;
    return this.#withLog({ ...file, size: stat.size, modifiedAt: stat.mtimeMs });
  }

  #hasChanged(file: Found): boolean {
    const cursor = this.#ledger.files.get(file.key, file.path);
    return !cursor || cursor.size !== file.size || cursor.modifiedAt !== file.modifiedAt;
  }

  async #readAll(files: readonly Found[], options: ScanOptions): Promise<boolean> {
    const progress = new Progress(files, options.onProgress);
    for (const file of files) {
      if (options.signal?.aborted) break;
      this.#readFile(file, false, options);
      progress.done(file);
      await this.#giveWay(options);
    }
    const completed = !options.signal?.aborted;
    this.#flush(options);
    if (completed) await this.#readDependents(options);
    return completed;
  }

  /** Files whose reading depended on facts that came later are read again from their start. */
  async #readDependents(options: ScanOptions): Promise<void> {
    let before = '';
    for (let round = 0; round < mostRounds; round++) {
      const dependents = this.#ledger.files.stale();
      const now = JSON.stringify(dependents);
      if (dependents.length === 0 || now === before) return;
      before = now;
      for (const { source, path } of dependents) {
        this.#readAgain(source, path, options);
        await this.#giveWay(options);
      }
      this.#flush(options);
    }
  }

  #readAgain(key: string, path: string, options: ScanOptions): void {
    const source = this.#sources.find((each) => sourceKey(each) === key);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!source || !stat) return;
    const relativePath = this.#relativePath(source, path);
    this.#readFile({ source, key, path, relativePath, size: stat.size, modifiedAt: stat.mtimeMs }, true, options);
  }

  #relativePath(source: Source, path: string): string {
    const root = source.roots(this.#places).find((each) => path.startsWith(each.path));
    return path.slice((root?.path.length ?? -1) + 1).replaceAll('\\', '/');
  }

  #readFile(file: Found, again: boolean, options: ScanOptions): void {
    const known = this.#ledger.files.get(file.key, file.path) !== undefined;
    const detail = known ? this.#ledger.files.detail(file.key, file.path) : undefined;
    const task = new FileTask(this.#ledger, this.#batch, file, detail, again);
    try {
      if (file.source.kind === 'lines') this.#readLines(file.source, task, options);
      else if (file.source.kind === 'document') task.readDocument(file.source, readFileSync(file.path, 'utf8'));
      else task.readRows(file.source, readTable(file.path, file.source));
    } catch (error) {
      if (error === this.#writeError) throw error;
      this.#note(file, error);
      return;
    }
    this.#records += task.newRecords;
    this.#noteRecent(file);
    if (this.#batch.size >= batchSize) this.#flush(options);
  }

  #readLines(source: LineSource, task: FileTask, options: ScanOptions): void {
    const asks = source.readsHeads !== true;
    const reading = this.#reader.read(task.file.path, task.offset, task.mark, {
      skip: (head) => source.skip?.(head) === true,
      line: (line, end) => {
        if (asks && source.skip?.(line)) return;
        source.read(line, task.state, task.emit, task.facts);
        if (this.#batch.size >= batchSize) {
          task.finish(end, this.#reader.markAt(task.file.path, end), { size: -1, modifiedAt: 0 });
          this.#flush(options);
          task.goOn();
        }
      },
      tooLong: () => task.emit.skip('too-long'),
      restart: () => task.restart(source),
    });
    source.end?.(task.state, task.emit, task.facts);
    task.finish(reading.offset, reading.mark, task.file);
  }

  #noteRecent(file: Found): void {
    const key = `${file.key}\n${file.path}`;
    this.recent.delete(key);
    if (Date.now() - file.modifiedAt > 15 * 60_000) return;
    this.recent.set(key, file);
    if (this.recent.size > 64) for (const oldest of this.recent.keys()) return void this.recent.delete(oldest);
  }

  #note(file: Found, error: unknown): void {
    const code = String((error as { code?: unknown }).code ?? 'unreadable');
    if (code !== 'ENOENT') this.#problems.push({ code: 'unreadable-file', detail: `${file.path}: ${code}` });
  }

  #flush(options: ScanOptions): void {
    try {
      this.#batch.flush(options.guard);
    } catch (error) {
      this.#writeError = error;
      throw error;
    }
  }

  async #giveWay(options: ScanOptions): Promise<void> {
    if (performance.now() < this.#sliceEnd) return;
    await new Promise<void>((resolve) =>
      options.pauseMs ? setTimeout(resolve, options.pauseMs) : setImmediate(resolve),
    );
    this.#sliceEnd = performance.now() + sliceMs;
  }

  /** Cursors of files that are gone are dropped; their rows stay. */
  #forgetVanished(found: ReadonlySet<string>, options: ScanOptions): void {
    const gone = [...this.#ledger.files.all()].filter(
      ({ source, path }) => !found.has(`${source}\n${path}`) && !statSync(path, { throwIfNoEntry: false }),
    );
    if (gone.length === 0) return;
    this.#ledger.write(() => {
      options.guard?.();
      for (const { source, path } of gone) this.#ledger.files.forget(source, path);
    });
  }
}

/** The reading of one file: its state, what it emits, and its cursor. */
class FileTask {
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

  constructor(ledger: Ledger, batch: Batch, file: Found, detail: CursorDetail | undefined, again: boolean) {
    this.file = file;
    this.#batch = batch;
    this.#ledger = ledger;
    this.#expected = detail?.version ?? -1;
    const goesOn = detail !== undefined && !again && file.source.kind === 'lines' && !file.path.endsWith('.zst');
    this.#use = new FactUse(file.key, file.path, goesOn);
    this.offset = goesOn ? detail.offset : 0;
    this.mark = goesOn ? (detail.mark ?? undefined) : undefined;
    this.#records = goesOn ? detail.records : 0;
    this.#lastAt = detail?.lastAt ?? null;
    this.#skipped = goesOn ? { ...detail.skipped } : {};
    this.facts = this.#fileFacts();
    this.state = goesOn ? detail.state : file.source.kind === 'lines' ? file.source.start(this.facts) : undefined;
    this.emit = Object.assign((observation: Observation, again?: number) => this.#take(observation, again), {
      skip: (reason: SkipReason) => this.#skip(reason),
    });
  }

  restart(source: LineSource): void {
    this.state = source.start(this.facts);
    this.#use.goesOn = false;
    this.#records = 0;
    this.#skipped = {};
  }

  readDocument(source: Extract<Source, { kind: 'document' }>, text: string): void {
    source.read(text.startsWith('\uFEFF') ? text.slice(1) : text, this.emit, this.facts);
    this.finish(this.file.size, undefined, this.file);
  }

  readRows(source: Extract<Source, { kind: 'table' }>, rows: ReturnType<typeof readTable>): void {
    if (rows === undefined) this.emit.skip('unknown-format');
    for (const row of rows ?? []) source.row(row, this.emit, this.facts);
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

  #take(observation: Observation, again: number | undefined): void {
    if (observation.kind === 'request') {
      const at = again ?? observation.at;
      this.#records++;
      this.newRecords++;
      if (this.#lastAt === null || at > this.#lastAt) this.#lastAt = at;
    }
    if (again === undefined) this.#batch.add(observation);
  }

  #skip(reason: SkipReason): void {
    this.#skipped[reason] = (this.#skipped[reason] ?? 0) + 1;
  }

  #fileFacts(): FileFacts {
    const { file } = this;
    const { facts } = this.#ledger;
    return {
      path: file.path,
      relativePath: file.relativePath,
      modifiedAt: file.modifiedAt,
      get companions() {
        return readCompanions(file);
      },
      facts: (name) => facts.get(name, this.#use),
      give: (name, owner, value) => facts.give(name, owner, value, this.#use),
      dependsOn: (name) => this.#use.depends.add(name),
    };
  }
}

function readCompanions(file: Found): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const path of file.source.companions?.(file.path) ?? []) {
    try {
      texts.set(path, readFileSync(path, 'utf8'));
    } catch {
      // A companion that is not there says nothing; the log itself is still read.
    }
  }
  return texts;
}

/** Counts finished files for whoever shows progress. */
class Progress {
  #filesDone = 0;
  #bytesDone = 0;
  readonly #filesTotal: number;
  readonly #bytesTotal: number;
  readonly #tools = new Map<string, { tool: string; filesDone: number; filesTotal: number }>();
  readonly #report: ((step: ScanStep) => void) | undefined;
  #last = 0;

  constructor(files: readonly Found[], report: ((step: ScanStep) => void) | undefined) {
    this.#filesTotal = files.length;
    this.#bytesTotal = files.reduce((sum, file) => sum + file.size, 0);
    this.#report = report;
    for (const { source } of files) {
      const entry = this.#tools.get(source.id) ?? { tool: source.id, filesDone: 0, filesTotal: 0 };
      entry.filesTotal++;
      this.#tools.set(source.id, entry);
    }
  }

  done(file: Found): void {
    this.#filesDone++;
    this.#bytesDone += file.size;
    const entry = this.#tools.get(file.source.id);
    if (entry) entry.filesDone++;
    const now = performance.now();
    if (!this.#report || (now - this.#last < 100 && this.#filesDone < this.#filesTotal)) return;
    this.#last = now;
    this.#report({
      tool: file.source.id,
      filesDone: this.#filesDone,
      filesTotal: this.#filesTotal,
      bytesDone: this.#bytesDone,
      bytesTotal: this.#bytesTotal,
      tools: [...this.#tools.values()].map((each) => ({ ...each })),
    });
  }
}
