import type { Insight } from '../core/insights/rows.js';
import { insightAdvice } from '../core/insights/words/insightWords.js';
import { say } from './badgeWords.js';

/** The same findings as JSON; money in whole micro-dollars. */
export function insightsJson(found: readonly Insight[]): object {
  return {
    schema: 1,
    findings: found.map(({ kind, session, start, end, requests, tokens, costNano }) => ({
      kind,
      session,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      requests,
      tokens,
      costMicroUsd: costNano === null ? null : Math.round(costNano / 1000),
      avoidedBy: insightAdvice(kind, say),
    })),
  };
}
