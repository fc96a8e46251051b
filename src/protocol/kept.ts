import type { Edit, TriedWay } from '../core/keptWork/edit.js';
import type { EditLines, Evaluated, LeftOutReason, Look } from '../core/keptWork/evaluation.js';
import type { LinePlaces } from '../core/keptWork/linePlaces.js';

/**
 * Kept work: what the reader of edits hands to the ledger, and what is asked of it. Instants are milliseconds since 1970;
 * hashes are keyed and stand one after the other, eight bytes each.
 */

/** How far a log's edits were read. The state has no text of the log. */
export interface EditCursor {
  readonly source: string;
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly offset: number;
  readonly mark: Uint8Array | null;
  readonly state: unknown;
}

export interface EditRow {
  readonly key: Uint8Array;
  readonly tool: string;
  readonly session: string;
  readonly model: string;
  readonly at: number;
  readonly project: string;
  readonly branch: string;
  /** The repository's own folder; '' where there is none. */
  readonly repository: string;
  /** The checkout that was edited. */
  readonly root: string;
  readonly file: Uint8Array;
  readonly inserted: Uint8Array;
  readonly removed: Uint8Array;
  /** Why it can never count. */
  readonly leftOut: LeftOutReason | null;
}

export interface EscapeRow {
  readonly key: Uint8Array;
  readonly tool: string;
  readonly session: string;
  readonly at: number;
}

/** An instant at which a person spoke to a tool. */
export interface SpokenRow {
  readonly tool: string;
  readonly session: string;
  readonly at: number;
}

/** An instant at which a way of working was used. */
export interface TriedRow {
  readonly way: TriedWay;
  readonly at: number;
}

/** What one log told since it was read last. */
export interface EditBatch {
  readonly edits: readonly EditRow[];
  readonly escapes: readonly EscapeRow[];
  readonly spoken: readonly SpokenRow[];
  readonly tried: readonly TriedRow[];
  readonly cursor: EditCursor;
}

/** By what kept work can be split. */
export const keptDimensions = ['session', 'branch', 'model', 'day', 'tool'] as const;
export type KeptDimension = (typeof keptDimensions)[number];

export interface KeptQuery {
  readonly zone: string;
  /** [since, until) of the edits. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly by: readonly KeptDimension[];
  /** Keep only these tools; all when absent, as of the others. */
  readonly tools?: readonly string[] | undefined;
  readonly models?: readonly string[] | undefined;
  /** Keep only this hour of the local week, where both ends are told. */
  readonly hour?: number | undefined;
  /** Keep only these sessions (`tool:nativeId`). */
  readonly sessions?: readonly string[] | undefined;
  /** Keep only what was edited on branches of these names. */
  readonly branches?: readonly string[] | undefined;
  /** Keep only projects that are one of these folders or lie below one. */
  readonly folders?: readonly string[] | undefined;
}

/** A sum of edits: lines that count, those in a commit (or, while none tells, there at a look after 15 minutes), and of those old enough the ones still there after 28 days. */
export interface KeptSum {
  readonly edits: number;
  readonly lines: number;
  readonly kept: number;
  readonly aged: number;
  readonly survived: number;
}

export interface KeptRow extends KeptSum {
  readonly key: Readonly<Partial<Record<KeptDimension, string>>>;
}

/** One edit, as it is in sums. */
export interface KeptEdit extends Omit<KeptSum, 'edits'>, Readonly<Record<KeptDimension, string>> {}

export interface KeptAnswer {
  readonly total: KeptSum;
  readonly rows: readonly KeptRow[];
  /** Edits that are not in the sums, by reason. */
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
  /** Of those that authorship notes alone tell of: what reached a commit, and how much of it stayed. */
  readonly noted: Pick<KeptSum, 'kept' | 'aged' | 'survived'>;
  /** Edits that were not held against their repository yet: in none of the sums either. */
  readonly waiting: number;
  /** Of branches or folders: with all commands of the sessions that edited there. */
  readonly coverage: Coverage;
  /** A commit stood for the look after 15 minutes. */
  readonly backwards: boolean;
}

/** Which share of the changes by AI tools the edits seen cover; the others were written by commands. */
export interface Coverage {
  readonly seen: number;
  readonly escaped: number;
}

/** An edit whose fate may still change. */
export interface OpenEdit extends EditLines {
  /** The checkout that was edited, and its branch then; '' where it is not known. */
  readonly root: string;
  readonly branch: string;
}

/** A document that an editor has open, and that is not on the disk like that. It goes to the work worker and no further. */
export interface UnsavedText {
  readonly path: string;
  readonly text: string;
}

/** What the guard found in the lines that a commit adds; nothing of where, or of what. */
export interface CommitCheck {
  readonly id: string;
  /** Of known providers; null of a commit that is too large to be looked at whole. */
  readonly secrets: number | null;
}

/** A commit that is 90 days old, and where its AI lines stood. */
export interface DueLife {
  readonly id: string;
  readonly at: number;
  readonly places: readonly LinePlaces[];
}

/** How many of them there were, and how many stood 90 days later; none of a commit that is not here any more. */
export interface LineLife {
  readonly id: string;
  readonly lines: number;
  readonly lived: number;
}

/** What git told of a repository's edits, and what was there of those that it was time to look at. */
export interface Judged extends Evaluated {
  readonly looks?: readonly Look[] | undefined;
  readonly checks?: readonly CommitCheck[] | undefined;
  readonly lives?: readonly LineLife[] | undefined;
}

/** A repository with edits whose fate may still change. */
export interface OpenRepository {
  readonly repository: string;
  /** Checkouts of it that edits were made in. */
  readonly roots: readonly string[];
  /** Instant of the oldest of them. */
  readonly since: number;
  /** Commits with AI lines that the guard is to look at, for a badge. */
  readonly unchecked: readonly string[];
  /** Commits whose AI lines are to be looked for, for another. */
  readonly due: readonly DueLife[];
}

/**
 * A value as bytes, packed by one worker for the other: the host between them hands over thousands of edits without a
 * stall, since it neither makes nor reads their objects.
 */
export type Packed<T> = Uint8Array & { readonly of?: T };

/** What the work worker is asked. `key` is the ledger's own; it stays in this process. */
export type KeptWorkMethods = {
  /** Reads what is new of the logs' edits, a thousand or so at a time; `more`: ask again, with the cursors as they are then. */
  readEdits(input: {
    readonly places: {
      readonly home?: string | undefined;
      readonly editorUserFolder?: string | undefined;
      readonly extraRoots?: Readonly<Record<string, readonly string[]>> | undefined;
    };
    readonly key: string;
    readonly cursors: Packed<readonly EditCursor[]>;
  }): { readonly batches: Packed<readonly EditBatch[]>; readonly more: boolean };
  /** Of edits that the editor saw, what the ledger keeps: no text. */
  hashEdits(input: { readonly key: string; readonly edits: readonly Edit[] }): readonly EditRow[];
  /** What authorship notes say of the person's commits since then; runs git, as `evaluateEdits` does. */
  notedEdits(input: OpenRepository & { readonly key: string }): readonly EditRow[];
  /** Runs git, read-only, in a repository that the person trusts. */
  evaluateEdits(
    input: OpenRepository & {
      readonly key: string;
      readonly edits: Packed<readonly OpenEdit[]>;
      readonly now: number;
      readonly unsaved?: readonly UnsavedText[];
      /** Also which commits of others name the person. */
      readonly reviews: boolean;
    },
  ): Packed<Judged>;
};

/**
 * What the ledger is asked for the work worker's sake. Hashes and ids are of one ledger: where another one has taken its
 * place since, known by its key, what is put is refused.
 */
export type KeptLedgerMethods = {
  editCursors(input: Record<string, never>): {
    readonly key: string;
    readonly cursors: Packed<readonly EditCursor[]>;
  };
  /** `readTo`: all logs were read, from that instant on. */
  putEdits(input: {
    readonly key: string;
    readonly batches: Packed<readonly EditBatch[]>;
    readonly readTo?: number;
  }): void;
  /** The key of the hashes, of this ledger. */
  keptKey(input: Record<string, never>): string;
  /** Edits that the editor saw, or that notes tell of; one told again changes nothing. */
  putSeenEdits(input: { readonly key: string; readonly edits: readonly EditRow[] }): void;
  openRepositories(input: { readonly now: number }): readonly OpenRepository[];
  openEdits(input: { readonly repository: string }): Packed<readonly OpenEdit[]>;
  putFates(input: {
    readonly key: string;
    readonly repository: string;
    readonly evaluated: Packed<Judged>;
    readonly now: number;
  }): void;
};
