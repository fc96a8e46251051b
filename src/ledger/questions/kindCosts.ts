import type { Rate } from '../../core/cost.js';
import type { PriceQuery } from '../../core/pricing.js';
import type { Totals, UsageRow } from '../../core/report.js';
import type { KindCosts } from '../../protocol/ledger.js';
import type { Ledger } from '../ledger.js';
import type { Queries } from './queries.js';

type Query = Omit<Parameters<Queries['usage']>[0], 'by'>;
type Parts = Record<keyof Omit<KindCosts, 'estimated'>, number>;

const kinds = ['cacheRead', 'cacheWrite', 'input', 'output'] as const satisfies readonly (keyof Parts)[];

/**
 * The list price of a sum by kind of token; null when nothing of it has a price. Stored is the price of a request as a
 * whole, so each model's sum is multiplied again by the prices of now. Where that gives the stored sum (requests round
 * half a nano-dollar each) the split is exact; else it is scaled to the stored sum and said to be estimated.
 */
export function kindCosts(ledger: Ledger, queries: Queries, query: Query, now: number): KindCosts | null {
  const { totals, rows } = queries.usage({ ...query, by: ['tool', 'model'] });
  if (totals.costNano === null) return null;
  const sum: Parts = { cacheRead: 0, cacheWrite: 0, input: 0, output: 0 };
  let estimated = false;
  for (const row of rows) {
    const split = splitOf(ledger, row, now);
    for (const kind of kinds) sum[kind] += split.parts[kind];
    estimated ||= split.estimated;
  }
  return { ...sum, estimated };
}

function splitOf(ledger: Ledger, { key, totals }: UsageRow, now: number): { parts: Parts; estimated: boolean } {
  const cost = totals.costNano ?? 0;
  const tried = services(ledger, key.tool ?? '', key.model ?? '').map((service) =>
    multiplied(totals, ledger.pricing.rate(service, now)),
  );
  const exact = tried.find((parts) => parts && Math.abs(together(parts) - cost) <= totals.requests);
  const parts = exact ?? tried.find((some) => some && together(some) > 0) ?? bySize(totals);
  return { parts: scaled(parts, cost), estimated: exact === undefined && cost > 0 };
}

/** How a tool's requests to a model were served; a few ways at most. */
function services(ledger: Ledger, tool: string, model: string): PriceQuery[] {
  const rows = ledger.database
    .prepare(`select distinct f.provider, f.tier, f.speed, f.geo from facet f join bucket b on b.id = f.bucket
      where b.tool = ? and b.model = ?`)
    .all(tool, model);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return rows.map((row) => ({
    model,
    provider: text(row['provider']),
    serviceTier: text(row['tier']),
    speed: text(row['speed']),
    geo: text(row['geo']),
  }));
}

/** Nano-dollars at the base step; undefined without a price. */
function multiplied(totals: Totals, rate: Rate | undefined): Parts | undefined {
  const step = rate?.steps[0];
  if (!step) return undefined;
  const part = (tokens: number, price: number) =>
    tokens === 0 || Number.isNaN(price) ? 0 : (tokens * price) / step.divisor;
  return {
    cacheRead: part(totals.cacheRead, step.cacheRead),
    cacheWrite: part(totals.cacheWrite5m, step.cacheWrite5m) + part(totals.cacheWrite1h, step.cacheWrite1h),
    input: part(totals.input, step.input),
    output: part(totals.output, step.output),
  };
}

function bySize({ cacheRead, cacheWrite5m, cacheWrite1h, input, output }: Totals): Parts {
  return { cacheRead, cacheWrite: cacheWrite5m + cacheWrite1h, input, output };
}

/** Whole nano-dollars that add up to `cost`; what rounding leaves goes to the largest. */
function scaled(parts: Parts, cost: number): Parts {
  const sum = together(parts);
  if (sum === 0) return parts;
  const whole = Object.fromEntries(kinds.map((kind) => [kind, Math.floor((parts[kind] / sum) * cost)])) as Parts;
  const largest = kinds.reduce((a, b) => (parts[b] > parts[a] ? b : a));
  return { ...whole, [largest]: whole[largest] + cost - together(whole) };
}

function together(parts: Parts): number {
  return kinds.reduce((sum, kind) => sum + parts[kind], 0);
}
