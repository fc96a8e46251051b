import assert from 'node:assert/strict';
import { type Imported, importRanks } from '../../src/core/imported.js';
import type { RequestObservation } from '../../src/core/observation.js';
import { dimensions } from '../../src/core/report.js';
import { noTokens } from '../../src/core/usage.js';
import { importedLine, usageLine } from '../../src/core/usageLine.js';
import { importInto } from '../../src/ledger/imports/imports.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { requestKey } from '../../src/platform/key.js';
import { noon, request } from './rig.js';

type Told = Partial<RequestObservation>;

/** A record of telemetry, as its readers make it. */
export function exported(told: Told): Imported {
  return {
    kind: 'request',
    observation: request({
      namespace: 'telemetry/tool',
      store: 'telemetry',
      rank: importRanks.telemetry,
      project: '',
      branch: '',
      ...told,
    }),
  };
}

/** What another machine exports of a request that it has in its log. */
export function line(told: RequestObservation): Imported {
  const key = requestKey(told.namespace, told.id).toString('hex');
  const imported = importedLine(JSON.parse(JSON.stringify(usageLine(told, 'request', key))));
  assert.ok(imported);
  return imported;
}

/** A point of a metric. */
export function point(told: Partial<Extract<Imported, { kind: 'sum' }>>): Imported {
  const plain = { tool: 'tool', session: 's1', model: 'small-1', series: 'a', at: noon, cumulative: false };
  return { ...noTokens, kind: 'sum', ...plain, ...told };
}

/** Imports the records, or only tries to. */
export function take(ledger: Ledger, records: readonly Imported[], apply = true) {
  return importInto(ledger, { files: ['a.json'], at: noon, apply }, (each) => records.forEach(each));
}

/** So many records, ten a session. */
export function manyRecords(count: number): Imported[] {
  return Array.from({ length: count }, (_, n) =>
    exported({ id: `m${n}`, session: `m${Math.floor(n / 10)}`, at: noon + n * 1000, input: 1 + (n % 90) }),
  );
}

/** All that the ledger tells of use, in one order. */
export function usageOf(ledger: Ledger) {
  const { rows, totals } = new Queries(ledger).usage({ zone: 'UTC', by: dimensions });
  const counted = rows.filter((row) => row.totals.total + row.totals.requests > 0);
  return { totals, rows: counted.sort((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1)) };
}
