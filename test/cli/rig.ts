import { runCommand } from '../../src/cli/run.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command in this process; `columns` is the width of the terminal that it believes in. */
export async function runIn(columns: number | undefined, ...words: string[]): Promise<Ran> {
  const told = { out: '', error: '' };
  const code = await runCommand(words, {
    out(text) {
      told.out += text;
    },
    error(text) {
      told.error += text;
    },
    columns,
  });
  return { code, ...told };
}

export function run(...words: string[]): Promise<Ran> {
  return runIn(undefined, ...words);
}
