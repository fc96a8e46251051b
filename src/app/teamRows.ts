import { dayOf } from '../core/day.js';
import type { DayFigures } from '../core/team/machines.js';
import type { OwnWeek } from '../core/team/own.js';
import type { TeamPolicy } from '../core/team/policy.js';
import { addWeeks, weekOf } from '../core/team/week.js';
import { toolIds } from '../core/toolNames.js';
import { type Counting, type CountingOptions, ledgerPath, openCounting } from './counting.js';
import { readKeptWork } from './keptWork.js';
import { failureWords } from './ledgerWords.js';
import { ownWeek } from './ownWeek.js';

/** What the own ledger says of the weeks that are over, as many as the policy keeps; none of a week without use. Reads the logs first. */
export function ownWeeksNow(options: CountingOptions, policy: TeamPolicy, now: number): Promise<readonly OwnWeek[]> {
  const { zone } = policy;
  return counted(options, async ({ ledger, queries }) => {
    await readKeptWork(ledger, options, { now });
    const last = addWeeks(weekOf(dayOf(now, zone)), -1);
    const weeks = Array.from({ length: policy.weeks }, (_, ago) => addWeeks(last, -ago));
    return weeks.map((week) => ownWeek(ledger, queries, { week, zone })).filter(isOfUse);
  });
}

function isOfUse({ counts, lines, tools }: OwnWeek): boolean {
  return lines > 0 || tools.length > 0 || counts.cacheRead + counts.cacheWrite + counts.input > 0;
}

/** Each day's use of each tool, in the person's own zone. Reads the logs first. */
export function ownDays(options: CountingOptions, zone: string): Promise<readonly DayFigures[]> {
  return counted(options, async ({ queries }) =>
    queries
      .usage({ zone, by: ['day', 'tool'] })
      .rows.filter(({ key }) => toolIds.includes(key.tool ?? ''))
      .map(({ key, totals }) => ({
        day: key.day ?? '',
        tool: key.tool ?? '',
        input: totals.input,
        cacheRead: totals.cacheRead,
        cacheWrite5m: totals.cacheWrite5m,
        cacheWrite1h: totals.cacheWrite1h,
        output: totals.output,
        reasoning: totals.reasoning,
        requests: totals.requests,
        costNano: totals.costNano,
        costAtLeast: totals.costAtLeast,
      })),
  );
}

async function counted<T>(options: CountingOptions, work: (counting: Counting) => Promise<T>): Promise<T> {
  try {
    const counting = openCounting(options);
    try {
      await counting.scanner.pass({ pauseMs: 0 });
      return await work(counting);
    } finally {
      counting.ledger.close();
    }
  } catch (error) {
    throw failureWords(error, ledgerPath(options));
  }
}
