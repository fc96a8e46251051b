import type { Line } from '../line.js';
import type { Shape } from '../shape.js';
import type { DocumentSource, FileFacts, LineSource } from '../source.js';
import type { Change, Edit, Escape } from './edit.js';

/** A change that was asked for; whether it was applied, a later line tells. Without lines it is a command. */
export interface Asked
  extends Omit<Edit, 'kind' | 'inserted' | 'removed'>,
    Partial<Pick<Edit, 'inserted' | 'removed'>> {
  /** The command writes files. */
  readonly escapes?: boolean;
}

/** Calls whose results have not been read yet. Never stored: the reading starts anew before the first of them. */
export interface OpenCalls {
  open(call: string, asked: readonly Asked[]): void;
  /** Takes the call away; undefined for one that is not known. */
  close(call: string): readonly Asked[] | undefined;
}

/**
 * Reads from a tool's log what its edits inserted and removed: a pass of its own beside the counting pass, with its own
 * cursor. What it tells is text, which is hashed at once and dropped; `State` is plain JSON without any.
 */
export interface LineEdits<State = unknown> {
  /** Whose files these are. */
  // biome-ignore lint/suspicious/noExplicitAny: each source owns its state type; it is not read through this.
  readonly source: LineSource<any>;
  readonly shape: Shape;
  /** It tells whenever a person spoke. */
  readonly tellsSpeech?: boolean;
  start(file: FileFacts): State;
  /** Reads one complete line. May change `state`. */
  read(line: Line, state: State, calls: OpenCalls, tell: (change: Change) => void, file: FileFacts): void;
}

export interface DocumentEdits {
  readonly source: DocumentSource;
  read(text: string, tell: (change: Change) => void, file: FileFacts): void;
}

// biome-ignore lint/suspicious/noExplicitAny: each source owns its state type; the reader only carries it.
export type EditSource = LineEdits<any> | DocumentEdits;

/** What an applied call came to: an edit, or a command of which no log tells what it wrote. */
export function changeOf({ escapes: _escapes, ...asked }: Asked): Edit | Escape {
  const { id, tool, session, at, project, inserted, removed } = asked;
  if (inserted === undefined) return { kind: 'escape', id, tool, session, at, project };
  return { ...asked, kind: 'edit', inserted, removed: removed ?? [] };
}
