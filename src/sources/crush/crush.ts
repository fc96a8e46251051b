import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { Places, Root, TableSource } from '../../core/source.js';
import { noTokens } from '../../core/usage.js';
import { isAbsolute, joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';
import { isSince, rowCursor } from '../common/rowCursor.js';

const needed = ['id', 'prompt_tokens', 'completion_tokens', 'updated_at'];

/** When the session was last changed: some builds tell milliseconds, others seconds. */
const changed = rowCursor('iif(updated_at < 100000000000, updated_at, updated_at / 1000)');
/** A database that was made anew is older than what was read of the one before. */
const after = `iif($after > (select max(${changed}) from sessions), 0, $after)`;
/** Those of the last second are told again. */
const overlap = 1;

/**
 * `<project>/.crush/crush.db`: a row a session, with the counts of its last request alone, so that what is told is the
 * least that was used; or the client's own guess where the provider told none. Each that is seen counts, once: another one
 * has other figures, and another answer, but for the title, whose counts are added to what is there when it comes. Only sessions that changed since are
 * asked for, and of their messages the newest by number: the text of each stands before what is wanted of it.
 */
export const crush: TableSource = {
  id: 'crush',
  store: 'sessions',
  kind: 'table',
  roots,
  query(schema) {
    const columns = schema.get('sessions') ?? [];
    if (!needed.every((column) => columns.includes(column))) return undefined;
    const has = (column: string) => schema.get('messages')?.includes(column) === true;
    const latest = (column: string) =>
      has('session_id') && has(column)
        ? `(select m.${column} from messages m where m.session_id = s.id and m.${column} <> '' order by m.rowid desc limit 1)`
        : 'null';
    const answer = ['id', 'session_id', 'role', 'finished_at'].every(has)
      ? `(select m.id from messages m where m.session_id = s.id and m.role = 'assistant' and m.finished_at > 0 order by m.rowid desc limit 1)`
      : 'null';
    return {
      sql: `select s.*, ${answer} as answer, ${latest('model')} as model, ${latest('provider')} as provider from (select rowid as number, ${changed} as cursor,
        ${needed.join(', ')}, ${columns.includes('parent_session_id') ? 'parent_session_id' : 'null'} as parent,
        ${columns.includes('estimated_usage') ? 'estimated_usage' : '0'} as is_guess from sessions
        where prompt_tokens + completion_tokens > 0) s where ${isSince(overlap, after)} order by updated_at, id`,
      mark: 'select id from sessions where rowid = $newest',
    };
  },
  row(row, emit, file) {
    const at = instantOf(row['updated_at']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const [input, output] = [count(row['prompt_tokens']), count(row['completion_tokens'])];
    const session = String(row['id'] ?? '');
    const isAgent = text(row['parent']) !== undefined;
    const answer = text(row['answer']);
    emit(
      observe({
        namespace: 'crush',
        id: `${session}/${input}/${output}`,
        aliases: answer === undefined ? undefined : [`${session}/answer:${answer}`],
        tool: 'crush',
        store: 'sessions',
        rank: 1,
        session,
        at,
        model: text(row['model']) ?? 'unknown',
        provider: text(row['provider']),
        project: file.path.replace(/[\\/]\.crush[\\/][^\\/]*$/, ''),
        agent: isAgent ? 'sub-agent' : '',
        initiator: isAgent ? 'agent' : undefined,
        precision: Number(row['is_guess']) === 1 ? 'estimate' : 'atLeast',
        context: isAgent ? undefined : input,
        ...noTokens,
        input,
        output,
      }),
    );
  },
};

/** Its list of projects says where their databases are; also that of the home folder itself. */
function roots({ os, home, env, extraRoots }: Places): Root[] {
  const database = (folder: string): Root => ({ path: joinPath(os, folder, 'crush.db'), accepts: () => true });
  const local = env['LOCALAPPDATA'] || joinPath(os, home, 'AppData', 'Local');
  const shared = os === 'win32' ? local : env['XDG_DATA_HOME'] || joinPath(os, home, '.local', 'share');
  const projects: Root = {
    path: joinPath(os, env['CRUSH_GLOBAL_DATA'] || joinPath(os, shared, 'crush'), 'projects.json'),
    accepts: () => false,
    lists: (list) => dataFolders(os, list).map(database),
  };
  const folders = [home, ...(extraRoots['crush'] ?? [])].map((folder) => joinPath(os, folder, '.crush'));
  return [...folders.map(database), projects];
}

function dataFolders(os: Places['os'], list: string): string[] {
  const projects = record(jsonOf(list))?.['projects'];
  if (!Array.isArray(projects)) return [];
  return projects.map(record).flatMap((project) => {
    const folder = text(project?.['data_dir']) ?? '.crush';
    if (isAbsolute(folder)) return folder;
    const path = text(project?.['path']);
    return path === undefined ? [] : joinPath(os, path, folder);
  });
}
