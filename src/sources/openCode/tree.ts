import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, FileFacts, Places, Root } from '../../core/source.js';
import { requestOf, type Step } from './step.js';

type Json = Readonly<Record<string, unknown>>;

const stepsOf = (tool: string, message: string) => `${tool}/steps/${message}`;
const sessionFacts = (tool: string, session: string) => `${tool}/session/${session}`;

/**
 * Builds before 1.2 kept a file a message, `storage/message/<session>/<message>.json`, and one a part. A message has the
 * figures of its last step; what the ends of its steps tell comes from their files as facts. Later builds moved all of
 * it into their database and left the files, which then tell the same requests again.
 */
export function openCodeMessages(tool: string, roots: (places: Places) => readonly Root[]): DocumentSource {
  return {
    id: tool,
    store: 'messages',
    kind: 'document',
    roots,
    read(data, emit, file) {
      const message = record(jsonOf(data));
      if (message === undefined) return emit.skip('malformed');
      const tokens = record(message['tokens']);
      if (message['role'] !== 'assistant' || tokens === undefined) return;
      const at = instantOf(record(message['time'])?.['created']);
      if (Number.isNaN(at)) return emit.skip('no-timestamp');
      const place = { tool, store: 'messages', ...sessionOf(message, at, { tool, file }) };
      for (const step of stepsOfMessage(tool, message, tokens, file)) {
        const request = requestOf(message, step, place);
        if (request !== undefined) emit(request);
      }
    },
  };
}

/** `storage/session/<project>/<session>.json`: whose sub-agent a session is, and where it worked. */
export function openCodeSessions(tool: string, roots: (places: Places) => readonly Root[]): DocumentSource {
  return {
    id: tool,
    store: 'sessions',
    kind: 'document',
    roots,
    read(data, emit, file) {
      const session = record(jsonOf(data));
      const id = text(session?.['id']);
      if (session === undefined || id === undefined) return emit.skip('malformed');
      const { parentID: parent = null, directory = null, version = null } = session;
      const began = record(session['time'])?.['created'] ?? null;
      file.give(sessionFacts(tool, id), id, { parent, directory, version, began });
    },
  };
}

/** The ends of steps, `storage/part/<message>/<part>.json`: they count in their message. */
export function openCodeParts(tool: string, roots: (places: Places) => readonly Root[]): DocumentSource {
  return {
    id: tool,
    store: 'parts',
    kind: 'document',
    roots,
    read(data, emit, file) {
      const part = record(jsonOf(data));
      if (part === undefined) return emit.skip('malformed');
      const message = text(part['messageID']) ?? file.relativePath.split('/').at(-2);
      const tokens = record(part['tokens']);
      if (part['type'] !== 'step-finish' || tokens === undefined || message === undefined) return;
      const { input, output, reasoning, total } = tokens;
      const cache = record(tokens['cache']) ?? {};
      const counts = { input, output, reasoning, cache: { read: cache['read'], write: cache['write'] } };
      file.give(stepsOf(tool, message), file.relativePath, {
        tokens: total === undefined ? counts : { ...counts, total },
        cost: part['cost'],
      });
    },
  };
}

/** The steps in any order: equal ones are counted through, so that it does not matter which comes first. */
function stepsOfMessage(tool: string, message: Json, tokens: Json, file: FileFacts): Step[] {
  const name = stepsOf(tool, text(message['id']) ?? file.relativePath.replace(/^.*\/|\.json$/g, ''));
  file.dependsOn(name);
  const told = [...file.facts(name).values()].flatMap((value): Json[] => {
    const step = record(value);
    return step ? [step] : [];
  });
  if (told.length === 0) return [{ level: 'message', tokens, cost: message['cost'], twin: 0 }];
  const seen = new Map<string, number>();
  return told.map((step) => {
    const counts = record(step['tokens']) ?? {};
    const cache = record(counts['cache']);
    const key = [counts['input'], counts['output'], counts['reasoning'], cache?.['read'], cache?.['write']]
      .map(count)
      .join('/');
    const twin = seen.get(key) ?? 0;
    seen.set(key, twin + 1);
    return { level: 'step', tokens: counts, cost: step['cost'], twin };
  });
}

function sessionOf(message: Json, at: number, { tool, file }: { tool: string; file: FileFacts }) {
  const session = text(message['sessionID']) ?? file.relativePath.split('/').at(-2) ?? '';
  const name = sessionFacts(tool, session);
  file.dependsOn(name);
  const told = record([...file.facts(name).values()][0]);
  const isChild = text(told?.['parent']) !== undefined;
  return {
    session,
    project: text(record(message['path'])?.['cwd']) ?? text(told?.['directory']) ?? '',
    version: text(told?.['version']),
    agent: isChild ? (text(message['mode']) ?? 'sub-agent') : '',
    copied: at < instantOf(told?.['began']),
  };
}
