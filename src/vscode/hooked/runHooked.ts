import * as vscode from 'vscode';
import { t } from '../words.js';
import { loggingTool } from './assistants.js';
import type { HookTools } from './hookTools.js';
import { WrappedRun, type Written } from './wrappedRun.js';

/** What a key binding for `tallyboard.runHooked` says. */
export interface HookedCommand {
  readonly command: string;
  /** Given to the command as its one argument, as a key binding does. */
  readonly args?: unknown;
}

/** The text of a command has settled when nothing has changed for so long after its end; it is watched no longer than `longest`. */
const quiet = 750;
const longest = 60_000;

/**
 * Runs other commands unchanged and counts the text that they put into documents. One run is watched at a time: the next
 * one ends it, so that no text counts twice.
 */
export class HookedRuns {
  readonly #tools: HookTools;
  #run: WrappedRun | undefined;
  readonly #counting = new Set<Promise<void>>();

  constructor(tools: HookTools) {
    this.#tools = tools;
  }

  /** A run is being watched: what is put in now is its own. */
  get watching(): boolean {
    return this.#run !== undefined;
  }

  /** The command's own result or error. Throws in words when the argument is none that can be run. */
  async run(argument: unknown): Promise<unknown> {
    const { command, args } = await readHooked(argument);
    this.#run?.end();
    const run = new WrappedRun({ quiet, longest }, (written) => this.#ended(run, command, written));
    this.#run = run;
    try {
      return await vscode.commands.executeCommand(command, ...(args === undefined ? [] : [args]));
    } finally {
      run.settle();
    }
  }

  /** Ends the run that is watched, and waits until all is recorded. */
  async close(): Promise<void> {
    this.#run?.end();
    await Promise.all(this.#counting);
  }

  #ended(run: WrappedRun, command: string, written: readonly Written[]): void {
    if (this.#run === run) this.#run = undefined;
    if (written.length === 0) return;
    const counting = this.#record(run, command, written).catch(() => {});
    this.#counting.add(counting);
    void counting.finally(() => this.#counting.delete(counting));
  }

  async #record({ startedAt, changedAt }: WrappedRun, command: string, written: readonly Written[]): Promise<void> {
    const { countTokens, uses, edits } = this.#tools;
    const [output = 0] = await countTokens([written.map(({ text }) => text).join('\n')]);
    const use = uses.record({
      kind: 'wrapped',
      startedAt,
      at: changedAt,
      entrypoint: command,
      loggedBy: loggingTool(command),
      model: 'unknown',
      input: 0,
      output,
      outcome: 'accepted',
      acceptedTokens: output,
      droppedTokens: 0,
      document: written[0]?.document.uri,
    });
    for (const { document, inserted, removed } of written)
      edits.record({
        use,
        kind: 'wrapped',
        model: 'unknown',
        at: changedAt,
        document: document.uri,
        inserted,
        removed,
      });
  }
}

/** What a person wrote into a key binding, or words for what is wrong with it. */
async function readHooked(argument: unknown): Promise<HookedCommand> {
  const { command, args } = (typeof argument === 'object' && argument !== null ? argument : {}) as Partial<
    Record<keyof HookedCommand, unknown>
  >;
  if (typeof command !== 'string' || command === '')
    throw new Error(t('tallyboard.runHooked takes "args": { "command": "…", "args": … } in a key binding.'));
  if (command.startsWith('tallyboard.'))
    throw new Error(t('"{0}" is a command of Tallyboard, which counts its own use.', command));
  if (!(await vscode.commands.getCommands()).includes(command))
    throw new Error(t('There is no command "{0}" here. Is its extension installed?', command));
  return { command, args };
}
