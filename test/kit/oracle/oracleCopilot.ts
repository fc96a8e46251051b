import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BilledRequest } from '../generate/tally.js';
import { countAt, field, filesBelow, type Json, objectsOf, parsed, textAt } from './naiveLines.js';

const userFolders = ['.config/Code/User', 'Library/Application Support/Code/User', 'AppData/Roaming/Code/User'];

/** Copilot Chat by FORMATS §3: debug logs where a session has one, else the last call of each turn in its session file. */
export function oracleCopilot(home: string): BilledRequest[] {
  const files = userFolders.flatMap((folder) => filesBelow(join(home, folder, 'workspaceStorage')));
  const logs = files.filter((path) => path.includes('debug-logs') && path.endsWith('.jsonl'));
  const logged = new Set(logs.map((path) => basename(dirname(path))));
  const chats = files.filter(
    (path) => basename(dirname(path)) === 'chatSessions' && !logged.has(basename(path).replace(/\.jsonl?$/, '')),
  );
  return [...logs.flatMap(loggedRequests), ...chats.flatMap(chatRequests)];
}

function loggedRequests(path: string): BilledRequest[] {
  const project = projectOf(join(dirname(path), '..', '..', '..'));
  return objectsOf(path)
    .filter((line) => field(line, 'type') === 'llm_request' && field(line, 'attrs', 'inputTokens') !== undefined)
    .map((line) => {
      const usage = field(line, 'attrs');
      const cacheRead = countAt(usage, 'cachedTokens');
      return requestOf({
        session: basename(dirname(path)),
        project,
        model: textAt(usage, 'model'),
        at: countAt(line, 'ts'),
        input: countAt(usage, 'inputTokens') - cacheRead,
        cacheRead,
        output: countAt(usage, 'outputTokens'),
      });
    });
}

function chatRequests(path: string): BilledRequest[] {
  const session = basename(path).replace(/\.jsonl?$/, '');
  const project = projectOf(join(dirname(path), '..'));
  const requests = path.endsWith('.jsonl')
    ? replayed(objectsOf(path))
    : field(parsed(readFileSync(path, 'utf8')), 'requests');
  return (Array.isArray(requests) ? requests : []).map((request: Json) => {
    const usage = field(request, 'result', 'metadata');
    return requestOf({
      session,
      project,
      model: textAt(request, 'modelId').replace(/^copilot\//, ''),
      at: countAt(request, 'timestamp'),
      input: countAt(usage, 'promptTokens'),
      cacheRead: 0,
      output: countAt(usage, 'outputTokens'),
    });
  });
}

/** The requests that a mutation log ends with (it may set and push; nothing here removes). */
function replayed(lines: readonly Json[]): Json {
  let state: Json;
  for (const line of lines) {
    const keys = (field(line, 'k') ?? []) as (string | number)[];
    const value = field(line, 'v');
    const holder = field(state, ...keys.slice(0, -1)) as Record<string | number, Json> | undefined;
    const key = keys.at(-1) ?? '';
    if (field(line, 'kind') === 0) {
      state = value;
    } else if (field(line, 'kind') === 1 && holder !== undefined) {
      holder[key] = value;
    } else if (field(line, 'kind') === 2 && holder !== undefined) {
      holder[key] = [...((holder[key] as Json[] | undefined) ?? []), ...((value as Json[] | undefined) ?? [])];
    }
  }
  return field(state, 'requests');
}

function projectOf(storage: string): string {
  const folder = textAt(parsed(readFileSync(join(storage, 'workspace.json'), 'utf8')), 'folder');
  return decodeURI(folder.replace(/^file:\/\//, ''));
}

type Call = {
  session: string;
  project: string;
  model: string;
  at: number;
  input: number;
  cacheRead: number;
  output: number;
};

function requestOf({ session, project, model, at, input, cacheRead, output }: Call): BilledRequest {
  const counts = { input, cacheRead, cacheWrite5m: 0, cacheWrite1h: 0, output, reasoning: 0 };
  return { tool: 'copilot-chat', model, session, project, branch: '', at, counts };
}
