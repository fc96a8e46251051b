import type { Line } from '../../core/line.js';
import type { Emit, FileFacts, LineSource } from '../../core/source.js';
import { takeContext, takeMeta, takeSettings, takeTurn } from './head.js';
import { giveFacts, proveOwn } from './lineage.js';
import { codexRoots } from './places.js';
import * as slot from './shape.js';
import { type CodexState, newState, threadOfName } from './state.js';
import { takeCount, takeRecord } from './usage.js';

/**
 * OpenAI Codex: the rollouts of its command line, editor extension and desktop app (FORMATS §2, §23.2). Usage comes from
 * `token_usage_record` where a build writes it, else from the steps of the cumulative total in `token_count`.
 * `codex exec --json` output that somebody saved is no rollout and is not read.
 */
export const codex: LineSource<CodexState> = {
  id: 'codex',
  store: 'rollout',
  kind: 'lines',
  shape: slot.shape,
  roots: codexRoots,
  start: (file) => newState(threadOfName(file.relativePath)),
  read(line, state, emit, file) {
    const type = line.text(slot.type) ?? '';
    const taker = type === 'event_msg' ? eventTakers[line.text(slot.payloadType) ?? ''] : takers[type];
    taker?.(state, line, emit, file);
  },
  end: (state, _emit, file) => giveFacts(state, file),
};

type Taker = (state: CodexState, line: Line, emit: Emit, file: FileFacts) => void;

const takers: Readonly<Record<string, Taker | undefined>> = {
  session_meta: takeMeta,
  turn_context: takeContext,
  token_usage_record: takeRecord,
  inter_agent_communication: takeMessage,
  inter_agent_communication_metadata: takeMessage,
};

const eventTakers: Readonly<Record<string, Taker | undefined>> = {
  token_count: takeCount,
  task_started: takeTurn,
  thread_settings_applied: takeSettings,
};

/** Agents of other threads are spoken to in a thread's own time only. */
function takeMessage(state: CodexState, _line: Line, emit: Emit, file: FileFacts): void {
  proveOwn(state, emit, file);
}
