import type { Line } from '../../core/line.js';
import { compareText } from '../../core/merge.js';
import type { FileFacts } from '../../core/source.js';
import { isBefore, makerOf } from './request.js';
import * as slot from './shape.js';
import type { ClaudeState } from './state.js';

/**
 * Some builds (2.1.300 is one) write `cost-state`, which in a fork contains what its parent used, but copy the parent's lines without a
 * word on whose they are. Both files then hold one and the same first request or, where the fork was made after a compaction, that.
 */
export function isUnsigned(line: Line): boolean {
  if (makerOf(line) !== undefined || line.isTrue(slot.isSidechain)) return false;
  return !isBefore(line.text(slot.version), 2, 1, 200);
}

/** The first request that nobody has signed: from here on the file tells others what it may share with them. */
export function tellFirst(request: string, session: string, state: ClaudeState, file: FileFacts): void {
  state.unsigned = true;
  state.shared.push(request);
  for (const each of state.shared) file.give(factOf(each), session, 1);
}

export function tellCompaction(line: Line, state: ClaudeState, file: FileFacts): void {
  const [id, session] = [line.text(slot.uuid), line.text(slot.sessionId)];
  if (id === undefined || session === undefined) return;
  state.shared.push(id);
  if (state.unsigned) file.give(factOf(id), session, 1);
}

/**
 * Of the sessions that share something with this one the first by name, which copied requests are counted with; undefined for that one
 * itself.
 */
export function sharedWith(session: string, { unsigned, shared }: ClaudeState, file: FileFacts): string | undefined {
  if (!unsigned) return undefined;
  let first = session;
  for (const each of shared) {
    file.dependsOn(factOf(each));
    for (const owner of file.facts(factOf(each)).keys()) if (compareText(owner, first) < 0) first = owner;
  }
  return first === session ? undefined : first;
}

function factOf(id: string): string {
  return `claude-code/shared/${id}`;
}
