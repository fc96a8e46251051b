import * as others from '../../src/cli/others.js';
import { runCommand } from '../../src/cli/run.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command in this process; `columns` is the width of the terminal that it believes in. */
export async function runIn(columns: number | undefined, ...words: string[]): Promise<Ran> {
  const told = { out: '', error: '' };
  const output = {
    out(text: string) {
      told.out += text;
    },
    error(text: string) {
      told.error += text;
    },
    columns,
  };
  const code = await runCommand(words, output, () => others);
  return { code, ...told };
}

export function run(...words: string[]): Promise<Ran> {
  return runIn(undefined, ...words);
}
