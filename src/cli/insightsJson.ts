import type { JudgedFinding } from '../app/otherCli.js';
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
    findings: shown.map(({ kind, session, start, end, requests, tokens, costNano, dismissed, right }) => ({
      kind,
      session,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      requests,
      tokens,
      costMicroUsd: costNano === null ? null : Math.round(costNano / 1000),
      avoidedBy: insightAdvice(kind, say),
      dismissed,
      right,
    })),
    dismissedLeftOut: leftOut,
  };
}
