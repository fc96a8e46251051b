import { writeFileSync } from 'node:fs';
import { openCounting } from '../../src/app/counting.js';
import { withFolder } from '../ledger/rig.js';

export type Entry = Readonly<Record<string, unknown>>;

/** Input and requests after each state of a home's logs was read, which `write` brings it into. */
export function readEach<S>(states: readonly S[], write: (home: string, state: S) => void): Promise<number[][]> {
  return withFolder(async (home) => {
    const { ledger, scanner, queries } = openCounting({ home, os: 'linux' });
    const found: number[][] = [];
    for (const state of states) {
      write(home, state);
      await scanner.pass();
      const { totals } = queries.usage({ zone: 'UTC', by: [] });
      found.push([totals.input, totals.requests]);
    }
    ledger.close();
    return found;
  });
}

/** A JSON object a line. */
export function writeLines(path: string, lines: readonly Entry[]): void {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
