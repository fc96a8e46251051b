import { createHash, randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { addDays } from '../../core/day.js';
import { formulaVersion } from '../../core/keptWork/formulae.js';
import { canonical } from '../../core/team/canonical.js';
import type { DayFigures } from '../../core/team/machines.js';
import { type Choices, type OwnWeek, ownWeeks } from '../../core/team/own.js';
import type { TeamPolicy } from '../../core/team/policy.js';
import type { WeekRow } from '../../core/team/row.js';
import { type Next, nextDays, nextShare, publish, sayAgain } from '../../team/publish.js';
import { rosterOf, type Sent, type TeamState } from '../../team/seat.js';
import { sync } from '../../team/sync.js';
import { TeamError } from '../../team/teamError.js';
import { isShutOut } from '../shutOut.js';
import { isPilotOver, policyHash, policyOfState, unacceptedParts, unreadParts } from './policy.js';
import { noteRecount } from './recount.js';
import type { Membership } from './seat.js';
import { agreedOffer, changeSharing, nothingShared, readSharing, type Sharing } from './sharing.js';

/** What the own ledger says, read when it is asked for. */
export interface OwnFigures {
  /** Of the weeks that are over, as many as the policy keeps; none of a week without use. */
  weeks(policy: TeamPolicy, now: number): Promise<readonly OwnWeek[]>;
  /** Each day's use of each tool, in the person's own zone. */
  days(): Promise<readonly DayFigures[]>;
}

export interface Wish {
  readonly own: OwnFigures;
  /** Only what was said; the rest stays as it was chosen before. */
  readonly choices: Partial<Choices>;
  /** For a preview: a draft. Nothing is reached, and nothing is noted of it: whoever turns away has changed nothing. */
  readonly local?: boolean;
  /** SHA-256 of what the person was shown, in hexadecimal: nothing but these bytes is sent, and they count as seen. */
  readonly shown?: string;
  /** `policyHash` of the policy that he was shown beside them: under no other they are sent. */
  readonly policy?: string;
}

/** The exact plaintext of what `publishNow` would seal now. What it has in it counts as seen from then on, unless it is a draft. */
export async function previewOf(team: Membership, wish: Wish): Promise<readonly string[]> {
  if (!wish.local) await sync(team.seat).catch(unlessAway);
  const choices = { ...readSharing(team.folder).choices, ...wish.choices };
  const next = await nextOf(team, wish, choices);
  if (!wish.local) {
    changeSharing(team.folder, (now) => ({
      ...now,
      agreed: agreedOffer(now),
      choices,
      seen: next.length === 0 ? now.seen : partsOf(next),
      lacks: [],
    }));
  }
  return next.map(({ cleared }) => cleared.text);
}

export interface Published {
  readonly published: boolean;
  /** Sealed, as they left. */
  readonly bytes: number;
  /**
   * Why not: paused, the preview or the team's policy as it is now has to be seen first, the team's pilot is over, the machine seems to be
   * shut out, nothing is new, or the place is out of reach.
   */
  readonly reason?: 'paused' | 'preview' | 'policy' | 'over' | 'shutOut' | 'unchanged' | 'offline';
}

/** Whose act a publication is: a person's, who thereby accepts the policy that he was shown, or the clock's. */
type By = 'person' | 'clock';

/** Seals and sends what the preview shows, where the person has seen all that is in it. */
export async function publishNow(team: Membership, wish: Wish, by: By = 'person'): Promise<Published> {
  const sharing = readSharing(team.folder);
  if (sharing.paused) return unpublished('paused');
  const attempt = { wish, by, sharing };
  try {
    return await whileStale(async () => {
      const ready = await readyOf(team, attempt, await sync(team.seat));
      if (typeof ready === 'string') return unpublished(ready);
      for (const each of ready.next) await publish(team.seat, each);
      const bytes = sum((await team.seat.store.sent()).slice(-ready.next.length));
      const last = { at: team.seat.now(), bytes };
      changeSharing(team.folder, (now) => ({ ...now, ...ready.said, unsent: false, last }));
      return { published: true, bytes };
    });
  } catch (error) {
    unlessAway(error);
    // It leaves as soon as the place can be reached: so only what might have left now.
    const ready = await readyOf(team, attempt, await team.seat.store.state());
    if (typeof ready === 'string') return unpublished(ready);
    changeSharing(team.folder, (now) => ({ ...now, ...ready.said, unsent: true }));
    return unpublished('offline');
  }
}

/** A publication that nothing stands against, and what the person says by it; else the reason why not. */
async function readyOf(
  team: Membership,
  { wish, by, sharing }: { readonly wish: Wish; readonly by: By; readonly sharing: Sharing },
  state: TeamState,
): Promise<{ readonly next: readonly Next[]; readonly said: Partial<Sharing> } | NonNullable<Published['reason']>> {
  const refused = refusal(sharing, state, { by, now: team.seat.now(), policy: wish.policy });
  if (refused) return refused;
  const offer = by === 'clock' ? (agreedOffer(sharing) ?? nothingShared) : sharing;
  const choices = { ...offer.choices, ...wish.choices };
  const next = (await nextOf(team, wish, choices)).filter((each) => by === 'person' || !isTold(each, state));
  if (next.length === 0) return 'unchanged';
  if (isAnother(next, wish)) return 'preview';
  const parts = partsOf(next);
  const seen = wish.shown === undefined ? offer.seen : parts;
  const lacks = parts.filter((part) => !seen.includes(part));
  // Who pauses meanwhile is heeded.
  if (changeSharing(team.folder, (now) => ({ ...now, lacks })).paused) return 'paused';
  if (lacks.length > 0) return 'preview';
  if (by === 'clock') return { next, said: {} };
  return { next, said: { choices, seen, agreed: { choices, seen }, accepted: policyOfState(state) } };
}

function unpublished(reason: NonNullable<Published['reason']>): Published {
  return { published: false, bytes: 0, reason };
}

/** Of a person's own machines there is no policy. */
function refusal(
  sharing: Sharing,
  state: TeamState,
  { by, now, policy: shown }: { readonly by: By; readonly now: number; readonly policy: string | undefined },
): 'policy' | 'over' | 'shutOut' | undefined {
  const policy = policyOfState(state);
  if (isPilotOver(policy, now)) return 'over';
  if (shown !== undefined && shown !== policyHash(policy)) return 'policy';
  if (by === 'person') return unreadParts(sharing, policy).length > 0 ? 'policy' : undefined;
  if (isShutOut(state)) return 'shutOut';
  return sharing.accepted === null || unacceptedParts(sharing, policy).length > 0 ? 'policy' : undefined;
}

/** The person was shown other bytes. */
function isAnother(next: readonly Next[], { shown }: Wish): boolean {
  const text = next.map(({ cleared }) => cleared.text).join('');
  return shown !== undefined && createHash('sha256').update(text).digest('hex') !== shown;
}

/** Rows are said again after so many days, long before others take them for stale. */
const saidAgain = 14;

/** The same rows stand there already: to say them again would only tell that somebody is at work. */
function isTold({ body, stream }: Next, { heard }: TeamState): boolean {
  const last = heard[stream];
  if (last === undefined || last.gone || last.epoch !== body.epoch || !('weeks' in body)) return false;
  const same = canonical(last.weeks) === canonical(body.weeks) && (last.alias ?? null) === body.alias;
  return same && last.issued > addDays(body.issued, -saidAgain);
}

/**
 * What the person wanted to send and could not, and in a new epoch, whose members cannot read the one before, what he sent
 * before. Never anything that he was not shown, and no row under a policy that he did not accept.
 */
export async function sendOwed(team: Membership, wish: Wish): Promise<void> {
  const { unsent, last, paused } = readSharing(team.folder);
  const { roster, heard, member } = await team.seat.store.state();
  const own = Object.entries(heard).flatMap(([stream, object]) =>
    object.member === member && !object.gone && !stream.startsWith('notes/') ? [object] : [],
  );
  const isOld = last !== null && own.length > 0 && own.every(({ epoch }) => epoch !== roster?.epoch);
  if (unsent || isOld) await publishNow(team, wish, 'clock');
  if (!paused) await sayAgain(team.seat).catch(unlessAway);
}

/**
 * Once a local day, by the first process that comes to it: publishes where the person has shared before, does not pause,
 * and accepted the policy; nothing where nothing is new. Null: not its turn.
 */
export async function publishDaily(team: Membership, wish: Wish, today: string): Promise<Published | null> {
  const isTurn = (now: Sharing) => now.last !== null && !now.paused && now.tried < today;
  let mine = false;
  changeSharing(team.folder, (now) => {
    mine = isTurn(now);
    return mine ? { ...now, tried: today } : now;
  });
  return mine ? publishNow(team, wish, 'clock') : null;
}

export function setPaused({ folder }: Membership, paused: boolean): void {
  changeSharing(folder, (now) => ({ ...now, paused }));
}

async function nextOf(team: Membership, wish: Wish, choices: Choices): Promise<readonly Next[]> {
  const { seat } = team;
  const state = await seat.store.state();
  rosterOf(state);
  if (state.kind === 'machines') return nextDays(seat, await wish.own.days());
  const policy = policyOfState(state);
  const own = await wish.own.weeks(policy, seat.now());
  const rows = ownWeeks(own, policy, choices);
  await noteRecount(team, rows, policy);
  return [await nextShare(seat, formulaVersion, rows)];
}

/** Names of all that stands in rows, and each of what a person chose by name, to be held against what was seen. */
function partsOf(next: readonly Next[]): readonly string[] {
  const parts = next.flatMap(({ body }) => {
    const renamed = 'alias' in body && body.alias !== null ? ['alias'] : [];
    if ('weeks' in body) return [...renamed, 'week', ...body.weeks.flatMap(rowParts)];
    return 'rows' in body ? ['days', ...body.rows.flatMap((row) => Object.keys(row))] : [];
  });
  return [...new Set(parts)].sort();
}

function rowParts(row: WeekRow): readonly string[] {
  const { badges = [], ask = [] } = row;
  return [...Object.keys(row), ...badges.map((badge) => `badges:${badge}`), ...ask.map((tool) => `ask:${tool}`)];
}

const tries = 4;

/** Another process or machine was first: read what it wrote, and again, each time after a while that nobody else waits. */
async function whileStale<T>(work: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || (error as Partial<TeamError>).reason !== 'stale') throw error;
      await setTimeout(randomInt(50, 100 * 2 ** (tries - left)));
    }
  }
}

function unlessAway(error: unknown): void {
  if (!(error instanceof TeamError && ['offline', 'gone'].includes(error.reason))) throw error;
}

function sum(sent: readonly Sent[]): number {
  return sent.reduce((total, { bytes }) => total + bytes, 0);
}
