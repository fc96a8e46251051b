import { ImportError, type OtherCliApp } from '../app/otherCli.js';
import { dayOf } from '../core/day.js';
import type { ImportFailure, ImportOutcome, ImportSkip } from '../core/imported.js';
import { grouped } from './grouped.js';
import type { CliOptions } from './options.js';
import { table } from './text.js';
import { toolWords } from './toolWords.js';
import { UsageError } from './usageError.js';

/** `tallyboard import`: says what files would add, adds it, lists what was, takes it back. Text, or an object for JSON. */
export function importUsage(app: OtherCliApp, options: CliOptions, columns: number | undefined): string | object {
  const { undo, list, rest, json, yes } = options;
  if (list && undo !== undefined) throw new UsageError('--list and --undo exclude each other.');
  if ((list || undo !== undefined) && (rest.length > 0 || yes))
    throw new UsageError(`--${list ? 'list' : 'undo'} takes no FILE and no --yes.`);
  if (undo !== undefined) return undoing(app, undo, json);
  if (list) return json ? { schema: 1, imports: app.imports().map(storedJson) } : listText(app, options.zone, columns);
  if (rest.length === 0) throw new UsageError('"import" takes the names of files.');
  try {
    const outcome = app.importFiles({ paths: rest, at: Date.now(), apply: yes });
    return json ? outcomeJson(outcome, yes) : outcomeText(outcome, yes, columns);
  } catch (error) {
    throw error instanceof ImportError ? new Error(failureText(error)) : error;
  }
}

function undoing(app: OtherCliApp, id: number, json: boolean): string | object {
  if (!app.undoImport(id)) throw new Error(`There is no import ${id}. "tallyboard import --list" names them.`);
  return json ? { schema: 1, undone: id } : `Import ${id} was taken back.`;
}

function storedJson({ at, ...rest }: ReturnType<OtherCliApp['imports']>[number]): object {
  return { ...rest, at: new Date(at).toISOString() };
}

function listText(app: OtherCliApp, zone: string, columns: number | undefined): string {
  const imports = app.imports();
  if (imports.length === 0) return 'Nothing was imported.';
  const rows = imports.map(({ id, at, files, requests, points }) => [
    String(id),
    dayOf(at, zone),
    grouped(requests),
    grouped(points),
    files.join(', '),
  ]);
  return table([['Import', 'Day', 'Requests', 'Points of metrics', 'Files'], ...rows], columns, 1, [0, 1, 4]);
}

function outcomeJson({ id, tools, skipped }: ImportOutcome, applied: boolean): object {
  return { schema: 1, applied, id: id ?? null, tools, skipped };
}

function outcomeText({ id, tools, skipped }: ImportOutcome, applied: boolean, columns: number | undefined): string {
  const heads = ['', 'In the files', 'New', 'Told by its log', 'Imported before', 'While paused', 'Tokens'];
  const rows = tools.map((tool) => [
    toolWords(tool.tool),
    grouped(tool.requests),
    grouped(tool.added),
    grouped(tool.told),
    grouped(tool.known),
    grouped(tool.paused),
    `${tool.growth.total < 0 ? '' : '+'}${grouped(tool.growth.total)}`,
  ]);
  const points = tools.reduce((sum, tool) => sum + tool.points, 0);
  const notes = [
    ...(points > 0
      ? [`${grouped(points)} points of metrics: of them counts what exceeds the requests of their session.`]
      : []),
    ...Object.entries(skipped).map(
      ([reason, number]) => `Left out: ${grouped(number)} ${skipWords[reason as ImportSkip]}`,
    ),
  ];
  return [
    tools.length > 0 ? table([heads, ...rows], columns) : 'No use of a tool that is known.',
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
    endText(id, applied),
  ].join('\n');
}

function endText(id: number | undefined, applied: boolean): string {
  if (id === undefined && applied) return 'Nothing new: the ledger is as it was.';
  if (applied) return `Imported. To take it back: tallyboard import --undo ${id}`;
  return 'Nothing was changed. To import: the same with --yes';
}

const skipWords: Readonly<Record<ImportSkip, string>> = {
  'no-session': 'that name no session, so that nothing tells whether a log has them',
  'no-timestamp': 'without a time',
  'no-counts': 'without counts',
  'told-twice': 'of a metric that counts some answers twice (Claude Code before 2.1.214)',
  torn: 'that broke off at the end of a file',
};

/** What is wrong, where, and what to do. */
function failureText({ reason, path, line }: ImportError): string {
  const where = line === undefined ? path : `${path}, line ${line}`;
  const words = {
    absent: 'there is no such file.',
    unreadable: 'it may not be read.',
    folder: 'it is a folder. Name the files in it.',
    'no-json': 'this is no JSON.',
    unclosed: 'what begins here does not end.',
    'too-long': 'what begins here is longer than 128 MB.',
    'no-line': 'this is no line of an export: see api/usage-line.schema.json.',
    newer: 'this line is of a newer Tallyboard.',
    ccusage: 'this is a report of ccusage. "tallyboard verify --against FILE" explains what differs from it.',
    nothing: 'it holds neither telemetry in OpenTelemetry’s JSON nor an export of Tallyboard.',
  } satisfies Record<ImportFailure, string>;
  return `${where}: ${words[reason]} Nothing was imported.`;
}
