import type { Line } from '../../core/line.js';
import { compareText } from '../../core/merge.js';
import type { RequestObservation } from '../../core/observation.js';
import type { FileFacts } from '../../core/source.js';
import { isBefore, makerOf } from './request.js';
import * as slot from './shape.js';
import type { ClaudeState } from './state.js';

const isOlder = isBefore(2, 1, 200);

/**
 * Some builds (2.1.300 is one) write `cost-state`, which in a fork contains what its parent used, but copy the parent's lines without a
 * word on whose they are. Both files then hold one and the same first request or, where the fork was made after a compaction, that.
 */
export function isUnsigned(line: Line): boolean {
  if (makerOf(line) !== undefined || line.isTrue(slot.isSidechain)) return false;
  return !isOlder(line.text(slot.version));
}

/** The first request that nobody has signed: from here on the file tells others what it may share with them. */
export function tellFirst(request: RequestObservation, state: ClaudeState, file: FileFacts): void {
  state.unsigned = true;
  state.firstAt = Math.max(request.at, state.began ?? 0);
  state.shared.push(request.id);
  for (const each of state.shared) file.give(factOf(each), request.session, state.firstAt);
}

export function tellCompaction(line: Line, state: ClaudeState, file: FileFacts): void {
  const [id, session] = [line.text(slot.uuid), line.text(slot.sessionId)];
  if (id === undefined || session === undefined) return;
  state.shared.push(id);
  if (state.unsigned) file.give(factOf(id), session, state.firstAt ?? 1);
}

/**
 * Of the sessions that share something with this one the first: by its age, as far as a fork's file says when it began or lacks the
 * requests before a compaction; else by name, which copied requests are counted with. Undefined for that one itself. A session whose
 * figures are not `since` the same instant has none that this one went on from: it was killed before it told any, and is passed over.
 */
export function sharedWith(
  session: string,
  state: ClaudeState,
  file: FileFacts,
  since: number | undefined,
): string | undefined {
  if (!state.unsigned) return undefined;
  const begun = `claude-code/begun/${since}`;
  file.dependsOn(begun);
  file.give(begun, session, 1);
  const begunThen = file.facts(begun);
  let first = { session, at: state.firstAt ?? 1 };
  for (const each of state.shared) {
    file.dependsOn(factOf(each));
    for (const [owner, value] of file.facts(factOf(each))) {
      if (!begunThen.has(owner)) continue;
      const other = { session: owner, at: Number(value) };
      if ((other.at - first.at || compareText(other.session, first.session)) < 0) first = other;
    }
  }
  return first.session === session ? undefined : first.session;
}

function factOf(id: string): string {
  return `claude-code/shared/${id}`;
}
