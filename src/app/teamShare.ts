import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { formulaVersion } from '../core/keptWork/formulae.js';
import type { DayFigures } from '../core/team/machines.js';
import { type Choices, type OwnWeek, ownWeeks } from '../core/team/own.js';
import { firstPolicy, type TeamPolicy } from '../core/team/policy.js';
import { type Next, nextDays, nextShare, publish } from '../team/publish.js';
import { rosterOf, type Sent, type TeamState } from '../team/seat.js';
import { sync } from '../team/sync.js';
import { TeamError } from '../team/teamError.js';
import type { Membership } from './teamSeat.js';
import { changeSharing, readSharing } from './teamSharing.js';

/** The same on each machine: what the roster says, and all that a new team shares by default. */
export function policyOfState(state: TeamState): TeamPolicy {
  return firstPolicy({ name: state.name, zone: 'UTC', admins: state.admins?.keys ?? [] });
}

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
}

/** The exact plaintext of what `publishNow` would seal now. What it has in it counts as seen from then on. */
export async function previewOf(team: Membership, wish: Wish): Promise<readonly string[]> {
  await sync(team.seat).catch(unlessAway);
  const choices = { ...readSharing(team.folder).choices, ...wish.choices };
  const next = await nextOf(team, wish, choices);
  changeSharing(team.folder, (now) => ({ ...now, choices, seen: partsOf(next) }));
  return next.map(({ cleared }) => cleared.text);
}

export interface Published {
  readonly published: boolean;
  /** Sealed, as they left. */
  readonly bytes: number;
  /** Why not: paused, the preview has to be seen first, nothing is new, or the place is out of reach. */
  readonly reason?: 'paused' | 'preview' | 'unchanged' | 'offline';
}

/** Seals and sends what the preview shows, where the person has seen all that is in it. */
export async function publishNow(team: Membership, wish: Wish): Promise<Published> {
  const sharing = readSharing(team.folder);
  if (sharing.paused) return { published: false, bytes: 0, reason: 'paused' };
  const choices = { ...sharing.choices, ...wish.choices };
  try {
    return await whileStale(async () => {
      await sync(team.seat);
      const next = await nextOf(team, wish, choices);
      if (next.length === 0) return { published: false, bytes: 0, reason: 'unchanged' };
      if (partsOf(next).some((part) => !sharing.seen.includes(part)))
        return { published: false, bytes: 0, reason: 'preview' };
      for (const each of next) await publish(team.seat, each);
      const bytes = sum((await team.seat.store.sent()).slice(-next.length));
      const last = { at: team.seat.now(), bytes };
      changeSharing(team.folder, (now) => ({ ...now, choices, unsent: false, last }));
      return { published: true, bytes };
    });
  } catch (error) {
    unlessAway(error);
    changeSharing(team.folder, (now) => ({ ...now, choices, unsent: true }));
    return { published: false, bytes: 0, reason: 'offline' };
  }
}

/**
 * What the person wanted to send and could not, and in a new epoch, whose members cannot read the one before, what he sent
 * before. Never anything that he was not shown.
 */
export async function sendOwed(team: Membership, wish: Wish): Promise<void> {
  const { unsent, last } = readSharing(team.folder);
  const { roster, heard, member } = await team.seat.store.state();
  const own = Object.values(heard).filter((object) => object.member === member && !object.gone);
  const isOld = last !== null && own.length > 0 && own.every(({ epoch }) => epoch !== roster?.epoch);
  if (unsent || isOld) await publishNow(team, wish);
}

export function setPaused({ folder }: Membership, paused: boolean): void {
  changeSharing(folder, (now) => ({ ...now, paused }));
}

async function nextOf({ seat }: Membership, wish: Wish, choices: Choices): Promise<readonly Next[]> {
  const state = await seat.store.state();
  rosterOf(state);
  if (state.kind === 'machines') return nextDays(seat, await wish.own.days());
  const policy = policyOfState(state);
  const own = await wish.own.weeks(policy, seat.now());
  return [await nextShare(seat, formulaVersion, ownWeeks(own, policy, choices))];
}

/** Names of all that stands in rows, to be held against what was seen. */
function partsOf(next: readonly Next[]): readonly string[] {
  const parts = next.flatMap(({ body }) => {
    if ('weeks' in body) return ['week', ...body.weeks.flatMap((row) => Object.keys(row))];
    return 'rows' in body ? ['days', ...body.rows.flatMap((row) => Object.keys(row))] : [];
  });
  return [...new Set(parts)].sort();
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
