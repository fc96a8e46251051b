import type { Change } from '../core/keptWork/edit.js';
import type { DocumentEdits, EditSource, LineEdits } from '../core/keptWork/editSource.js';
import type { Places } from '../core/source.js';
import { documentText } from '../platform/documentText.js';
import type { LineHasher } from '../platform/lineHash.js';
import { LineReader } from '../platform/lineReader.js';
import { loneFacts } from '../platform/loneFacts.js';
import { rootsOf } from '../platform/roots.js';
import { type FoundFile, filesBelow } from '../platform/walk.js';
import type { EditBatch, EditCursor, EditRow, EscapeRow, SpokenRow, TriedRow } from '../protocol/kept.js';
import { EditRows, editKey } from './editRows.js';
import { Calls } from './openCalls.js';

/** Larger documents are not read: the text and its parsed form must fit the memory. */
const largestDocument = 64 * 1024 * 1024;

export interface EditReading {
  readonly sources: readonly EditSource[];
  readonly places: Places;
  readonly hasher: LineHasher;
  /** Of a log that was read before. */
  cursor(source: string, path: string): EditCursor | undefined;
  readonly signal?: { readonly aborted: boolean } | undefined;
}

/**
 * Reads what is new of all logs' edits: one batch a log that has changed. Their text is hashed here and goes no further.
 * Ends early, between two logs, once the signal aborts. A log that cannot be read tells nothing: counting says so already.
 */
export async function* readEdits(reading: EditReading): AsyncGenerator<EditBatch> {
  const task = new LogReader(reading);
  for (const source of reading.sources) {
    for (const file of filesOf(source, reading.places)) {
      if (reading.signal?.aborted) return;
      const batch = task.read(source, file);
      if (!batch) continue;
      yield batch;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function filesOf({ source }: EditSource, places: Places): readonly FoundFile[] {
  return [...filesBelow(rootsOf(source, places))].sort((a, b) => a.modifiedAt - b.modifiedAt);
}

class LogReader {
  readonly #reading: EditReading;
  readonly #reader = new LineReader();
  readonly #rows: EditRows;
  #edits: EditRow[] = [];
  #escapes: EscapeRow[] = [];
  #spoken: SpokenRow[] = [];
  #tried: TriedRow[] = [];

  constructor(reading: EditReading) {
    this.#reading = reading;
    this.#rows = new EditRows(reading.hasher);
  }

  /** Undefined where nothing has changed since, and where it cannot be read. */
  read(edits: EditSource, file: FoundFile): EditBatch | undefined {
    const source = `${edits.source.id}/${edits.source.store}`;
    const cursor = this.#reading.cursor(source, file.path);
    if (cursor?.size === file.size && cursor.modifiedAt === file.modifiedAt) return undefined;
    this.#edits = [];
    this.#escapes = [];
    this.#spoken = [];
    this.#tried = [];
    try {
      const end = isDocument(edits) ? this.#document(edits, file) : this.#lines(edits, file, cursor);
      const moved = { source, path: file.path, size: file.size, modifiedAt: file.modifiedAt, ...end };
      return { edits: this.#edits, escapes: this.#escapes, spoken: this.#spoken, tried: this.#tried, cursor: moved };
    } catch {
      return undefined;
    }
  }

  #document(edits: DocumentEdits, file: FoundFile): Pick<EditCursor, 'offset' | 'mark' | 'state'> {
    const text = file.size <= largestDocument ? documentText(file.path, file.size) : undefined;
    if (text !== undefined)
      edits.read(text, (change) => this.#take(change), loneFacts(edits.source.companions?.(file.path) ?? [], file));
    return { offset: file.size, mark: null, state: null };
  }

  #lines(edits: LineEdits, file: FoundFile, cursor: EditCursor | undefined) {
    const facts = loneFacts(edits.source.companions?.(file.path) ?? [], file);
    const known = file.path.endsWith('.zst') ? undefined : cursor;
    const calls = new Calls();
    let state = known ? known.state : edits.start(facts);
    calls.at = { from: known?.offset ?? 0, state };
    const tell = (change: Change) => this.#take(change);
    const { offset, mark } = this.#reader.read(file.path, calls.at.from, known?.mark ?? undefined, edits.shape, {
      line(line, end) {
        edits.read(line, state, calls, tell, facts);
        calls.at = { from: end, state };
      },
      malformed() {},
      tooLong() {},
      restart() {
        state = edits.start(facts);
        calls.clear();
        calls.at = { from: 0, state };
      },
    });
    const next = calls.resume(offset, state);
    const bytes = next.from === offset ? mark : this.#reader.markAt(file.path, next.from);
    return { offset: next.from, mark: bytes ?? null, state: next.state };
  }

  #take(change: Change): void {
    if (change.kind === 'tried') {
      this.#tried.push({ way: change.way, at: change.at });
      return;
    }
    const { tool, session, at } = change;
    if (change.kind === 'spoken') this.#spoken.push({ tool, session, at });
    else if (change.kind === 'escape') this.#escapes.push({ key: editKey(change), tool, session, at });
    else if (change.inserted.length > 0 || change.removed.length > 0) this.#edits.push(this.#rows.row(change));
  }
}

function isDocument(edits: EditSource): edits is DocumentEdits {
  return edits.source.kind === 'document';
}
