import { instantOf, jsonOf, record, text } from '../../core/json.js';
import { ParsedLine } from '../../core/line.js';
import type { DocumentSource, Emit, FileFacts, LineSource } from '../../core/source.js';
import { baseName } from '../common/paths.js';
import { type Chat, changes, sessionId, shape, startTime, takeMessage } from './message.js';
import { chatRoots, parentOf, projectCompanions, projectOf } from './places.js';

interface ChatState {
  session: string;
  project: string | undefined;
  /** When the chat began, as its first line tells: each time that it is resumed another such line follows. */
  began?: number;
}

/**
 * A message is written again at each change, a resumed chat states all of its messages again, and a rewound one was
 * billed all the same: identity is session and message id.
 */
const chats: LineSource<ChatState> = {
  id: 'gemini-cli',
  store: 'chat',
  kind: 'lines',
  shape,
  roots: (places) => chatRoots(places, '.jsonl'),
  companions: projectCompanions,
  start: (file) => ({ session: baseName(file), project: undefined }),
  read(line, state, emit, file) {
    state.session = line.text(sessionId) ?? state.session;
    if (line.has(startTime)) state.began ??= line.instant(startTime);
    const chat = chatOf(state, file);
    if (line.has(changes)) takeChanges(line.value(changes), state, chat, emit);
    else takeMessage(line, chat, emit);
  },
};

function chatOf(state: ChatState, file: FileFacts): Chat {
  state.project ??= projectOf(file);
  const { session, project, began = Number.NaN } = state;
  return { session, parent: parentOf(file), project, began };
}

function takeChanges(value: unknown, state: ChatState, chat: Chat, emit: Emit): void {
  const set = record(value);
  state.session = text(set?.['sessionId']) ?? state.session;
  takeAll(set?.['messages'], { ...chat, session: state.session }, emit);
}

function takeAll(messages: unknown, chat: Chat, emit: Emit): void {
  if (!Array.isArray(messages)) return;
  for (const message of messages) {
    const line = ParsedLine.of(record(message) ?? {}, shape);
    if (line) takeMessage(line, chat, emit);
  }
}

/** Before 2026 a chat was one document. Resuming one copies it to the newer form and leaves the old file. */
const documents: DocumentSource = {
  id: 'gemini-cli',
  store: 'chat-document',
  kind: 'document',
  roots: (places) => chatRoots(places, '.json'),
  companions: projectCompanions,
  read(content, emit, file) {
    const chat = record(jsonOf(content));
    const messages = chat?.['messages'];
    if (!Array.isArray(messages)) return emit.skip(chat === undefined ? 'malformed' : 'unknown-format');
    const session = text(chat?.['sessionId']) ?? baseName(file);
    const began = instantOf(chat?.['startTime']);
    takeAll(messages, { session, parent: parentOf(file), project: projectOf(file), began }, emit);
  },
};

export const geminiCliSources = [chats, documents] as const;
