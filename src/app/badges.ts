import type { BadgeFacts, TeamFacts } from '../core/badges/facts.js';
import { milestonesOf } from '../core/badges/milestones.js';
import { type BadgeStanding, badgeOf, standings } from '../core/badges/registry.js';
import { stateOf } from '../core/badges/state.js';
import { type DayKey, dayOf, dayStart } from '../core/day.js';
import type { Ledger } from '../ledger/ledger.js';
import { badgeFacts } from '../ledger/questions/badgeFacts.js';
import { dayTotals, firstUse } from '../ledger/questions/dayTotals.js';
import { type EarnedBadge, earnedBadges, keepEarned } from '../ledger/questions/earnedBadges.js';
import type { BadgeAnswer, BadgeRow } from '../protocol/badges.js';
import type { DayTotal } from '../protocol/ledger.js';
import { editTools } from '../sources/edits.js';

export interface BadgeRequest {
  readonly now: number;
  readonly zone: string;
  /** A look back: nothing that was not earned on its day is kept as earned. */
  readonly past?: boolean;
  /** With the facts that all of it follows from. */
  readonly evidence?: boolean;
}

/**
 * Every badge as it stands, from what was read last; a tier that was reached before stays reached. A ledger that cannot be
 * written answers all the same. `teams`: what those of this machine tell.
 */
export function badgeStandings(
  ledger: Ledger,
  { now, zone, past, evidence }: BadgeRequest,
  teams: readonly TeamFacts[] = [],
): BadgeAnswer {
  const facts = { ...ledger.read(() => badgeFacts(ledger, { now, zone, tools: editTools })), teams };
  const before = earnedBadges(ledger);
  const all = standings(facts).map((standing) => rowOf(together(standing, before[standing.id])));
  const earned = all.filter(({ reached }) => reached.length > 0);
  if (!past) tryToKeep(ledger, earned);
  const shown = new Set(
    all.flatMap(({ shown }) => (shown?.kind === 'commits' || shown?.kind === 'reviews' ? shown.ids : [])),
  );
  return {
    revision: ledger.revision,
    today: facts.today,
    badges: all,
    commits: facts.commits.filter(({ id }) => shown.has(id)),
    reviews: facts.reviews.filter(({ id }) => shown.has(id)),
    milestones: milestonesOf([...daysBefore(ledger, facts.since, zone), ...facts.totals]),
    ...(evidence ? { facts: shownFacts(facts) } : {}),
  };
}

/** All but the sums of tokens, which no badge is made of. */
function shownFacts({ totals: _totals, ...facts }: BadgeFacts & { readonly totals: unknown }): BadgeFacts {
  return facts;
}

/** The same, as long as neither the ledger nor a team's facts nor the day is another one: it takes some milliseconds at a year of use. */
export function rememberedStandings(
  ledger: Ledger,
  teams: () => readonly TeamFacts[] = () => [],
): (request: BadgeRequest) => BadgeAnswer {
  let last: { readonly name: string; readonly answer: BadgeAnswer } | undefined;
  return (request) => {
    const told = teams();
    if (request.past) return badgeStandings(ledger, request, told);
    const nameOf = () => JSON.stringify([ledger.revision, dayOf(request.now, request.zone), request.zone, told]);
    if (last?.name === nameOf()) return last.answer;
    const answer = badgeStandings(ledger, request, told);
    last = { name: nameOf(), answer };
    return answer;
  };
}

/** Of the days before those that facts are of. */
function daysBefore(ledger: Ledger, day: DayKey, zone: string): readonly DayTotal[] {
  const [first, until] = [firstUse(ledger.database), dayStart(day, zone)];
  if (first === undefined || first >= until) return [];
  return dayTotals(ledger.database, { since: dayStart(dayOf(first, zone), zone), until, zone });
}

function rowOf(standing: BadgeStanding): BadgeRow {
  const { group, formula, tiers, rule } = badgeOf(standing.id);
  return { ...standing, group, formula, tiers, rule, state: stateOf(standing) };
}

/** The days on which tiers were reached first. */
function together(standing: BadgeStanding, before: EarnedBadge | undefined): BadgeStanding {
  if (!before) return standing;
  const tiers = Math.max(standing.reached.length, before.reached.length);
  const reached = Array.from({ length: tiers }, (_, tier) => earlier(standing.reached[tier], before.reached[tier]));
  const isWhole = reached.length >= badgeOf(standing.id).tiers;
  return { ...standing, reached, progress: isWhole ? 1 : standing.progress };
}

function earlier(a: DayKey | undefined, b: DayKey | undefined): DayKey {
  return [a, b].filter((day) => day !== undefined).sort()[0] as DayKey;
}

function tryToKeep(ledger: Ledger, earned: readonly BadgeRow[]): void {
  const kept = earned.map(({ id, formula, reached }) => [id, { formula, reached }] as const);
  try {
    keepEarned(ledger, Object.fromEntries(kept));
  } catch {
    // Busy, full or read-only: the next answer keeps them.
  }
}
