import type { LineView } from '../../core/bytes.js';
import type { Emit, LineSource } from '../../core/source.js';
import { type ChatTurn, observeTurn, turnOf } from './chatRequest.js';
import { applyEntry, type ChatReplay, isKeptPath } from './mutation.js';
import { baseName, sessionRoots, workspaceCompanion } from './places.js';
import { projectOf } from './project.js';
import { giveProject } from './sessionProject.js';

interface SessionState extends ChatReplay {
  /**
   * What was emitted of each request, by `#` and request id: prompt and output (the largest seen), and the rest. A
   * request that was undone or cut off stays as it was: it was billed.
   */
  told: Record<string, [prompt: number, output: number, rest: string]>;
  /** The session whose folder was given to the other stores. */
  given: string;
}

/** Chat sessions as VS Code keeps them since 2026: an append-only log of mutations, replaced whole now and then. */
export const sessionFile: LineSource<SessionState> = {
  id: 'copilot-chat',
  store: 'session-file',
  kind: 'lines',
  roots: (places) => sessionRoots(places, '.jsonl'),
  companions: workspaceCompanion,
  start: () => ({ session: '', requests: [], told: {}, given: '' }),
  skip: (head) => isKeptOut(head),
  read(line, state, emit, file) {
    const touched = applyEntry(state, line.json());
    if (touched === undefined) return emit.skip('malformed');
    if (state.session === '') state.session = baseName(file);
    const project = projectOf(file);
    if (state.given !== state.session) giveProject(file, state.session, project);
    state.given = state.session;
    for (const index of touched) {
      const turn = turnOf(state.requests[index] ?? undefined);
      if (turn !== undefined) tell(turn, state, project, emit);
    }
  },
};

function tell(turn: ChatTurn, state: SessionState, project: string, emit: Emit): void {
  const name = `#${turn.id}`;
  const [prompt, output, before] = state.told[name] ?? [0, 0, undefined];
  const largest = { ...turn, prompt: Math.max(prompt, turn.prompt), output: Math.max(output, turn.output) };
  const rest = JSON.stringify([turn.at, turn.model, turn.credits]);
  if (before === rest && largest.prompt === prompt && largest.output === output) return;
  state.told[name] = [largest.prompt, largest.output, rest];
  if (Number.isNaN(turn.at)) emit.skip('no-timestamp');
  else emit(observeTurn(largest, state.session, project));
}

/**
 * True for an entry whose path, read from the line's first bytes, leads to nothing that is kept: answers are most of a
 * log. VS Code writes `{"kind":2,"k":["requests",0,"response"],…`; any other layout is read whole.
 */
function isKeptOut(head: LineView): boolean {
  const from = head.at('{"kind":', 0) ? head.find('"k":[') : -1;
  const to = from < 0 || from > 12 ? -1 : head.find(']', from);
  if (to < 0) return false;
  try {
    return !isKeptPath(JSON.parse(head.ascii(from + 4, to + 1)) as unknown[]);
  } catch {
    return false;
  }
}
