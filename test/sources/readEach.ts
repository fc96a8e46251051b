import { writeFileSync } from 'node:fs';
import { openCounting } from '../../src/app/counting.js';
import type { Totals } from '../../src/core/report.js';
import { assertInvariant } from '../ledger/invariant.js';
import { withFolder } from '../ledger/rig.js';

export type Entry = Readonly<Record<string, unknown>>;

const inputAndRequests = ({ input, requests }: Totals) => [input, requests];

/** Input and requests, or other figures, after each state of a home's logs was read, which `write` brings it into. */
export function readEach<S>(
  states: readonly S[],
  write: (home: string, state: S) => void,
  figuresOf: (totals: Totals) => number[] = inputAndRequests,
): Promise<number[][]> {
  return withFolder(async (home) => {
    const { ledger, scanner, queries } = openCounting({ home, os: 'linux' });
    const found: number[][] = [];
    for (const state of states) {
      write(home, state);
      await scanner.pass();
      assertInvariant(ledger.database, ledger);
      found.push(figuresOf(queries.usage({ zone: 'UTC', by: [] }).totals));
    }
    ledger.close();
    return found;
  });
}

/** A JSON object a line. */
export function writeLines(path: string, lines: readonly Entry[]): void {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
