import type { Insight } from '../app/insights.js';
import { insightWords } from './insightsText.js';

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
      avoidedBy: insightWords[kind][1],
    })),
  };
}
