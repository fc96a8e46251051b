import type { Line } from './line.js';
import type { Observation } from './observation.js';
import type { Shape } from './shape.js';

/** Why a record was passed over; counted per source and shown by `doctor`. A closed set keeps the counts comparable. */
export const skipReasons = ['malformed', 'no-timestamp', 'no-usage', 'replay', 'unknown-format', 'too-long'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Takes what a source found. Owned by the ledger; a source only calls it. */
export interface Emit {
  /** `again`: the later instant of a further record that tells the very request emitted last; it only counts as a record. */
  (observation: Observation, again?: number): void;
  /** Counts a record that looked like usage but could not be used. Never for records that carry no usage by design. */
  skip(reason: SkipReason): void;
}

/** What a source may know of the machine; all paths absolute, in the form of this machine's OS. */
export interface Places {
  readonly os: 'linux' | 'darwin' | 'win32';
  readonly home: string;
  /** Environment variables; empty when `--home` is given. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** User-data folders of VS Code and its forks that exist or may exist here (`…/Code/User`), remote servers included. */
  readonly editorUserFolders: readonly string[];
  /** Extra roots by setting, per source id. */
  readonly extraRoots: Readonly<Record<string, readonly string[]>>;
}

/** A folder to walk, or one file. */
export interface Root {
  readonly path: string;
  /** Only files whose path below the root passes count; the path has `/` between folders. */
  readonly accepts: (relativePath: string) => boolean;
  /** Folders (path below the root) that need not be entered. */
  readonly enters?: (relativeFolder: string) => boolean;
  /** Files of more bytes than this are none of the log. */
  readonly largest?: number;
  /** Of a file that names further roots, in its text: they are walked, it is none of the log itself. */
  readonly lists?: (text: string) => readonly Root[];
}

/** What a reader is told of the file it reads. */
export interface FileFacts {
  readonly path: string;
  /** Path below the root, `/` between folders. */
  readonly relativePath: string;
  readonly modifiedAt: number;
  /** Text of the companions that exist, by path. */
  readonly companions: ReadonlyMap<string, string>;
  /** Asks that this file, a log of lines, be read again from its start when a companion is another one than `companions` told last. */
  awaitCompanions(): void;
  /** Values other files gave under a name: one entry per giving file's owner. */
  facts(name: string): ReadonlyMap<string, unknown>;
  /** Gives a small JSON value to other files under a name. The last one of an owner counts. */
  give(name: string, owner: string, value: unknown): void;
  /** Asks that this file be read again from its start when `name` gets a new value: what it tells then is joined with what is known. */
  dependsOn(name: string): void;
}

interface SourceBase {
  /** The tool id of DESIGN §10. */
  readonly id: string;
  /**
   * Name of this log among the tool's logs; with `id` it keys cursors and counts of skipped records. What the source
   * emits has it as `store`, unless two logs are copies of one another or one log holds several levels of exactness.
   */
  readonly store: string;
  /**
   * Number of the rules that it reads by; 1 where none is given. A change by which a log tells more than it did raises it: then every
   * file of it is read once more from its start, by each ledger. What is told again changes nothing, and nothing is taken back.
   */
  readonly rules?: number;
  /** Where the logs may be. Absent folders are fine. */
  roots(places: Places): readonly Root[];
  /** Small files whose text `read` is handed too. */
  companions?(path: string): readonly string[];
}

/** An append-only log of lines. `State` is plain JSON, kept with the file's cursor. */
export interface LineSource<State = unknown> extends SourceBase {
  readonly kind: 'lines';
  /** What `read` wants of each line, a JSON object. What is none is counted as malformed. */
  readonly shape: Shape;
  start(file: FileFacts): State;
  /** Reads one complete line that the shape does not pass over. May change `state`. */
  read(line: Line, state: State, emit: Emit, file: FileFacts): void;
  /** Called when the end of the file is reached (again), with the state as it stands. Must not change the state. */
  end?(state: State, emit: Emit, file: FileFacts): void;
}

/** A file that is rewritten whole; read again from its start whenever it changes. */
export interface DocumentSource extends SourceBase {
  readonly kind: 'document';
  read(text: string, emit: Emit, file: FileFacts): void;
}

export type Row = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** What to ask of an SQLite file. */
export interface TableQuery {
  /**
   * `$after` is the greatest number that a column `cursor` had at the readings before, 0 at first, and `$newest` that of a
   * column `number`. Rows that are after neither may be told again.
   */
  readonly sql: string;
  /** One value that is another once rows up to `$after` and `$newest` are no longer those that were read: then both are 0 again. */
  readonly mark?: string;
  /**
   * Columns whose bytes are a JSON object, which may be packed as a Zstandard frame, and the members that are wanted of it:
   * told as the text of an object with these alone, null where it is none, not at all where it unpacks to too much.
   */
  readonly packed?: Readonly<Record<string, readonly string[]>>;
}

/** An SQLite file. `query` says what to ask of the schema found; rows come in the order asked. */
export interface TableSource extends SourceBase {
  readonly kind: 'table';
  /** Given the tables and their columns, what to ask, or undefined for a schema we do not know. */
  query(schema: ReadonlyMap<string, readonly string[]>): TableQuery | undefined;
  row(row: Row, emit: Emit, file: FileFacts): void;
}

// biome-ignore lint/suspicious/noExplicitAny: each source owns its state type; the ledger only carries it.
export type Source = LineSource<any> | DocumentSource | TableSource;
