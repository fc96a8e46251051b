import { dearestFirst, type Finding, type InsightKind, sumCost } from './facts.js';

/** A finding with the instants of its first and last request. */
export interface Insight extends Finding {
  readonly start: number;
  readonly end: number;
  /** Requests of its session. */
  readonly of: number;
}

/** All findings of one kind in one session, in order of time. */
export interface InsightRow {
  /** Of this kind and session for good. */
  readonly id: string;
  readonly kind: InsightKind;
  /** `tool:nativeId`. */
  readonly session: string;
  readonly moments: readonly Insight[];
  readonly requests: number;
  readonly tokens: number;
  /** Whole nano-dollars at list price; null where a price is not known. */
  readonly costNano: number | null;
}

/** Of a kind of waste in a session: what a person says of it is kept by this name. */
export function insightId({ kind, session }: Pick<Insight, 'kind' | 'session'>): string {
  return `${kind} ${session}`;
}

/** Findings by kind and session, the dearest first, those without a price last. Their sums are those of the findings. */
export function insightRows(found: readonly Insight[]): readonly InsightRow[] {
  const groups = new Map<string, Insight[]>();
  for (const each of found) {
    const id = insightId(each);
    groups.set(id, [...(groups.get(id) ?? []), each]);
  }
  return [...groups].map(([id, moments]) => rowOf(id, moments)).sort(dearestFirst);
}

function rowOf(id: string, found: readonly Insight[]): InsightRow {
  const moments = [...found].sort((a, b) => a.first - b.first);
  const { kind, session } = moments[0] as Insight;
  const sum = (of: 'requests' | 'tokens') => moments.reduce((all, moment) => all + moment[of], 0);
  const costNano = sumCost(moments.map((moment) => moment.costNano));
  return { id, kind, session, moments, requests: sum('requests'), tokens: sum('tokens'), costNano };
}
