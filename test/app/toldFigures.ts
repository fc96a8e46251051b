import type { Totals } from '../../src/core/report.js';
import { microDollars } from '../../src/core/usageTable.js';

/** Sums as the command line’s JSON has them. */
export type Figures = Readonly<Record<string, number>> & { readonly precision: Totals['precision'] };
/** A report of the command line, as a script reads it. */
export interface Told {
  readonly totals: Figures;
  readonly byTool: Readonly<Record<string, Figures>>;
  readonly byModel: Readonly<Record<string, Figures>>;
  readonly byDay: Readonly<Record<string, Figures>>;
  readonly byBranch: Readonly<Record<string, Figures>>;
  readonly bySession: Readonly<Record<string, Figures>>;
}

/** The figures of totals that every place has, as the command line's JSON names them. */
export function plain(totals: Totals): object {
  const { total, requests, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, precision } = totals;
  const costMicroUsd = totals.costNano === null ? null : microDollars(totals.costNano);
  const counts = { total, requests, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning };
  return { ...counts, costMicroUsd, costAtLeast: totals.costAtLeast, precision };
}

/** The same figures of what the command line told. */
export function told(figures: Figures): object {
  const names = ['total', 'requests', 'input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning'];
  const more = ['costMicroUsd', 'costAtLeast', 'precision'];
  return Object.fromEntries([...names, ...more].map((name) => [name, figures[name]]));
}

/** What is used, without groups that hold nothing. */
export function used(map: Readonly<Record<string, Figures>>): string[] {
  return Object.keys(map).filter((key) => (map[key]?.['total'] ?? 0) > 0);
}

/** Rows of the Markdown tables of a document, cell by cell, without bold. */
export function tableRows(text: string): string[][] {
  return text
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).replaceAll('**', '').split(' | '));
}
