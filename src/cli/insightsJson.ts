import type { JudgedFinding } from '../app/otherCli.js';
import type { InsightTurn } from '../core/insights/turns.js';
import { insightAdvice } from '../core/insights/words/insightWords.js';
import { say } from './badgeWords.js';

/** Findings, and how many others were dismissed. */
export interface ToldFindings {
  readonly shown: readonly JudgedFinding[];
  readonly dismissed: number;
}

/** The same findings as JSON; money in whole micro-dollars, `right` as the person said: null where nothing was. */
export function insightsJson({ shown, dismissed: leftOut }: ToldFindings): object {
  return {
    schema: 1,
    findings: shown.map(({ kind, session, start, end, requests, tokens, costNano, dismissed, right, turns }) => ({
      kind,
      session,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      requests,
      tokens,
      costMicroUsd: microUsd(costNano),
      avoidedBy: insightAdvice(kind, say),
      dismissed,
      right,
      ...(turns ? { turns: turns.map(turnJson) } : {}),
    })),
    dismissedLeftOut: leftOut,
  };
}

/** `counted`: the finding counts it; else it stands before those, to be compared with. */
function turnJson({ number, at, model, agent, counts, costNano, counted }: InsightTurn): object {
  const { cacheWrite5m, cacheWrite1h, ...told } = counts;
  const tokens = { ...told, cacheWrite: cacheWrite5m + cacheWrite1h, cacheWrite5m, cacheWrite1h };
  return { number, at: new Date(at).toISOString(), model, agent, ...tokens, costMicroUsd: microUsd(costNano), counted };
}

function microUsd(costNano: number | null): number | null {
  return costNano === null ? null : Math.round(costNano / 1000);
}
