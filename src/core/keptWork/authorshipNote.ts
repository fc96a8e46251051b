import { jsonOf, record, text } from '../json.js';

/** Lines of one file in a commit that a note says one session of an AI tool wrote. */
export interface NotedLines {
  /** In the repository, `/` between folders. */
  readonly path: string;
  /** The tool's own session id where the note names it, else the note's own name for it. */
  readonly session: string;
  readonly model: string;
  /** First and last line in the commit's file, 1-based. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/** What a note says; 'unknown' of a form that is not read, and where it cannot be what it says to be. */
export type AuthorshipNote = readonly NotedLines[] | 'unknown';

/** More files, sessions or ranges of one commit are not written by anybody. */
const mostEntries = 20_000;
const version = /"schema_version"\s*:\s*"authorship\/3\.\d+\.\d+"/;
const entry = /^ {2}(\S+) (\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)$/;
/** Of a session's prompt, and of a session and what it did in it; those of people have other names. */
const names = /^([0-9a-f]{7}|[0-9a-f]{16}|s_[0-9a-f]+)(?:::t_[0-9a-f]+)?$/;

/**
 * Reads an authorship log of the Git AI Standard 3 (`refs/notes/ai`): files with indented lines of ranges by session, a line
 * `---`, then JSON that says what the sessions are. Nothing else of it is kept, the talks that it may hold least of all.
 */
export function readAuthorshipNote(note: readonly string[]): AuthorshipNote {
  const end = note.indexOf('---');
  const metadata = note.slice(end + 1).join('\n');
  if (end < 0 || end > mostEntries || !version.test(metadata)) return 'unknown';
  const told = record(jsonOf(metadata));
  const sessions = { ...record(told?.['prompts']), ...record(told?.['sessions']) };
  const found: NotedLines[] = [];
  let path = '';
  for (const line of note.slice(0, end)) {
    const [, name = '', ranges = ''] = entry.exec(line) ?? [];
    if (line !== '' && !line.startsWith(' ')) path = line.replace(/^"(.*)"$/, '$1');
    else if (ranges === '' || path === '') return 'unknown';
    else found.push(...linesOf(path, name, ranges, sessions));
  }
  return found;
}

function linesOf(
  path: string,
  name: string,
  ranges: string,
  sessions: Readonly<Record<string, unknown>>,
): NotedLines[] {
  const id = names.exec(name)?.[1];
  if (id === undefined) return [];
  const agent = record(record(Object.hasOwn(sessions, id) ? sessions[id] : undefined)?.['agent_id']);
  const pairs = ranges.split(',').map((range): readonly [number, number] => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return [first, last];
  });
  return [{ path, session: text(agent?.['id']) ?? id, model: text(agent?.['model']) ?? 'unknown', ranges: pairs }];
}
