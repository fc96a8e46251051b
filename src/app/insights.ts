import { addDays, dayOf, dayStart } from '../core/day.js';
import { dearestFirst } from '../core/insights/facts.js';
import { insightsOf } from '../core/insights/insights.js';
import { type Insight, insightId, insightRows } from '../core/insights/rows.js';
import { type InsightTurn, insightTurns } from '../core/insights/turns.js';
import type { Ledger } from '../ledger/ledger.js';
import { type InsightVerdict, insightVerdicts } from '../ledger/questions/insightVerdicts.js';
import { type MarkedSession, SessionFactsReader } from '../ledger/questions/sessionFacts.js';
import { noteWaste } from '../ledger/questions/wasteDays.js';
import { type InsightsAnswer, insightDays } from '../protocol/insights.js';

export interface InsightRequest {
  readonly now: number;
  readonly zone: string;
}

/** A session's findings as long as its mark is this one, and until an instant: one that ended lately may yet go on. */
interface Known {
  readonly mark: string;
  readonly until: number;
  readonly found: readonly Insight[];
}

const day = 86_400_000;
const unjudged: InsightVerdict = { dismissed: false, right: null };

/**
 * What need not have been used, remembered by session: a ledger that has grown is asked of the sessions that did. All of a
 * month take most of a second at a million requests, so they are worked out a little at a time.
 */
export class InsightMemory {
  readonly #ledger: Ledger;
  #known = new Map<number, Known>();
  #state = '';
  #reader: SessionFactsReader | undefined;
  #sessions: readonly MarkedSession[] = [];
  #next = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Works for some milliseconds, longer by a session at most. True when nothing is left. */
  work(request: InsightRequest, milliseconds: number): boolean {
    const end = performance.now() + milliseconds;
    this.#look(request);
    while (this.#next < this.#sessions.length) {
      this.#examine(this.#sessions[this.#next++] as MarkedSession, request.now);
      if (performance.now() >= end) break;
    }
    return this.#next === this.#sessions.length;
  }

  /** What was worked out, the dearest first. */
  found(request: InsightRequest): readonly Insight[] {
    const since = sinceOf(request);
    return this.#sessions
      .flatMap(({ id }) => this.#known.get(id)?.found ?? [])
      .filter(({ end }) => end >= since)
      .sort((a, b) => dearestFirst(a, b) || a.first - b.first);
  }

  /** Keeps for badges what was worked out of days that are over. A ledger that cannot be written is asked again the next time. */
  note({ now, zone }: InsightRequest): void {
    const today = dayOf(now, zone);
    try {
      noteWaste(this.#ledger, this.found({ now, zone }), { since: addDays(today, 1 - insightDays), today, zone });
    } catch {
      // Busy, full or read-only.
    }
  }

  answer({ turnsOf, ...request }: InsightRequest & { readonly turnsOf?: string }): InsightsAnswer {
    const verdicts = insightVerdicts(this.#ledger);
    const rows = insightRows(this.found(request)).map((row) => ({
      ...row,
      ...(verdicts.get(row.id) ?? unjudged),
    }));
    const asked = rows.find(({ id }) => id === turnsOf);
    const turns = asked?.moments.map((moment) => this.turns(moment));
    return { revision: this.#ledger.revision, rows, ...(turns ? { turns } : {}) };
  }

  /** The requests of what was worked out, as they are now. */
  turns(finding: Insight): readonly InsightTurn[] {
    const session = this.#sessions.find(({ tool, native }) => `${tool}:${native}` === finding.session);
    const reader = this.#reader;
    if (!session || !reader) return [];
    return this.#ledger.read(() => insightTurns(reader.facts(session), finding));
  }

  /** Begins anew where the ledger, the day or, of a session that ended lately, the hour is another one. */
  #look(request: InsightRequest): void {
    const since = sinceOf(request);
    const state = `${this.#ledger.revision} ${since} ${Math.floor(request.now / 3_600_000)}`;
    if (state === this.#state) return;
    this.#ledger.read(() => {
      this.#reader = new SessionFactsReader(this.#ledger, since, this.#reader);
      this.#sessions = this.#reader.sessions();
    });
    const known = this.#sessions.flatMap(({ id }) => {
      const before = this.#known.get(id);
      return before ? [[id, before] as const] : [];
    });
    this.#known = new Map(known);
    this.#next = 0;
    this.#state = state;
  }

  #examine(session: MarkedSession, now: number): void {
    const known = this.#known.get(session.id);
    if (known?.mark === session.mark && now < known.until) return;
    const reader = this.#reader as SessionFactsReader;
    const facts = this.#ledger.read(() => reader.facts(session));
    const at = (index: number) => facts.requests[index]?.at ?? 0;
    const found = insightsOf(facts, now).map((finding) => ({
      ...finding,
      start: at(finding.first),
      end: at(finding.last),
      of: facts.requests.length,
    }));
    const age = now - at(facts.requests.length - 1);
    this.#known.set(session.id, {
      mark: session.mark,
      until: age < day ? now + day - age : Number.POSITIVE_INFINITY,
      found,
    });
  }
}

function sinceOf({ now, zone }: InsightRequest): number {
  return dayStart(addDays(dayOf(now, zone), 1 - insightDays), zone);
}

/** A finding with what the person said of those of its kind and session. */
export interface JudgedFinding extends Insight, InsightVerdict {
  /** Where they were asked for. */
  readonly turns?: readonly InsightTurn[];
}

/** What need not have been used in sessions with use in the last 28 local days, the dearest first, from what was read last. */
export function insights(
  ledger: Ledger,
  request: InsightRequest & { readonly turns?: boolean },
): readonly JudgedFinding[] {
  const memory = new InsightMemory(ledger);
  memory.work(request, Number.POSITIVE_INFINITY);
  memory.note(request);
  const verdicts = insightVerdicts(ledger);
  return memory.found(request).map((found) => ({
    ...found,
    ...(verdicts.get(insightId(found)) ?? unjudged),
    ...(request.turns ? { turns: memory.turns(found) } : {}),
  }));
}
