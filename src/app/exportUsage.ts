import { csvText } from '../core/csv.js';
import type { SourceRow } from '../core/report.js';
import { instants } from '../core/span.js';
import { usageTable } from '../core/usageTable.js';
import type { Queries } from '../ledger/questions/queries.js';
import { type ReportRequest, reportJson } from './reportJson.js';

/** Usage as a table, one row a group of all that `by` names. */
export function usageCsv(
  queries: Queries,
  { zone, by, folders, branches, models, hour, ...span }: ReportRequest,
): string {
  const answer = queries.usage({ ...instants({ ...span, zone }), zone, by, folders, branches, models, hour });
  const { head, rows } = usageTable(answer.rows, by);
  return csvText(head, rows);
}

/** The same JSON as that of the report. */
export function usageJson(queries: Queries, request: ReportRequest, sources: readonly SourceRow[]): string {
  return `${JSON.stringify(
    queries.together(() => reportJson(queries, request, sources)),
    null,
    1,
  )}\n`;
}
