import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DayFigures } from '../../src/core/team/machines.js';
import type { WeekRow } from '../../src/core/team/row.js';
import { FileStore } from '../../src/team/fileStore.js';
import { firstState, found, newKeys } from '../../src/team/found.js';
import { join as answer, approve, makeInvite, readInvite } from '../../src/team/invites.js';
import { nextDays, nextShare, publish } from '../../src/team/publish.js';
import type { Sealed } from '../../src/team/sealing.js';
import type { Seat, TeamKind, TeamState } from '../../src/team/seat.js';
import type { Slot } from '../../src/team/slots.js';
import { sync } from '../../src/team/sync.js';
import { TeamError } from '../../src/team/teamError.js';
import type { Transport, Version } from '../../src/team/transport.js';

/** A place in memory, whose host may do what he likes: `objects` is his. */
export class MemoryTransport implements Transport {
  readonly objects = new Map<Slot, { readonly bytes: Uint8Array; readonly version: Version }>();
  #count = 0;

  async list(): Promise<ReadonlyMap<Slot, Version>> {
    return new Map([...this.objects].map(([slot, { version }]) => [slot, version]));
  }

  async fetch(slots: readonly Slot[]): Promise<ReadonlyMap<Slot, Uint8Array>> {
    return new Map(slots.flatMap((slot) => (this.objects.has(slot) ? [[slot, this.bytes(slot)] as const] : [])));
  }

  async push(slot: Slot, object: Sealed, expected: Version | null): Promise<Version> {
    if ((this.objects.get(slot)?.version ?? null) !== expected) throw new TeamError('stale');
    return this.put(slot, object);
  }

  async remove(slot: Slot, expected: Version): Promise<void> {
    const there = this.objects.get(slot);
    if (there && there.version !== expected) throw new TeamError('stale');
    this.objects.delete(slot);
  }

  /** As the host, or anyone who may write, could. */
  put(slot: Slot, bytes: Uint8Array): Version {
    const version = String(++this.#count);
    this.objects.set(slot, { bytes, version });
    return version;
  }

  bytes(slot: Slot): Uint8Array {
    return this.objects.get(slot)?.bytes ?? new Uint8Array();
  }

  /** Slots of what members said in an epoch. */
  said(epoch: number): readonly Slot[] {
    return [...this.objects.keys()].filter((slot) => slot.startsWith(`${epoch}/`) && !/roster|keyring/.test(slot));
  }
}

/** Machines of a test: each has a folder of its own, all share a clock. */
export class Machines {
  readonly folder = mkdtempSync(join(tmpdir(), 'tallyboard-team-'));
  now = Date.parse('2026-11-02T09:00:00Z');
  #count = 0;

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  pass(days: number): void {
    this.now += days * 86_400_000;
  }

  async #seat(transport: Transport, kind: TeamKind, alias: string, team?: string): Promise<Seat> {
    const store = new FileStore(join(this.folder, String(++this.#count)));
    const given = { kind, name: 'Boat', address: 'dir:/x', alias, label: alias };
    store.make(await newKeys(), firstState(given, team));
    return { store, transport, now: () => this.now };
  }

  async found(transport: Transport, kind: TeamKind = 'team', alias = 'Ada'): Promise<Seat> {
    const seat = await this.#seat(transport, kind, alias);
    await found(seat);
    return seat;
  }

  /** Somebody who has answered an invite. */
  async asked(transport: Transport, code: string, alias: string): Promise<{ seat: Seat; words: string }> {
    const invite = readInvite(code, this.now);
    const seat = await this.#seat(transport, invite.kind, alias, invite.team);
    return { seat, words: await answer(seat, invite) };
  }

  /** Somebody who was invited, has answered and was let in. */
  async joined(host: Seat, alias: string, device = false, transport: Transport = host.transport): Promise<Seat> {
    const { code } = await makeInvite(host, device);
    const { seat, words } = await this.asked(transport, code, alias);
    await approve(host, words);
    await sync(seat);
    return seat;
  }
}

export async function withMachines(work: (machines: Machines) => Promise<void>): Promise<void> {
  const machines = new Machines();
  try {
    await work(machines);
  } finally {
    machines.close();
  }
}

export const row: WeekRow = { week: '2026-W45', band: 3, kept: 70, cache: 4, tools: ['claude-code'] };

export async function share(seat: Seat, weeks: readonly WeekRow[] = [row]): Promise<void> {
  await publish(seat, await nextShare(seat, 1, weeks));
}

export async function shareDays(seat: Seat, figures: readonly DayFigures[]): Promise<void> {
  for (const each of await nextDays(seat, figures)) await publish(seat, each);
}

export function figures(day: string, tool: string, output: number): DayFigures {
  const none = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, reasoning: 0, costNano: null };
  return { day, tool, ...none, output, requests: 1, costAtLeast: false };
}

/** What is wrong, in the order of kinds. */
export function problemsOf({ problems }: TeamState): readonly string[] {
  return Object.values(problems)
    .map(({ kind }) => kind)
    .sort();
}
