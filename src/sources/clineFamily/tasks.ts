import type { DocumentSource, Emit, FileFacts, Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { entriesOf, taskOf, type UsageEntry } from './entries.js';
import { checkpointsOf, isInclusive, rowOf } from './rows.js';

export interface Family {
  readonly tool: 'cline' | 'roo' | 'kilo' | 'zoo';
  /** Ids of the extensions, as the editor writes them in its folder of their storage. */
  readonly extensions: readonly string[];
  /** A folder in the home with `data/tasks`, for windows without an editor. */
  readonly home?: string;
  /** Whether cached tokens are inside the input: never, or as each task's own figures tell. */
  readonly input: 'apart' | 'by task';
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
    companions: (path) =>
      ['task_metadata.json', 'history_item.json'].map((name) => path.replace(/ui_messages\.json$/, name)),
    read: (content, emit, file) => readTask(content, emit, file, family),
  };
}

function readTask(content: string, emit: Emit, file: FileFacts, { tool, input }: Family): void {
  const task = taskOf(content, file);
  if (task === undefined) {
    emit.skip('malformed');
    return;
  }
  const entries = entriesOf(task.messages, task.models, emit);
  const inside = input === 'by task' && isInclusive(entries);
  const place = { tool, task: task.id, project: task.project, inside };
  for (const entry of entries) if (!isSum(entry)) emit(rowOf(entry, place));
  for (const checkpoint of checkpointsOf(entries, place)) emit(checkpoint);
}

function isSum(entry: UsageEntry): boolean {
  return entry.say === 'deleted_api_reqs';
}

function taskRoots(places: Places, { tool, extensions, home }: Family): Root[] {
  const storages = places.editorUserFolders.flatMap((user) =>
    extensions.map((extension) => joinPath(places.os, user, 'globalStorage', extension)),
  );
  const own = home === undefined ? [] : [joinPath(places.os, places.home, home, 'data')];
  return [...storages, ...own, ...(places.extraRoots[tool] ?? [])].map((path) => ({
    path: joinPath(places.os, path, 'tasks'),
    accepts: (relative) => /^[^/]+\/ui_messages\.json$/.test(relative),
    enters: (folder) => !folder.includes('/'),
  }));
}
