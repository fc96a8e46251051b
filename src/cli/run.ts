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
import { plainName } from '../core/plainText.js';
import type { Asked } from './asked.js';
import { doctorText } from './doctorText.js';
import { exitCode } from './exitCode.js';
import { helpText } from './help.js';
import { loadGuard } from './loadGuard.js';
import { usageMarkdown } from './markdown.js';
import { type CliOptions, type CommandName, isCommand, readOptions } from './options.js';
import type * as Others from './others.js';
import { ownVersion } from './ownVersion.js';
import { type Answer, print } from './print.js';
import { reportText, sessionsText, statusLine } from './text.js';
import { UsageError } from './usageError.js';

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

/** Answered from one state of the ledger. */
type Command = (app: CliApp, options: Asked, output: Output) => Answer;

/** Those of `others.ts`, with which `report` answers some of its options, too. */
const otherCommands = ['badges', 'verify', 'import'] as const satisfies readonly CommandName[];
type OwnCommand = Exclude<CommandName, (typeof otherCommands)[number] | 'guard' | 'team'>;
const commands: Readonly<Record<Exclude<OwnCommand, 'statusline'>, Command>> = {
  report: (app, options, { columns }) =>
    options.json ? app.report({ ...options, now: Date.now() }) : reportText(app, options, Date.now(), columns),
  sessions: (app, options, { columns }) =>
    options.json ? app.sessionsJson(options) : sessionsText(app, options, columns),
  export: (app, options, output) => exportUsage(app, options, output),
  doctor: (app, options) => (options.json ? doctorJson(app) : doctorText(app.doctor(), options.zone)),
};

/** Runs one command; the exit code: 0 done, 1 finding or failure, 2 wrong usage. `loadOthers` is called for a command that is rarely asked for. */
export function runCommand(
  words: readonly string[],
  output: Output,
  loadOthers: () => Pick<typeof Others, 'answerOther'>,
): Promise<number> {
  return exitCode(output, async () => {
    const options = readOptions(words);
    const { command, rest } = options;
    if (options.version && command === '') {
      output.out(`${ownVersion()}\n`);
      return 0;
    }
    const [about = ''] = command === 'help' ? rest : [command];
    if (about !== '' && !isCommand(about)) throw new UsageError(`There is no command "${about}".`);
    if (options.help || command === '' || command === 'help') {
      output.out(helpText(about));
      return options.help || command === 'help' ? 0 : 2;
    }
    if (!isCommand(command)) throw new UsageError(`There is no command "${command}".`);
    if (command === 'team') throw new UsageError('"team" comes first, before its options.');
    if (command === 'guard') return loadGuard().runGuard(words, output);
    if (rest.length > 0 && command !== 'import')
      throw new UsageError(`"${command}" takes no further word: "${rest[0]}".`);
    const work = () => answer(command, options, output, loadOthers);
    return work().catch((error: unknown) => {
      if (error instanceof Error && error.name === DamageFound.name) return work();
      throw error;
    });
  });
}

async function answer(
  command: Exclude<CommandName, 'guard' | 'team'>,
  given: CliOptions,
  output: Output,
  loadOthers: () => Pick<typeof Others, 'answerOther'>,
): Promise<number> {
  const options = { ...given, ...(given.branch === undefined ? {} : await branchFilter(process.cwd(), given.branch)) };
  if (!isOwn(command) || options.value || options.insights) return loadOthers().answerOther(command, options, output);
  return answerOwn(command, options, output);
}

function isOwn(command: Exclude<CommandName, 'guard' | 'team'>): command is OwnCommand {
  return !otherCommands.some((name) => name === command);
}

async function answerOwn(command: OwnCommand, options: Asked, output: Output): Promise<number> {
  const input = options.from === undefined ? undefined : output.input?.();
  const app = await openCliApp(options, output.onReading);
  try {
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

/** Writes the export, and where that goes to a file a line on standard error that says so. */
function exportUsage(app: CliApp, options: Asked, output: Output): string {
  const { format, out } = options;
  if (out === undefined)
    return format === 'jsonl'
      ? printLines(app, options, output)
      : printExport(exportText(app, options, format), output);
  try {
    if (format === 'jsonl') app.lines(options, (lines) => saveLines(out, lines));
    else saveExport(out, format, exportText(app, options, format));
  } catch (error) {
    throw new Error(`"${out}" was not written: ${failureWords(error)}`);
  }
  output.error(`Wrote ${plainName(out)}\n`);
  return '';
}

function exportText(app: CliApp, options: Asked, format: 'csv' | 'json' | 'md'): string {
  const request = { ...options, now: Date.now() };
  if (format === 'md') return `${usageMarkdown(app, options)}\n`;
  return format === 'csv' ? app.csv(request) : app.json(request);
}

/** Exact: its reader is a program, and Markdown is safe already. */
function printExport(text: string, { out }: Output): '' {
  out(text);
  return '';
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
