import type { LedgerReader } from '../../app/you.js';
import { headlinePrecision } from '../../core/format.js';
import type { Totals } from '../../core/report.js';
import { microDollars } from '../../core/usageTable.js';
import type { Cancellation } from '../../protocol/rpc.js';
import { knownModels, narrowedUsage } from './narrowedUsage.js';
import type { When } from './time.js';
import { largest } from './usageText.js';
import { readToolInput } from './usageToolInput.js';

/** More than a model can use. Those with most tokens come first; the totals are always of all. */
const rowsGiven = 200;

/** The documented result: a contract for models and scripts. Counts, tools, models and days; nothing else of the ledger. */
export async function usageToolResult(
  input: unknown,
  {
    reader,
    when,
    moneyWord,
    signal,
  }: {
    readonly reader: LedgerReader;
    readonly when: When;
    readonly moneyWord: string;
    readonly signal?: Cancellation;
  },
): Promise<object> {
  const { zone } = when;
  const question = readToolInput(input, when, { models: await knownModels(reader, zone, signal) });
  const { totals, rows } = await narrowedUsage(reader, { ...question, zone }, signal);
  const { days, by, tools, models } = question;
  const sorted = by.length === 0 ? [] : [...rows].sort((a, b) => largest(a.totals, b.totals, false));
  return {
    schema: 1,
    timezone: zone,
    since: days.since ?? null,
    until: days.until ?? null,
    ...(tools.length > 0 ? { tools } : {}),
    ...(models.length > 0 ? { models } : {}),
    units: {
      tokens: 'whole tokens; total = input + cacheRead + cacheWrite + output; reasoning is a part of output',
      money: `US dollars, ${moneyWord}; null where no price is known`,
      marks:
        'exact: counted by the provider; atLeast: the true figure is this or more; estimate: counted by a tokenizer',
    },
    totals: figuresOf(totals),
    rows: sorted.slice(0, rowsGiven).map((row) => ({ ...row.key, ...figuresOf(row.totals) })),
    rowsLeftOut: Math.max(0, sorted.length - rowsGiven),
    modelsWithoutPrice: totals.unpricedModels,
  };
}

function figuresOf(totals: Totals): object {
  const { costNano } = totals;
  return {
    requests: totals.requests,
    tokens: totals.total,
    tokensMark: headlinePrecision(totals),
    input: totals.input,
    cacheRead: totals.cacheRead,
    cacheWrite: totals.cacheWrite5m + totals.cacheWrite1h,
    output: totals.output,
    reasoning: totals.reasoning,
    price: costNano === null ? null : microDollars(costNano) / 1_000_000,
    priceMark: costNano === null ? 'unknown' : totals.costAtLeast ? 'atLeast' : 'exact',
  };
}
