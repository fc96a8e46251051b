import { requireBundle } from '../app/compiledCode.js';
import type * as Reports from './run.js';

/** The bundle of what is asked for often, and of what sees to the rest. */
export function loadReports(): typeof Reports {
  return requireBundle('reports.cjs') as typeof Reports;
}
