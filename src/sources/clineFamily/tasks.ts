import { jsonOf, text } from '../../core/json.js';
import type { DocumentSource, Emit, FileFacts, Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { entriesOf, taskOf, type UsageEntry } from './entries.js';
import { checkpointsOf, insideOf, rowOf } from './rows.js';

export interface Family {
  readonly tool: 'cline' | 'roo' | 'kilo' | 'zoo';
  /** Ids of the extensions, as the editor writes them in its folder of their storage. */
  readonly extensions: readonly string[];
  /** A folder in the home with `data/tasks`, for windows without an editor. */
  readonly home?: string;
  /** Whether cached tokens are inside the input: never, or as each task's own figures tell. */
  readonly input: 'apart' | 'by task';
  /** The tool whose tasks it copies, as they are: what both tell is one. */
  readonly takesOver?: Family['tool'];
}

/**
 * `tasks/<id>/ui_messages.json`, rewritten whole: a message a request, its figures as JSON text in it. What a restored
 * checkpoint took out of the list is told as a sum, which holds also what was read before it was taken out: so it is a
 * cumulative figure of the task.
 */
export function clineTasks(family: Family): DocumentSource {
  return {
    id: family.tool,
    store: 'task',
    kind: 'document',
    roots: (places) => taskRoots(places, family),
    companions: (path) => companionsOf(family).map((name) => path.replace(/ui_messages\.json$/, name)),
    read: (content, emit, file) => readTask(content, emit, file, family),
  };
}

/** The model of older builds is in Cline's metadata or in what was sent; in those made of it, of all builds, in what was sent alone. */
function companionsOf({ input }: Family): readonly string[] {
  const sent = 'api_conversation_history.json';
  return [...(input === 'apart' ? [sent, 'task_metadata.json'] : [sent]), 'history_item.json'];
}

function readTask(content: string, emit: Emit, file: FileFacts, { tool, input, takesOver = tool }: Family): void {
  const task = taskOf(content, file);
  if (task === undefined) {
    emit.skip('malformed');
    return;
  }
  const entries = entriesOf(task.messages, task.models, emit);
  const isInside = input === 'by task' ? insideOf(entries) : () => false;
  const place = { tool, namespace: takesOver, task: task.id, project: task.project, isInside };
  for (const entry of entries) if (!isSum(entry)) emit(rowOf(entry, place));
  for (const checkpoint of checkpointsOf(entries, place)) emit(checkpoint);
}

function isSum(entry: UsageEntry): boolean {
  return entry.say === 'deleted_api_reqs';
}

function taskRoots(places: Places, { tool, extensions, home, input }: Family): Root[] {
  const { os } = places;
  const tasksIn = (path: string): Root => ({
    path: joinPath(os, path, 'tasks'),
    accepts: (relative) => /^[^/]+\/ui_messages\.json$/.test(relative),
    enters: (folder) => !folder.includes('/'),
  });
  const storages = places.editorUserFolders.flatMap((user) =>
    extensions.map((extension) => joinPath(os, user, 'globalStorage', extension)),
  );
  const own = home === undefined ? [] : [joinPath(os, places.home, home, 'data')];
  const settings = (input === 'apart' ? [] : places.editorUserFolders).map((user) => ({
    path: joinPath(os, user, 'settings.json'),
    accepts: () => false,
    lists: (written: string) => extensions.flatMap((extension) => storagePathsIn(written, extension)).map(tasksIn),
  }));
  return [...[...storages, ...own, ...(places.extraRoots[tool] ?? [])].map(tasksIn), ...settings];
}

/** Where a person's settings, JSON with comments, have or had the tasks of one of Roo's kin. */
function storagePathsIn(settings: string, extension: string): string[] {
  const name = extension.slice(extension.indexOf('.') + 1);
  const told = settings.matchAll(new RegExp(`"${name}\\.customStoragePath"\\s*:\\s*("(?:[^"\\\\]|\\\\.)+")`, 'g'));
  return [...told].flatMap(([, path = '']) => text(jsonOf(path)) ?? []);
}
