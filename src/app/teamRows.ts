import type { DayFigures } from '../core/team/machines.js';
import { isOfUse, weeksOver } from '../core/team/own.js';
import { toolIds } from '../core/toolNames.js';
import type { BadgeAnswer } from '../protocol/badges.js';
import { badgeStandings } from './badges.js';
import { type Counting, type CountingOptions, ledgerPath, openCounting } from './counting.js';
import { readKeptWork } from './keptWork.js';
import { failureWords } from './ledgerWords.js';
import { ownWeek } from './ownWeek.js';
import { teamFactsHere } from './teamFacts.js';
import type { OwnFigures } from './teamShare.js';

/** Every badge as it stands here. */
export function badgesHere(options: CountingOptions, zone: string): Promise<BadgeAnswer> {
  return counted(options, async ({ ledger }) => {
    const now = Date.now();
    await readKeptWork(ledger, options, { now });
    return badgeStandings(ledger, { now, zone }, teamFactsHere());
  });
}

/** What is shared of the own ledger. Each question reads the logs first. */
export function ownFigures(options: CountingOptions, zone: string): OwnFigures {
  return {
    weeks: (policy, now) =>
      counted(options, async ({ ledger, queries }) => {
        await readKeptWork(ledger, options, { now });
        const weeks = weeksOver(policy, now).map((week) => ownWeek(ledger, queries, { week, zone: policy.zone }));
        return weeks.filter(isOfUse);
      }),
    days: () => counted(options, async ({ queries }) => daysOf(queries, zone)),
  };
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

function daysOf(queries: Counting['queries'], zone: string): readonly DayFigures[] {
  return queries
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
    }));
}
