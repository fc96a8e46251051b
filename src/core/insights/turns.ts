import type { TokenCounts } from '../usage.js';
import type { Finding, RequestFact, SessionFacts } from './facts.js';
import { shortAnswers } from './largeModel.js';
import { between } from './whole.js';

/** A request of a finding, for a person to look at; no text. */
export interface InsightTurn {
  /** Its place in the session, from 1. */
  readonly number: number;
  readonly at: number;
  readonly model: string;
  /** Sub-agent that asked; empty is the session's own thread. */
  readonly agent: string;
  readonly counts: TokenCounts;
  /** List price in whole nano-dollars; null where not known. */
  readonly costNano: number | null;
  /** One of those that the finding counts; else it stands before them, to be compared with. */
  readonly counted: boolean;
}

/** The requests that a finding counts, in order, after the one before them in the same thread, where there is one. */
export function insightTurns(facts: SessionFacts, finding: Finding): readonly InsightTurn[] {
  const { requests } = facts;
  const counted = countedIn(facts, finding);
  const first = counted[0] as number;
  const { agent, model } = requests[first] as RequestFact;
  const before = requests.slice(0, first).findLastIndex((each) => each.agent === agent && each.model === model);
  return [...(before < 0 ? [] : [before]), ...counted].map((index) => {
    const { at, model, agent, counts, costNano } = requests[index] as RequestFact;
    return { number: index + 1, at, model, agent, counts, costNano, counted: index !== before };
  });
}

/** Their indices: at least one. */
function countedIn({ requests }: SessionFacts, { kind, first, last }: Finding): readonly number[] {
  if (kind === 're-read') return between(first + 1, last);
  return kind === 'large-model' ? shortAnswers(requests) : between(first, last);
}
