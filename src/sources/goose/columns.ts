import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { Row } from '../../core/source.js';
import type { TokenCounts } from '../../core/usage.js';
import { disjoint } from '../common/request.js';

/** A row a request; 1.34 has no such table, 1.52 has. */
export const usageTable = 'usage_ledger';

/** The session's model, as it is set now. */
export function modelOf(row: Row): string {
  return text(record(jsonOf(text(row['model_config_json']) ?? ''))?.['model_name']) ?? 'unknown';
}

/**
 * Sessions are numbered by day, and the number of a day's last one is given again once it was deleted. One that was taken over
 * from a file, which has the time in its name, may be told as made when it was.
 */
export function sinceOf(session: string, created: unknown): number | undefined {
  const since = /^\d{8}_\d{1,5}$/.test(session) ? instantOf(created) : Number.NaN;
  return Number.isNaN(since) ? undefined : since;
}

/** The input contains what was cached, unless the total says that it stands beside. `prefix`: of the columns' names. */
export function countsOf(row: Row, prefix: '' | 'accumulated_'): TokenCounts {
  const told = (name: string) => count(row[`${prefix}${name}_tokens`]);
  const [input, output, cacheRead, cacheWrite] = [
    told('input'),
    told('output'),
    told('cache_read'),
    told('cache_write'),
  ];
  const cached = cacheRead + cacheWrite;
  const isBeside = cached > input || told('total') === input + output + cached;
  return disjoint({ input: isBeside ? input + cached : input, cacheRead, cacheWrite, output, reasoning: 0 });
}

const [read, written] = ['coalesce(cache_read_tokens, 0)', 'coalesce(cache_write_tokens, 0)'];
const cached = `(${read} + ${written})`;
/** SQL of the same, for sums of rows that may tell it either way. */
export const freshInput = `iif(${cached} > input_tokens or total_tokens = input_tokens + output_tokens + ${cached}, input_tokens,
  input_tokens - ${cached})`;
