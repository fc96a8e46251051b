import { Shape } from '../../core/shape.js';
import type { Emit, LineSource } from '../../core/source.js';
import { baseName } from '../common/paths.js';
import { type ChatTurn, observeTurn, turnOf } from './chatRequest.js';
import { applyEntry, type ChatReplay, isKeptPath } from './mutation.js';
import { sessionRoots, workspaceCompanion } from './places.js';
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

/** The path of an entry: most lead to answers, which are not kept and so need not be parsed. */
const shape = new Shape();
const pathSlot = shape.value('k');

/** Chat sessions as VS Code keeps them since 2026: an append-only log of mutations, replaced whole now and then. */
export const sessionFile: LineSource<SessionState> = {
  id: 'copilot-chat',
  store: 'session-file',
  kind: 'lines',
  shape,
  roots: (places) => sessionRoots(places, '.jsonl'),
  companions: workspaceCompanion,
  start: () => ({ session: '', requests: [], told: {}, given: '' }),
  read(line, state, emit, file) {
    const path = line.value(pathSlot);
    if (Array.isArray(path) && !isKeptPath(path)) return;
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
