import type * as Reports from './run.js';

/** The bundle of every command but `guard`. */
export function loadReports(): typeof Reports {
  return require('./reports.cjs') as typeof Reports;
}
