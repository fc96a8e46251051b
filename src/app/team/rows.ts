import { dayFigures } from '../../core/team/machines.js';
import { isOfUse, weeksOver } from '../../core/team/own.js';
import type { BadgeAnswer } from '../../protocol/badges.js';
import { badgeStandings } from '../badges.js';
import { type Counting, type CountingOptions, ledgerPath, openCounting } from '../counting.js';
import { insights } from '../insights.js';
import { readKeptWork } from '../keptWork.js';
import { failureWords } from '../ledgerWords.js';
import { ownWeek } from '../ownWeek.js';
import { teamFactsHere } from './facts.js';
import type { OwnFigures } from './share.js';

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
        insights(ledger, { now, zone });
        const weeks = weeksOver(policy, now).map((week) => ownWeek(ledger, queries, { week, zone: policy.zone }));
        return weeks.filter(isOfUse);
      }),
    days: () => counted(options, async ({ queries }) => dayFigures(queries.usage({ zone, by: ['day', 'tool'] }).rows)),
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
