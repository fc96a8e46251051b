import { addDays, dayOf, dayStart } from '../core/day.js';
import type { Finding } from '../core/insights/facts.js';
import { insightsOf } from '../core/insights/insights.js';
import type { Ledger } from '../ledger/ledger.js';
import { sessionFacts } from '../ledger/sessionFacts.js';

/** Days that are looked at. */
const days = 28;

export interface InsightRequest {
  readonly now: number;
  readonly zone: string;
}

/** A finding with the instants of its first and last request. */
export interface Insight extends Omit<Finding, 'first' | 'last'> {
  readonly start: number;
  readonly end: number;
}

/** What need not have been used in sessions with use in the last 28 local days, the dearest first, from what was read last. */
export function insights(ledger: Ledger, { now, zone }: InsightRequest): readonly Insight[] {
  const since = dayStart(addDays(dayOf(now, zone), 1 - days), zone);
  const sessions = ledger.read(() => sessionFacts(ledger, since));
  const requests = new Map(sessions.map((facts) => [facts.session, facts.requests]));
  return insightsOf(sessions, now)
    .map(({ first, last, ...finding }) => {
      const at = (index: number) => requests.get(finding.session)?.[index]?.at ?? 0;
      return { ...finding, start: at(first), end: at(last) };
    })
    .filter(({ end }) => end >= since);
}
