import type { RequestObservation } from '../../core/observation.js';
import type { Emit, FileFacts } from '../../core/source.js';
import type { CodexState, Opening } from './state.js';
import { hasHash } from './tuple.js';

/*
 * Forks and sub-agents may begin with a copy of their parent's usage lines, stamped anew. Two means keep a copy from
 * counting:
 *
 * Identity. A usage line is `<thread>/<total>`; while a child's file has not proven that a line is its own, the line
 * also bears `<ancestor>/<total>`. So a copy and its original are one request in the ledger, and so are the copies of
 * two children whose parent is gone, in whatever order and in whatever pieces the files are read. No fact is needed.
 *
 * Facts. Of a child alone, without its parent and without a sibling that shares the line, the copy must not count at
 * all. Which lines are copies is decided from the file alone (see `onUsage`); whether somebody else has them is asked
 * of the facts, and only for these lines the file depends on them. What a file gives (that it exists, and the hashes
 * of its opening) never depends on what it is given. Both only grow, so a line that was taken stays taken, and one that
 * was left out is read again when there is news.
 *
 * A single usage line in the opening burst can be either; it is held in the state until the next line decides.
 */

const burstGap = 1_000;

const threadFact = (thread: string) => `codex:thread:${thread}`;
const childrenFact = (parent: string) => `codex:children:${parent}`;

/** Starts the opening of a child, at the instant of its own head. */
export function openChild(state: CodexState, at: number): void {
  state.opening = {
    last: at,
    burst: true,
    rows: 0,
    foreign: false,
    begun: false,
    older: false,
    hashes: '',
    held: undefined,
  };
}

/** A turn begins (`task_started`, `turn_context`). */
export function onTurn(state: CodexState, turn: string | undefined, at: number, emit: Emit, file: FileFacts): void {
  const { opening } = state;
  if (opening === undefined) return;
  const age = compareAge(turn, state.thread);
  if (age === 'own') return void proveOwn(state, emit, file);
  if (age === 'older') {
    opening.older = true;
    return;
  }
  goOn(state, opening, at);
  if (!opening.burst) close(state, opening, opening.begun && !opening.foreign ? 'own' : 'copy', emit, file);
  else if (opening.rows === 0 && !opening.foreign) opening.begun = true;
}

/** What follows is the thread's own, by its ids: what was held before it is not. */
export function proveOwn(state: CodexState, emit: Emit, file: FileFacts): void {
  state.proven = true;
  if (state.opening !== undefined) close(state, state.opening, 'copy', emit, file);
}

/**
 * Emits a usage line, or leaves it out as a copy. `hash`: of its total. Copies are: lines older than the file; lines of a turn older than the
 * thread; two or more lines in the burst of lines that the file begins with (a request takes longer than that).
 */
export function onUsage(state: CodexState, row: RequestObservation, hash: string, emit: Emit, file: FileFacts): void {
  const { opening } = state;
  if (opening === undefined) return void emit(row);
  opening.hashes += hash;
  if (row.copied || opening.older || row.at < state.created - burstGap)
    return void emitCopy(state, row, hash, emit, file);
  goOn(state, opening, row.at);
  if (!opening.burst) {
    close(state, opening, opening.foreign ? 'copy' : 'own', emit, file);
    return void emit(row);
  }
  opening.rows++;
  if (opening.rows === 1 && !isShared(state, hash, file)) {
    opening.held = { row, hash };
    return void askAgain(state, file);
  }
  release(state, opening, 'copy', emit, file);
  emitCopy(state, row, hash, emit, file);
}

/** Lets go of a `token_count` that is held when the record of its response comes: that has its place. */
export function forgetHeld(state: CodexState, hash: string): void {
  const { opening } = state;
  if (opening?.held?.hash !== hash) return;
  opening.held = undefined;
  opening.rows--;
}

/** Tells the other files, at the end of the file, and asks for them again: a file depends on what its last reading asked. */
export function giveFacts(state: CodexState, file: FileFacts): void {
  if (state.asks) askForOthers(state, file);
  const owner = `${state.thread} ${file.path}`;
  file.give(threadFact(state.thread), owner, 1);
  const hashes = state.opening?.hashes ?? state.copied;
  if (hashes) for (const ancestor of state.ancestors) file.give(childrenFact(ancestor), owner, hashes);
}

/** The burst lasts while its lines follow each other at once. Lines with their original, earlier instants say nothing. */
function goOn(state: CodexState, opening: Opening, at: number): void {
  if (at < state.created - burstGap) return;
  opening.burst &&= at - opening.last < burstGap;
  opening.last = Math.max(opening.last, at);
}

function close(state: CodexState, opening: Opening, held: 'own' | 'copy', emit: Emit, file: FileFacts): void {
  release(state, opening, held, emit, file);
  state.copied = opening.hashes;
  state.opening = undefined;
}

function release(state: CodexState, opening: Opening, as: 'own' | 'copy', emit: Emit, file: FileFacts): void {
  const { held } = opening;
  if (held === undefined) return;
  opening.held = undefined;
  if (as === 'own') emit(held.row);
  else emitCopy(state, held.row, held.hash, emit, file);
}

/** Where the original or another copy is told too, identity makes them one; the copy must lose against the original. */
function emitCopy(state: CodexState, row: RequestObservation, hash: string, emit: Emit, file: FileFacts): void {
  if (isShared(state, hash, file)) return void emit({ ...row, copied: true, sidechain: true });
  emit.skip('replay');
  askAgain(state, file);
}

function isShared(state: CodexState, hash: string, file: FileFacts): boolean {
  return state.ancestors.some((ancestor) => {
    if (file.facts(threadFact(ancestor)).size > 0) return true;
    const others = [...file.facts(childrenFact(ancestor))].filter(([owner]) => !owner.startsWith(state.thread));
    return others.some(([, hashes]) => typeof hashes === 'string' && hasHash(hashes, hash));
  });
}

function askAgain(state: CodexState, file: FileFacts): void {
  state.asks = true;
  askForOthers(state, file);
}

function askForOthers(state: CodexState, file: FileFacts): void {
  for (const ancestor of state.ancestors) {
    file.dependsOn(threadFact(ancestor));
    file.dependsOn(childrenFact(ancestor));
  }
}

/** Ids of threads and turns are UUIDs that begin with their instant (version 7); other ids tell nothing. */
function compareAge(turn: string | undefined, thread: string): 'own' | 'older' | undefined {
  const turnInstant = instantOfId(turn);
  const threadInstant = instantOfId(thread);
  if (turnInstant === undefined || threadInstant === undefined) return undefined;
  return turnInstant >= threadInstant ? 'own' : 'older';
}

function instantOfId(id: string | undefined): string | undefined {
  return id !== undefined && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/i.test(id)
    ? id.slice(0, 13).toLowerCase()
    : undefined;
}
