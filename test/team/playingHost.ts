import assert from 'node:assert/strict';
import type { Seat } from '../../src/team/seat.js';
import { sync } from '../../src/team/sync.js';
import type { Random } from '../kit/generate/random.js';
import { share } from './rig.js';

/** What a host can do with what he keeps; `K`: what he keeps of a place. */
export interface PlayingHost<K> {
  /** Places of what members said, in the first epoch. */
  places(): readonly string[];
  at(place: string): K;
  put(place: string, kept: K): void;
  remove(place: string): void;
}

/**
 * Histories in which machines share and look while the host moves, removes and brings back what they said: nobody forgets or
 * believes anything false, and all agree once he stops.
 */
export async function playedWith<K>(
  { seats, host, random }: { readonly seats: readonly Seat[]; readonly host: PlayingHost<K>; readonly random: Random },
  histories: number,
): Promise<void> {
  const newest = new Map<string, number>();
  for (let history = 0; history < histories; history++) {
    const kept: (readonly [string, K])[] = [];
    for (let step = 0; step < 12; step++) {
      const seat = random.pick(seats);
      const places = host.places();
      if (random.chance(0.4)) await share(seat).catch(() => undefined);
      else if (random.chance(0.5) && places.length > 0) {
        const place = random.pick(places);
        kept.push([place, host.at(place)]);
        const trick = random.integer(0, 2);
        if (trick === 0) host.put(random.pick(places), host.at(place));
        else if (trick === 1) host.remove(place);
        else host.put(...random.pick(kept));
      }
      const { heard } = await sync(random.pick(seats));
      for (const [stream, { member, seq }] of Object.entries(heard)) {
        assert.equal(stream, `share/${member}/1/`);
        newest.set(stream, Math.max(newest.get(stream) ?? 0, seq));
      }
    }
    for (const seat of seats) await share(seat);
    const states = [];
    for (const seat of seats) states.push((await sync(seat)).heard);
    for (const heard of states) assert.deepEqual(heard, states[0]);
    for (const [stream, seq] of newest) assert.ok((states[0]?.[stream]?.seq ?? 0) >= seq);
  }
}
