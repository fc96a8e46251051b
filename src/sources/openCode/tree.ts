import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, FileFacts, Places, Root } from '../../core/source.js';
import { requestOf, type Step } from './step.js';

type Json = Readonly<Record<string, unknown>>;

const stepsOf = (tool: string, message: string) => `${tool}/steps/${message}`;
const sessionFact = (tool: string, session: string) => `${tool}/session/${session}`;

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
      const place = { tool, store: 'messages', ...sessionOf(tool, message, at, file) };
      for (const step of stepsOfMessage(tool, message, tokens, file)) {
        const request = requestOf(message, step, place);
        if (request !== undefined) emit(request);
      }
    },
  };
}

/**
 * Sessions, `storage/session/<project>/<session>.json`, and ends of steps, `storage/part/<message>/<part>.json`: both count
 * in the messages they are of.
 */
export function openCodeParts(tool: string, roots: (places: Places) => readonly Root[]): DocumentSource {
  return {
    id: tool,
    store: 'parts',
    kind: 'document',
    roots,
    read(data, emit, file) {
      const told = record(jsonOf(data));
      if (told === undefined) return emit.skip('malformed');
      const message = text(told['messageID']);
      const tokens = record(told['tokens']);
      if (message === undefined) giveSession(tool, told, file);
      else if (told['type'] === 'step-finish' && tokens !== undefined)
        file.give(stepsOf(tool, message), file.relativePath, { tokens: figuresOf(tokens), cost: told['cost'] });
    },
  };
}

function giveSession(tool: string, session: Json, file: FileFacts): void {
  const id = text(session['id']);
  if (id === undefined) return;
  const { parentID, directory, version, time } = session;
  file.give(sessionFact(tool, id), id, { parentID, directory, version, created: record(time)?.['created'] });
}

/** The counters alone, whatever else may stand there one day. */
function figuresOf({ total, input, output, reasoning, cache }: Json): Json {
  const told = record(cache);
  return { total, input, output, reasoning, cache: { read: told?.['read'], write: told?.['write'] } };
}

/** The steps in any order: equal ones are counted through, so that it does not matter which comes first. */
function stepsOfMessage(tool: string, message: Json, tokens: Json, file: FileFacts): Step[] {
  const name = stepsOf(tool, text(message['id']) ?? file.relativePath.replace(/^.*\/|\.json$/g, ''));
  file.dependsOn(name);
  const told = [...file.facts(name).values()].map(record).filter((value) => value !== undefined);
  // Told beside its steps too, which supersede it: read before them, it has to learn with them whose copy it is.
  const whole: Step = { level: 'message', tokens, cost: message['cost'], twin: 0 };
  const seen = new Map<string, number>();
  const steps = told.map((step): Step => {
    const counts = record(step['tokens']) ?? {};
    const cache = record(counts['cache']);
    const key = [counts['input'], counts['output'], counts['reasoning'], cache?.['read'], cache?.['write']]
      .map(count)
      .join('/');
    const twin = seen.get(key) ?? 0;
    seen.set(key, twin + 1);
    return { level: 'step', tokens: counts, cost: step['cost'], twin };
  });
  return [whole, ...steps];
}

function sessionOf(tool: string, message: Json, at: number, file: FileFacts) {
  const session = text(message['sessionID']) ?? file.relativePath.split('/').at(-2) ?? '';
  const name = sessionFact(tool, session);
  file.dependsOn(name);
  const told = record(file.facts(name).get(session));
  const isChild = text(told?.['parentID']) !== undefined;
  return {
    session,
    isSettled: false,
    project: text(record(message['path'])?.['cwd']) ?? text(told?.['directory']) ?? '',
    version: text(told?.['version']),
    agent: isChild ? (text(message['agent']) ?? text(message['mode']) ?? 'sub-agent') : '',
    // Until the session is read nobody knows; what is known of the original then goes before.
    copied: told === undefined || at < instantOf(told['created']),
  };
}
