import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Totals } from '../../../src/core/report.js';

/** The database of OpenCode or Kilo in a home; made where there is none yet. */
export function databaseOf(tool: string, home: string): DatabaseSync {
  const path = join(home, '.local/share', tool, `${tool}.db`);
  mkdirSync(dirname(path), { recursive: true });
  return new DatabaseSync(path);
}

export const inputOutputAndRequests = ({ input, output, requests }: Totals) => [input, output, requests];
