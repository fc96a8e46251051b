import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ExportFormat as DocumentFormat } from '../app/cli.js';
import { isDay, isZone, machineZone } from '../core/day.js';
import { type Dimension, dimensions } from '../core/report.js';
import { type KeptDimension, keptDimensions } from '../protocol/kept.js';
import { UsageError, wrongWords } from './usageError.js';

/** Tables and documents, and each request as a line. */
export type ExportFormat = DocumentFormat | 'jsonl';
const exportFormats = ['csv', 'json', 'md', 'jsonl'] as const satisfies readonly ExportFormat[];

/** Every option of every command; `commandOptions` says which command takes which. */
const optionTypes = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  home: { type: 'string' },
  ledger: { type: 'string' },
  timezone: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  by: { type: 'string' },
  branch: { type: 'string' },
  model: { type: 'string' },
  hour: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  against: { type: 'string' },
  from: { type: 'string' },
  hook: { type: 'string' },
  value: { type: 'boolean' },
  insights: { type: 'boolean' },
  dismissed: { type: 'boolean' },
  turns: { type: 'boolean' },
  evidence: { type: 'boolean' },
  policy: { type: 'string' },
  yes: { type: 'boolean' },
  list: { type: 'boolean' },
  undo: { type: 'string' },
} as const;

export type OptionName = keyof typeof optionTypes;

const common = ['json', 'help', 'home', 'ledger', 'timezone'] as const satisfies readonly OptionName[];

/** The commands, and what each takes. */
export const commandOptions = {
  report: [
    ...common,
    'since',
    'until',
    'branch',
    'model',
    'hour',
    'by',
    'value',
    'evidence',
    'insights',
    'dismissed',
    'turns',
  ],
  sessions: [...common, 'since', 'until', 'branch', 'model', 'hour'],
  export: [...common, 'since', 'until', 'branch', 'model', 'hour', 'by', 'format', 'out'],
  import: [...common, 'yes', 'list', 'undo'],
  badges: [...common, 'evidence'],
  verify: [...common, 'against'],
  doctor: common,
  statusline: [...common, 'from'],
  guard: ['json', 'help', 'policy', 'hook'],
  // Reads its own: `teamOptions.ts`.
  team: common,
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;

export type CommandName = keyof typeof commandOptions;
export const commandNames = Object.keys(commandOptions) as readonly CommandName[];

export interface CliOptions {
  readonly command: string;
  readonly rest: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  /** Of the command itself; without a command's name. */
  readonly version: boolean;
  readonly home: string | undefined;
  readonly ledger: string | undefined;
  readonly zone: string;
  readonly since: string | undefined;
  readonly until: string | undefined;
  /** A branch of the repository around the current folder; `.` is the one checked out. */
  readonly branch: string | undefined;
  /** The one model that is meant. */
  readonly models: readonly string[] | undefined;
  /** The one hour of the local week, 0 from Monday midnight. */
  readonly hour: number | undefined;
  readonly hourSaid: string | undefined;
  readonly by: readonly Dimension[];
  /** `by` is what the person wrote. */
  readonly bySaid: boolean;
  /** With `value`: what alone it is split by; undefined where nothing is said. */
  readonly splits: readonly KeptDimension[] | undefined;
  readonly format: ExportFormat;
  /** File to write; standard output when absent. */
  readonly out: string | undefined;
  /** File of another counter's days. */
  readonly against: string | undefined;
  /** Whose JSON standard input is; it is not read when absent. */
  readonly from: 'claude-code' | undefined;
  /** Whose hook asks the guard. */
  readonly hook: 'claude-code' | undefined;
  /** What stayed of the AI tools' edits, in place of what they used. */
  readonly value: boolean;
  /** What need not have been used, in place of what was. */
  readonly insights: boolean;
  /** With `insights`: those too that the person dismissed. */
  readonly dismissed: boolean;
  /** With `insights`: the requests of each finding too. */
  readonly turns: boolean;
  /** With `value`: all that its figures are computed from. */
  readonly evidence: boolean;
  /** File of a guard's policy. */
  readonly policy: string | undefined;
  /** To import what else would only be tried. */
  readonly yes: boolean;
  /** The imports that were. */
  readonly list: boolean;
  /** Number of an import to take back. */
  readonly undo: number | undefined;
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commandOptions, name);
}

/** Reads a command's words. Throws `UsageError`. */
export function readOptions(words: readonly string[]): CliOptions {
  const { values, positionals } = parse(words);
  const command = positionals[0] ?? '';
  refuseForeign(command, Object.keys(values));
  refuseDays(values);
  refuseMixed(command, values);
  if (values.format === 'jsonl' || (command === 'export' && values.out?.toLowerCase().endsWith('.jsonl')))
    refuseGroups(values.by ?? values.branch ?? values.model ?? values.hour);
  return {
    command,
    rest: positionals.slice(1),
    json: values.json === true,
    help: values.help === true,
    version: values.version === true,
    home: placeOf('home', values.home),
    ledger: placeOf('ledger', values.ledger),
    zone: readZone(command, values.timezone),
    since: values.since,
    until: values.until,
    branch: nonEmpty('branch', 'the name of a branch, or . for the one checked out', values.branch),
    models: values.model === undefined ? undefined : [nonEmpty('model', 'the id of a model', values.model) ?? ''],
    hour: readHour(values.hour),
    hourSaid: values.hour,
    by: values.value ? [] : readNames(values.by ?? 'tool,model,day', dimensions),
    bySaid: values.by !== undefined,
    splits: values.value && values.by !== undefined ? readNames(values.by, keptDimensions) : undefined,
    format: readFormat(values.format, values.json === true, values.out),
    out: values.out === '-' ? undefined : nonEmpty('out', 'the name of a file', values.out),
    from: readCaller('from', values.from),
    hook: readCaller('hook', values.hook),
    against: nonEmpty('against', 'the name of a file', values.against),
    value: values.value === true,
    insights: values.insights === true,
    dismissed: values.dismissed === true,
    turns: values.turns === true,
    evidence: values.evidence === true,
    policy: nonEmpty('policy', 'the name of a file', values.policy),
    yes: values.yes === true,
    list: values.list === true,
    undo: readNumber(values.undo),
  };
}

const weekdays: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function readHour(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, name = '', hour = ''] = /^([a-z]{3})-(\d{1,2})$/i.exec(text) ?? [];
  const weekday = weekdays.indexOf(name.toLowerCase());
  if (weekday < 0 || Number(hour) > 23)
    throw new UsageError(`--hour takes an hour of the week like mon-14, not "${text}".`);
  return weekday * 24 + Number(hour);
}

function refuseDays(values: ReturnType<typeof parse>['values']): void {
  const { since, until } = values;
  for (const [name, day] of Object.entries({ since, until }))
    if (day !== undefined && !isDay(day)) throw new UsageError(`--${name} takes a day like 2026-01-31, not "${day}".`);
  if (since && until && since > until) throw new UsageError('--since is after --until.');
}

/** Of the reports in place of the usual one, each takes its own. */
function refuseMixed(command: string, values: ReturnType<typeof parse>['values']): void {
  if (values.value && values.branch !== undefined)
    throw new UsageError('--value takes no --branch; --by branch tells of each.');
  if (values.value && values.model !== undefined)
    throw new UsageError('--value takes no --model; --by model tells of each.');
  if (values.value && values.hour !== undefined) throw new UsageError('--value takes no --hour.');
  const other = (['value', 'branch', 'model', 'hour', 'since', 'until', 'by'] as const).find(
    (name) => values[name] !== undefined,
  );
  if (values.insights && other) throw new UsageError(`--insights takes no --${other}: it looks at the last 28 days.`);
  const lone = values.insights ? undefined : (['dismissed', 'turns'] as const).find((name) => values[name]);
  if (lone) throw new UsageError(`--${lone} belongs to --insights.`);
  const isForgotten = (values.ledger ?? (values.home && ':memory:')) === ':memory:';
  if (values.yes && isForgotten)
    throw new UsageError('With --home alone no import would stay. Name a --ledger FILE, too.');
  if (values.evidence && !(values.json && (values.value || command === 'badges')))
    throw new UsageError(`--evidence belongs to ${command === 'badges' ? '--json' : '--value --json'}.`);
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options: optionTypes });
  } catch (error) {
    throw wrongWords(error);
  }
}

/** An option that a command would not heed is a mistake of the caller. */
function refuseForeign(command: string, given: readonly string[]): void {
  if (!isCommand(command)) return;
  const taken: readonly string[] = commandOptions[command];
  const foreign = given.find((name) => !taken.includes(name));
  if (foreign !== undefined) throw new UsageError(`"${command}" takes no --${foreign}.`);
}

/** A command without days is spared the machine's zone: to find it takes Node 10 ms, a third of a hook's run. */
function readZone(command: string, said: string | undefined): string {
  if (isCommand(command) && !(commandOptions[command] as readonly OptionName[]).includes('timezone')) return 'UTC';
  const zone = said ?? machineZone();
  if (!isZone(zone)) throw new UsageError(`"${zone}" is no time zone. Use a name like Europe/Berlin or UTC.`);
  return zone;
}

function readNames<N extends string>(text: string, known: readonly N[]): N[] {
  const names = text.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name as N));
  if (unknown !== undefined) throw new UsageError(`--by knows ${known.join(', ')}, not "${unknown}".`);
  return [...new Set(names)] as N[];
}

/** As said; else JSON where `--json` is given; else what the file's name ends in; else CSV. */
function readFormat(said: string | undefined, json: boolean, out: string | undefined): ExportFormat {
  const ending = out?.slice(out.lastIndexOf('.') + 1).toLowerCase();
  if (said === undefined) return json ? 'json' : (exportFormats.find((format) => format === ending) ?? 'csv');
  const format = exportFormats.find((known) => known === said);
  if (format === undefined) throw new UsageError(`--format knows ${exportFormats.join(', ')}, not "${said}".`);
  if (json && format !== 'json') throw new UsageError(`--json and --format ${format} exclude each other.`);
  return format;
}

function refuseGroups(given: string | undefined): void {
  if (given !== undefined)
    throw new UsageError('jsonl has each request: it takes no --by, --branch, --model and --hour.');
}

function readNumber(said: string | undefined): number | undefined {
  if (said === undefined || /^[1-9]\d{0,8}$/.test(said)) return said === undefined ? undefined : Number(said);
  throw new UsageError(`--undo takes the number of an import, not "${said}".`);
}

function readCaller(option: OptionName, said: string | undefined): CliOptions['from'] {
  if (said === undefined || said === 'claude-code') return said;
  throw new UsageError(`--${option} knows claude-code, not "${said}".`);
}

/** A folder or file under its plain name, however it is spelled. Throws `UsageError`. */
export function placeOf(option: 'home' | 'ledger', text: string | undefined): string | undefined {
  const said = nonEmpty(option, `the name of a ${option === 'home' ? 'folder' : 'file'}`, text);
  return said === undefined || said === ':memory:' ? said : resolve(said);
}

function nonEmpty(option: OptionName, what: string, text: string | undefined): string | undefined {
  if (text === '') throw new UsageError(`--${option} takes ${what}.`);
  return text;
}
