import { record, text } from '../../core/json.js';
import type { FileFacts } from '../../core/source.js';
import type { Waiting } from './pairing.js';
import { sessionOfPath } from './places.js';
import { type Rollup, startRollup } from './rollup.js';

/** What of a session's events must be known when the next one is read. */
export interface EventState {
  session: string;
  project: string;
  branch: string;
  version: string | undefined;
  /** Model in use; messages of older builds do not name theirs. */
  model: string | undefined;
  /** Names of sub-agents by `#` and their id or the call that started them. */
  agents: Record<string, string>;
  /** Instant of the last event: a request was made after it. */
  last: number;
  /** Whether that was an answer. */
  answered?: boolean;
  /** Whether this run writes usage records; then its messages are none of their own. */
  recorded: boolean;
  /** Whether any run did. */
  records?: boolean;
  rollup: Rollup;
  /** Of this run; of an older cursor none. */
  waiting?: Waiting | undefined;
}

export function startState(file: FileFacts): EventState {
  const yaml = [...file.companions.values()].join('\n');
  const told = (name: string) => new RegExp(`^${name}: *['"]?(.*?)['"]?\\r?$`, 'm').exec(yaml)?.[1] ?? '';
  return {
    session: sessionOfPath(file.path),
    project: told('cwd'),
    branch: told('branch'),
    version: undefined,
    model: undefined,
    agents: {},
    last: 0,
    recorded: false,
    rollup: startRollup(),
  };
}

/** What `session.start` and `session.resume` say of where the session runs. */
export function noteContext(state: EventState, data: Readonly<Record<string, unknown>>): void {
  const context = record(data['context']);
  state.project = text(context?.['cwd']) ?? text(context?.['gitRoot']) ?? state.project;
  state.branch = text(context?.['branch']) ?? state.branch;
  state.version = text(data['copilotVersion']) ?? state.version;
  state.model = text(data['selectedModel']) ?? text(context?.['model']) ?? state.model;
}

/** Name of the sub-agent an event belongs to; '' for the main chain. */
export function agentOf(state: EventState, ...ids: readonly unknown[]): string {
  const told = ids.map(text).filter((id) => id !== undefined);
  if (told.length === 0) return '';
  return told.map((id) => state.agents[`#${id}`]).find((name) => name !== undefined) ?? 'sub-agent';
}
