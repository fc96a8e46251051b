import type { Line } from '../../core/line.js';
import type { RequestObservation } from '../../core/observation.js';
import { Shape } from '../../core/shape.js';
import type { Emit } from '../../core/source.js';
import { disjoint, type InclusiveCounts, observe } from '../common/request.js';
import { isShortId } from '../common/responseId.js';

/** A line of a chat or, in the older form, a message of its list. */
export const shape = new Shape();
/** What people type, and notes of the client. */
const type = shape.except('type', ['user', 'info', 'warning', 'error']);
const id = shape.value('id');
const timestamp = shape.instant('timestamp');
const model = shape.text('model');
export const sessionId = shape.text('sessionId');
export const startTime = shape.instant('startTime');
export const changes = shape.value('$set');
const tokens = shape.object('tokens');
const input = tokens.number('input');
const output = tokens.number('output');
const cached = tokens.number('cached');
const thoughts = tokens.number('thoughts');
const tool = tokens.number('tool');
const total = tokens.number('total');

/** Where a message stands. */
export interface Chat {
  readonly session: string;
  /** Of a sub-agent: the session that started it. */
  readonly parent?: string | undefined;
  readonly project: string;
  /** When the chat began; NaN where that is not told. */
  readonly began: number;
}

/** Emits the request that a message answers; a message without counts yet is written again later. */
export function takeMessage(line: Line, chat: Chat, emit: Emit): void {
  if (line.text(type) !== 'gemini' || !line.isObject(tokens.slot)) return;
  const at = line.instant(timestamp);
  const counts = countsOf(line);
  if (counts.input + counts.output === 0) return;
  if (Number.isNaN(at)) emit.skip('no-timestamp');
  else emit(requestOf(line, chat, counts, at));
}

/** One without an id of its own is known by when it came, and by its figures. */
function requestOf(line: Line, chat: Chat, counts: InclusiveCounts, at: number): RequestObservation {
  const { session, parent, project, began } = chat;
  const message = line.text(id) ?? `@${at}/${counts.input}/${counts.cacheRead}/${counts.output}`;
  return observe({
    namespace: 'gemini-cli',
    id: `${session}/${message}`,
    // A chat that was imported is a copy under a name of its own; ids and instants of its messages stay.
    aliases: isShortId(message) ? [] : [`message:${message}@${at}`],
    copied: at < began,
    tool: 'gemini-cli',
    store: 'chat',
    rank: 1,
    session: parent ?? session,
    at,
    model: line.text(model) ?? 'unknown',
    project,
    agent: parent === undefined ? '' : 'sub-agent',
    sidechain: parent !== undefined,
    initiator: parent === undefined ? undefined : 'agent',
    precision: 'exact',
    context: counts.input,
    ...disjoint(counts),
  });
}

/**
 * Google counts cached tokens inside the prompt, and thoughts and the prompts of tools beside it. Other programs that
 * write this form leave cached tokens out of the prompt: there the total says so.
 */
function countsOf(line: Line): InclusiveCounts {
  const cacheRead = line.count(cached);
  const reasoning = line.count(thoughts);
  const prompt = line.count(input) + line.count(tool);
  const generated = line.count(output) + reasoning;
  const isBeside = cacheRead > 0 && line.count(total) === prompt + generated + cacheRead;
  return { input: isBeside ? prompt + cacheRead : prompt, cacheRead, cacheWrite: 0, output: generated, reasoning };
}
