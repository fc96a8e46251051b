import {
  branchFilter,
  byTool,
  type CliApp,
  DamageFound,
  openCliApp,
  saveExport,
  saveLines,
  writeFailure,
} from '../app/cli.js';
import type { Asked } from './asked.js';
import { badgesJson } from './badgesJson.js';
import { badgesText } from './badgesText.js';
import { doctorText } from './doctorText.js';
import { exitCode } from './exitCode.js';
import { helpText } from './help.js';
import { importUsage } from './importUsage.js';
import { insightsJson } from './insightsJson.js';
import { insightsText } from './insightsText.js';
import { loadGuard } from './loadGuard.js';
import { usageMarkdown } from './markdown.js';
import { type CliOptions, type CommandName, isCommand, readOptions, UsageError } from './options.js';
import { reportText, sessionsText, statusLine } from './text.js';
import { valueJson } from './valueJson.js';
import { valueText } from './valueText.js';
import { verifyText } from './verifyText.js';

export interface Output {
  out(text: string): void;
  error(text: string): void;
  /** What stands on standard input, once that has ended or said enough; '' where there is nothing to read. */
  input?(): Promise<string>;
  /** Width of the terminal in characters; undefined where it is none. */
  readonly columns?: number | undefined;
  /** Logs are about to be read. */
  readonly onReading?: () => void;
}

/** Text to print, or an object to print as JSON; a text that ends in a line's end is printed as it is. */
type Answer = string | object;
/** Answered from one state of the ledger. */
type Command = (app: CliApp, options: Asked, output: Output) => Answer;

type OtherCommand = 'badges' | 'verify' | 'guard' | 'team' | 'statusline' | 'import';
const commands: Readonly<Record<Exclude<CommandName, OtherCommand>, Command>> = {
  report: (app, options, { columns }) =>
    options.json ? app.report({ ...options, now: Date.now() }) : reportText(app, options, Date.now(), columns),
  sessions: (app, options, { columns }) =>
    options.json ? app.sessionsJson(options) : sessionsText(app, options, columns),
  export: (app, options, output) => exportUsage(app, options, output),
  doctor: (app, options) => (options.json ? doctorJson(app) : doctorText(app.doctor(), options.zone)),
};

/** Runs one command; the exit code: 0 done, 1 finding or failure, 2 wrong usage. */
export function runCommand(words: readonly string[], output: Output): Promise<number> {
  return exitCode(output, async () => {
    const options = readOptions(words);
    const { command, rest } = options;
    if (options.help || command === '' || command === 'help') {
      output.out(helpText(command === 'help' ? (rest[0] ?? '') : command));
      return options.help || command === 'help' ? 0 : 2;
    }
    if (!isCommand(command)) throw new UsageError(`There is no command "${command}".`);
    if (command === 'team') throw new UsageError('"team" comes first, before its options.');
    if (command === 'guard') return loadGuard().runGuard(words, output);
    if (rest.length > 0 && command !== 'import')
      throw new UsageError(`"${command}" takes no further word: "${rest[0]}".`);
    return answer(command, options, output).catch((error: unknown) => {
      if (error instanceof DamageFound) return answer(command, options, output);
      throw error;
    });
  });
}

async function answer(
  command: Exclude<CommandName, 'guard' | 'team'>,
  given: CliOptions,
  output: Output,
): Promise<number> {
  const options = { ...given, ...(given.branch === undefined ? {} : await branchFilter(process.cwd(), given.branch)) };
  const input = options.from === undefined ? undefined : output.input?.();
  const app = await openCliApp(options, output.onReading);
  try {
    if (command === 'verify') return await verify(app, options, output);
    if (command === 'badges') return await badges(app, options, output);
    if (options.insights) return await insights(app, options, output);
    if (options.value) return await value(app, options, output);
    if (command === 'import') return print(importUsage(app, options, output.columns), app, output);
    const now = Date.now();
    const status = input && app.takeStatus(await input, now);
    const told = app.together(() =>
      command === 'statusline'
        ? statusLine(app, options, now, status?.context)
        : commands[command](app, options, output),
    );
    return print(told, app, output);
  } finally {
    app.close();
  }
}

function print(told: Answer, app: CliApp, output: Output): number {
  for (const notice of app.notices) output.error(`tallyboard: ${notice}\n`);
  const text = typeof told === 'string' ? told : JSON.stringify(told, null, 1);
  if (text !== '') output.out(text.endsWith('\n') ? text : `${text}\n`);
  return 0;
}

/** 1 where something is unexplained. */
async function verify(app: CliApp, { json, against, zone }: Asked, { out, columns }: Output): Promise<number> {
  const answer = against === undefined ? await app.verify() : await app.verifyAgainst(against, zone);
  out(json ? `${JSON.stringify(answer, null, 1)}\n` : `${verifyText(answer, columns)}\n`);
  return answer.unexplained === 0 ? 0 : 1;
}

async function value(app: CliApp, options: Asked, { out, columns }: Output): Promise<number> {
  const told = await app.value({ ...options, now: Date.now() });
  out(`${options.json ? JSON.stringify(valueJson(told, options), null, 1) : valueText(told, options, columns)}\n`);
  return 0;
}

async function insights(app: CliApp, { json, zone }: Asked, { out, columns }: Output): Promise<number> {
  const found = await app.insights({ now: Date.now(), zone });
  out(`${json ? JSON.stringify(insightsJson(found), null, 1) : insightsText(found, zone, columns)}\n`);
  return 0;
}

async function badges(app: CliApp, { json, zone }: Asked, { out, columns }: Output): Promise<number> {
  const told = await app.badges({ now: Date.now(), zone });
  out(`${json ? JSON.stringify(badgesJson(told), null, 1) : badgesText(told, columns)}\n`);
  return 0;
}

/** The export itself where it goes to standard output; else nothing, and a line on standard error that says what was written. */
function exportUsage(app: CliApp, options: Asked, output: Output): string {
  const { format, out } = options;
  if (out === undefined)
    return format === 'jsonl' ? printLines(app, options, output) : exportText(app, options, format);
  try {
    if (format === 'jsonl') app.lines(options, (lines) => saveLines(out, lines));
    else saveExport(out, format, exportText(app, options, format));
  } catch (error) {
    throw new Error(`"${out}" was not written: ${failureWords(error)}`);
  }
  output.error(`Wrote ${out}\n`);
  return '';
}

function exportText(app: CliApp, options: Asked, format: 'csv' | 'json' | 'md'): string {
  const request = { ...options, now: Date.now() };
  if (format === 'md') return `${usageMarkdown(app, options)}\n`;
  return format === 'csv' ? app.csv(request) : app.json(request);
}

/** Characters that are handed over together. */
const mostTogether = 65_536;

function printLines(app: CliApp, options: Asked, { out }: Output): '' {
  app.lines(options, (lines) => {
    let text = '';
    for (const line of lines) {
      text += line;
      if (text.length < mostTogether) continue;
      out(text);
      text = '';
    }
    if (text !== '') out(text);
  });
  return '';
}

function failureWords(error: unknown): string {
  const words = {
    noFolder: 'its folder is not there. Make it first.',
    isFolder: 'there is a folder of that name. Name a file.',
    forbidden: 'you may not write there. Choose another place.',
    full: 'the disk is full. What was there is unchanged.',
    other: error instanceof Error ? error.message : String(error),
  } satisfies Record<ReturnType<typeof writeFailure>, string>;
  return words[writeFailure(error)];
}

function doctorJson(app: CliApp): object {
  const { sources, ledger, problems, guard } = app.doctor();
  return {
    schema: 1,
    sources: byTool(sources).map(({ tool, roots, files, records, skipped, lastEventAt }) => ({
      tool,
      roots,
      files,
      records,
      skipped,
      lastEventAt: lastEventAt === undefined ? null : new Date(lastEventAt).toISOString(),
    })),
    ledger,
    problems: problems.map(({ code, detail }) => ({ code, text: detail })),
    guard,
  };
}
