import { byTool, type CliApp, DamageFound, openCliApp } from '../app/cli.js';
import { helpText } from './help.js';
import { type CliOptions, readOptions, UsageError } from './options.js';
import { doctorText, reportText, sessionsText, statusLine } from './text.js';

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

type Answer = string | object;
type Command = (app: CliApp, options: CliOptions) => Answer;
const commands: Readonly<Record<string, Command>> = {
  report: (app, options) =>
    options.json ? app.report({ ...options, now: Date.now() }) : reportText(app, options, Date.now()),
  sessions: (app, options) => (options.json ? app.sessionsJson(options) : sessionsText(app, options)),
  doctor: (app, options) => (options.json ? doctorJson(app) : doctorText(app.doctor())),
  statusline: (app, options) => statusLine(app, options, Date.now()),
};

/** Runs one command; the exit code: 0 done, 1 failure, 2 wrong usage. */
export async function runCommand(words: readonly string[], output: Output): Promise<number> {
  try {
    const options = readOptions(words);
    const run = Object.hasOwn(commands, options.command) ? commands[options.command] : undefined;
    if (options.help || options.command === '' || options.command === 'help') {
      output.out(helpText(options.command));
      return options.help || options.command === 'help' ? 0 : 2;
    }
    if (!run) throw new UsageError(`There is no command "${options.command}".`);
    if (options.rest.length > 0)
      throw new UsageError(`"${options.command}" takes no further word: "${options.rest[0]}".`);
    const answer = await answered(run, options, output).catch((error: unknown) => {
      if (error instanceof DamageFound) return answered(run, options, output);
      throw error;
    });
    output.out(typeof answer === 'string' ? `${answer}\n` : `${JSON.stringify(answer, null, 1)}\n`);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      output.error(`tallyboard: ${error.message}\nTry: tallyboard --help\n`);
      return 2;
    }
    output.error(`tallyboard: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function answered(run: Command, options: CliOptions, output: Output): Promise<Answer> {
  const app = await openCliApp(options);
  try {
    const answer = app.together(() => run(app, options));
    for (const notice of app.notices) output.error(`tallyboard: ${notice}\n`);
    return answer;
  } finally {
    app.close();
  }
}

function doctorJson(app: CliApp): object {
  const { sources, ledger, problems } = app.doctor();
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
  };
}
