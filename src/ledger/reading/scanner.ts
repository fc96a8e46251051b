import type { Line } from '../../core/line.js';
import type { Observation } from '../../core/observation.js';
import type { Emit, LineSource, Places, SkipReason, Source, TableSource } from '../../core/source.js';
import { documentText } from '../../platform/documentText.js';
import { type LineHandler, LineReader, prepareArchives } from '../../platform/lineReader.js';
import { rootsOf } from '../../platform/roots.js';
import { asDatabaseError } from '../../platform/sqlite.js';
import { Absences, type FoundFile, type RootState, statOf, trustedDevice, Walker } from '../../platform/walk.js';
import type { Cancellation } from '../../protocol/rpc.js';
import type { Ledger } from '../ledger.js';
import { Batch } from './batch.js';
import { FileTask, type Found } from './fileTask.js';
import { rememberedFolders, rememberFolders } from './rememberedFolders.js';
import { forgetEarlierRules, sourceKey } from './rules.js';
import { Progress, type ScanStep } from './scanProgress.js';
import { readTable } from './tables.js';

/** Different requests per transaction: more cost memory, fewer cost time. */
const batchSize = 8_000;
/** The scan gives way to queries and cancellation this often, in seconds. Told by `process.uptime`: `performance` takes 2 ms to load. */
const slice = 0.025;
/** So many new bytes are worth a process of its own, which takes 0.1 s to start. */
const muchNew = 32_000_000;
/** Rounds of reading files again because of facts of other files. Each round needs a new fact, so it ends by itself. */
const mostRounds = 8;
/** Fewer new folders are not worth a write: each process lists them again. */
const manyFresh = 32;

export interface ScanRoot {
  readonly source: Source;
  readonly path: string;
  readonly state: RootState;
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

/** What a reading in another process came to. */
export type ApartRead = Pick<ScanReport, 'filesRead' | 'records'>;

export interface ScanOptions {
  readonly signal?: Cancellation | undefined;
  /** Runs first in every write transaction; throws to give the scan up (the lease was lost). */
  readonly guard?: (() => void) | undefined;
  /** Before anything is read; not called where nothing is new. */
  readonly onReading?: (() => void) | undefined;
  readonly onProgress?: ((progress: ScanStep) => void) | undefined;
  /** After each transaction, so that other writers get their turn. Milliseconds. */
  readonly pauseMs?: number | undefined;
  /** Reads much in another process; undefined where that could not be, or ended early. */
  readonly apart?: ((options: ScanOptions) => Promise<ApartRead | undefined>) | undefined;
}

/** Reads what is new in all logs of all sources into one ledger. One reading at a time. */
export class Scanner {
  readonly #ledger: Ledger;
  readonly #sources: readonly Source[];
  readonly #places: Places;
  #walker = new Walker();
  #isPrepared = false;
  readonly #reader = new LineReader();
  #batch: Batch;
  #problems: { code: string; detail: string }[] = [];
  #records = 0;
  #sliceEnd = 0;
  /** Why the last write failed, told apart from what is wrong with a file. */
  #writeError: unknown;
  /** The file that is read, then the one that was: V8 forgets what it compiled for a kind of object once none of that kind is left. */
  #task: FileTask | undefined;
  #lineSource: LineSource | undefined;
  #options: ScanOptions = {};
  /** One for all files, as is what takes their lines: what calls it is compiled for all of them. */
  readonly #emit: Emit = Object.assign(
    (observation: Observation, again?: number) => this.#task?.take(observation, again),
    { skip: (reason: SkipReason) => this.#task?.skip(reason) },
  );
  readonly #lines: LineHandler = {
    line: (line, end) => this.#takeLine(line, end),
    malformed: () => this.#emit.skip('malformed'),
    tooLong: () => this.#emit.skip('too-long'),
    restart: () => this.#lineSource && this.#task?.restart(this.#lineSource),
  };
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
    this.#prepareWalker();
    const roots: ScanRoot[] = [];
    const present = new Map<string, { files: number; bytes: number }>();
    const found = this.#list(roots, present);
    const changed = found.filter((file) => this.#hasChanged(file)).sort((a, b) => b.modifiedAt - a.modifiedAt);
    if (options.apart && this.#newBytes(changed) > muchNew) return this.#passApart(options.apart, options);
    this.#ledger.facts.lookAtCompanions();
    const completed = await this.#readAll(changed, options);
    if (completed) {
      this.#forgetVanished(found, options);
      forgetEarlierRules(this.#ledger, this.#sources, options.guard);
    }
    if (changed.length > 0 && this.#walker.fresh >= manyFresh) this.#rememberFolders(options);
    return {
      roots,
      files: present,
      filesRead: changed.length,
      records: this.#records,
      problems: this.#problems,
      completed,
    };
  }

  /** Where all is to be read anew, all is listed anew. */
  #prepareWalker(): void {
    const isAnew = this.#ledger.files.size === 0;
    if (this.#isPrepared && !isAnew) return;
    this.#isPrepared = true;
    this.#walker = new Walker(trustedDevice(this.#places.home), isAnew ? [] : rememberedFolders(this.#ledger));
  }

  /** What came meanwhile, and what could not be read there, is read here. */
  async #passApart(apart: NonNullable<ScanOptions['apart']>, options: ScanOptions): Promise<ScanReport> {
    const there = await apart(options);
    const here = await this.pass({ ...options, apart: undefined });
    return {
      ...here,
      filesRead: here.filesRead + (there?.filesRead ?? 0),
      records: here.records + (there?.records ?? 0),
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
    this.#walker.unreadable.clear();
    this.#walker.loops.clear();
    const absences = new Absences();
    for (const source of this.#sources) {
      const key = sourceKey(source);
      const count = present.get(key) ?? { files: 0, bytes: 0 };
      present.set(key, count);
      const seen = new Set<string>();
      const paths = new Set<string>();
      for (const root of rootsOf(source, this.#places)) {
        if (seen.has(root.path)) continue;
        seen.add(root.path);
        const add = (file: FoundFile): void => {
          // Two roots may lead to one file: a list of roots may name what is known without it.
          if (paths.has(file.path)) return;
          paths.add(file.path);
          count.files++;
          count.bytes += file.size;
          found.push(this.#withCompanions(Object.assign(file, { source, key })));
        };
        const state = this.#walker.walk(root, add, absences);
        roots.push({ source, path: root.path, state });
      }
    }
    for (const [path, code] of this.#walker.unreadable) this.#tell('unreadable-folder', `${path}: ${code}`);
    for (const path of this.#walker.loops) this.#tell('link-loop', path);
    return found;
  }

  /** A table's latest rows may be in its write-ahead log only, and a document says more beside a companion that came later. */
  #withCompanions(file: Found): Found {
    if (file.source.kind === 'lines') return file;
    const beside = file.source.kind === 'table' ? [`${file.path}-wal`] : (file.source.companions?.(file.path) ?? []);
    let { size, modifiedAt } = file;
    for (const stat of beside.map(statOf)) {
      if (typeof stat === 'string') continue;
      size += stat.size;
      modifiedAt = Math.max(modifiedAt, stat.mtimeMs);
    }
    return { ...file, size, modifiedAt };
  }

  #restat(file: Found): Found | undefined {
    const stat = statOf(file.path);
    if (typeof stat === 'string' || !stat.isFile()) return undefined;
    return this.#withCompanions({ ...file, size: stat.size, modifiedAt: stat.mtimeMs });
  }

  #hasChanged(file: Found): boolean {
    const cursor = this.#ledger.files.get(file.key, file.path);
    return !cursor || cursor.size !== file.size || cursor.modifiedAt !== file.modifiedAt;
  }

  /** Of a store that grows in place, only what it grew by: what else is new in it is not known. */
  #newBytes(changed: readonly Found[]): number {
    const before = (file: Found): number => this.#ledger.files.get(file.key, file.path)?.size ?? 0;
    return changed.reduce((sum, file) => sum + Math.max(0, file.size - before(file)), 0);
  }

  async #readAll(files: readonly Found[], options: ScanOptions): Promise<boolean> {
    if (files.length > 0) options.onReading?.();
    if (files.some(({ path }) => path.endsWith('.zst'))) prepareArchives();
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
    this.#reader.rest();
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
    const stat = statOf(path);
    if (!source || typeof stat === 'string') return;
    const relativePath = this.#relativePath(source, path);
    this.#readFile({ source, key, path, relativePath, size: stat.size, modifiedAt: stat.mtimeMs }, true, options);
  }

  #relativePath(source: Source, path: string): string {
    const root = rootsOf(source, this.#places).find((each) => path.startsWith(each.path));
    return path.slice((root?.path.length ?? -1) + 1).replaceAll('\\', '/');
  }

  #readFile(file: Found, again: boolean, options: ScanOptions): void {
    const known = this.#ledger.files.get(file.key, file.path) !== undefined;
    const detail = known ? this.#ledger.files.detail(file.key, file.path) : undefined;
    let task: FileTask;
    try {
      task = new FileTask(this.#ledger, this.#batch, file, this.#emit, detail, again);
      this.#task = task;
      if (file.source.kind === 'lines') this.#readLines(file.source, task, options);
      else if (file.source.kind === 'document') task.readDocument(file.source, documentText(file.path, file.size));
      else this.#readTable(file.source, task, options);
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
    const { file } = task;
    this.#lineSource = source;
    this.#options = options;
    const reading = this.#reader.read(file.path, task.offset, task.mark, source.shape, this.#lines, file.size);
    source.end?.(task.state, task.emit, task.facts);
    task.finish(reading.offset, reading.mark, file);
  }

  #takeLine(line: Line, end: number): void {
    const task = this.#task as FileTask;
    this.#lineSource?.read(line, task.state, task.emit, task.facts);
    if (this.#batch.size < batchSize) return;
    task.finish(end, this.#reader.markAt(task.file.path, end), { size: -1, modifiedAt: 0 });
    this.#flush(this.#options);
    task.goOn();
  }

  /** What is written in the midst of it counts at once; the cursor moves when all of it was read. */
  #readTable(source: TableSource, task: FileTask, options: ScanOptions): void {
    const reading = readTable(task.file.path, source, task.tableCursor, (row, isNew) => {
      task.takeRow(source, row, isNew);
      if (this.#batch.size >= batchSize) this.#flush(options);
    });
    task.finishTable(reading);
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
    if (code === 'ENOENT') return void this.#tell('vanished-file', file.path);
    const told = file.source.kind === 'table' ? asDatabaseError(error, file.path).reason : 'other';
    const reason = told === 'busy' || told === 'damaged' ? told : 'unreadable';
    this.#tell(`${reason}-file`, reason === 'unreadable' ? `${file.path}: ${code}` : file.path);
  }

  /** Once, also of a file that two sources read. */
  #tell(code: string, detail: string): void {
    if (!this.#problems.some((known) => known.code === code && known.detail === detail))
      this.#problems.push({ code, detail });
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
    if (process.uptime() < this.#sliceEnd) return;
    await new Promise<void>((resolve) =>
      options.pauseMs ? setTimeout(resolve, options.pauseMs) : setImmediate(resolve),
    );
    this.#sliceEnd = process.uptime() + slice;
  }

  /** So that the next process lists only what has changed. */
  #rememberFolders({ guard }: ScanOptions): void {
    this.#ledger.write(() => {
      guard?.();
      rememberFolders(this.#ledger, this.#walker.remembered());
    });
  }

  /** Cursors of files that are gone are dropped; their rows stay. */
  #forgetVanished(found: readonly Found[], options: ScanOptions): void {
    const { files } = this.#ledger;
    const present = found.filter(({ key, path }) => files.get(key, path) !== undefined);
    if (present.length === files.size) return;
    const paths = new Set(present.map(({ path }) => path));
    const gone = [...files.all()].filter(({ path }) => !paths.has(path) && statOf(path) === 'absent');
    if (gone.length === 0) return;
    this.#ledger.write(() => {
      options.guard?.();
      for (const { source, path } of gone) this.#ledger.files.forget(source, path);
    });
  }
}
