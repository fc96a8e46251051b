import assert from 'node:assert/strict';
import { addDays } from '../../src/core/day.js';
import type { Member } from '../../src/core/team/bodies.js';
import { clear } from '../../src/core/team/cleared.js';
import { type Found, type Heard, heardObject, judge, mergeHeard } from '../../src/core/team/heard.js';
import { foundIn, hear } from '../../src/team/hear.js';
import { deviceKey, memberId, randomText } from '../../src/team/keys.js';
import { nextShare } from '../../src/team/publish.js';
import { newIdentity, Opener, recipientOf, type Sealed, seal } from '../../src/team/sealing.js';
import type { Seat } from '../../src/team/seat.js';
import { type Slot, SlotNames } from '../../src/team/slots.js';
import { Random } from '../kit/generate/random.js';
import { playedWith } from './playingHost.js';
import { MemoryTransport, row, withMachines } from './rig.js';

const long = process.env['TALLYBOARD_LONG'] === '1';
const today = '2026-11-02';

/** A team in memory with all that is ever said in it, and all that somebody forged. */
async function speech() {
  const identity = await newIdentity();
  const epochRecipient = await recipientOf(identity);
  const [opener, names, team] = [new Opener(identity), new SlotNames(1, identity), randomText(16)];
  const keys = [1, 2, 3].map(() => deviceKey(randomText(32)));
  const ageRec = await recipientOf(await newIdentity());
  const members = keys.map((key): Member => ({ id: memberId(key.public), sigPub: key.public, ageRec, alias: 'x' }));
  const genuine: Found[] = [];
  const forged: Found[] = [];
  const said = async (who: number, as: number, seq: number, change = {}, at = who) => {
    const [member, key, place] = [members[who], keys[as], members[at]];
    assert.ok(member && key && place);
    const ids = { team, epoch: 1, epochRecipient, member: member.id, device: member.sigPub, certificate: null };
    // Clocks are up to two days wrong, either way.
    const issued = addDays(today, (seq % 5) - 2);
    const body = {
      v: 1,
      ...ids,
      seq,
      prev: null,
      issued,
      formula: 1,
      alias: null,
      weeks: [{ ...row, band: (seq % 5) + 1 }],
      ...change,
    } as const;
    const sealed = await seal(clear('share', body, key.sign), [epochRecipient]);
    const found = await foundIn(names.of(`share/${place.id}/1/`), sealed, opener, names);
    assert.ok(found);
    return found;
  };
  for (let who = 0; who < 3; who++)
    for (let seq = 1; seq <= 6; seq++) {
      const other = (who + 1) % 3;
      genuine.push(await said(who, who, seq));
      forged.push(
        await said(who, other, seq + 3),
        await said(who, who, seq, { epoch: 2 }),
        await said(who, who, seq, {}, other),
      );
      forged.push(
        await said(who, who, seq + 9, { issued: addDays(today, 3) }),
        await said(who, who, seq, { team: randomText(16) }),
      );
    }
  return {
    genuine,
    forged,
    ground: { team, epoch: 1, epochRecipient, today, members: new Map(members.map((each) => [each.id, each])) },
  };
}

describe('random histories', () => {
  const count = long ? 10_000 : 1_000;
  it(`${count} in memory: late, twice, out of order, rolled back, swapped, forged; only the newest genuine word is ever heard`, async () => {
    const { genuine, forged, ground } = await speech();
    const random = new Random('histories');
    for (let history = 0; history < count; history++) {
      const listeners: Heard[] = [{}, {}, {}];
      const delivered = new Set<Found>();
      for (let step = random.integer(5, 40); step > 0; step--) {
        const at = random.integer(0, 2);
        const heard = listeners[at] ?? {};
        if (random.chance(0.2)) {
          listeners[at] = mergeHeard(heard, listeners[random.integer(0, 2)] ?? {});
          continue;
        }
        const found = random.pick(random.chance(0.5) ? genuine : forged);
        const verdict = judge(found, { ...ground, heard });
        assert.ok(verdict !== 'new' || genuine.includes(found));
        if (verdict === 'new') delivered.add(found);
        if (verdict === 'new' && found.stream !== undefined)
          listeners[at] = mergeHeard(heard, { [found.stream]: heardObject('share', found.opened.body, found.hash) });
      }
      const [a = {}, b = {}, c = {}] = listeners;
      const all = mergeHeard(mergeHeard(a, b), c);
      assert.deepEqual(mergeHeard(c, mergeHeard(b, a)), all);
      assert.deepEqual(mergeHeard(a, mergeHeard(b, c)), all);
      assert.deepEqual(mergeHeard(all, all), all);
      const newest = new Map<string, number>();
      for (const { stream = '', opened } of delivered)
        newest.set(stream, Math.max(newest.get(stream) ?? 0, opened.body.seq));
      assert.deepEqual(
        new Map(Object.entries(all).map(([stream, { seq }]) => [stream, seq])),
        new Map([...newest].sort((x, y) => Object.keys(all).indexOf(x[0]) - Object.keys(all).indexOf(y[0]))),
      );
    }
  }).timeout(600_000);

  it(`${long ? 200 : 15} over a host who plays with what he keeps: nobody forgets or believes anything false, and all agree once he stops`, () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const seats: Seat[] = [await machines.found(place)];
      for (const alias of ['Bo', 'Cy']) seats.push(await machines.joined(seats[0] as Seat, alias));
      const host = {
        places: () => place.said(1),
        at: (slot: Slot) => place.bytes(slot),
        put: (slot: Slot, bytes: Uint8Array) => place.put(slot, bytes),
        remove: (slot: Slot) => place.objects.delete(slot),
      };
      await playedWith({ seats, host, random: new Random('host') }, long ? 200 : 15);
    })).timeout(600_000);
});

describe('a team of 1,000', () => {
  it('is opened and verified within 3 s, within 50 ms when nothing changed; a share is at most 2 KB', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const keys = Array.from({ length: 999 }, () => deviceKey(randomText(32)));
      const state = await ada.store.state();
      const roster = state.roster;
      assert.ok(roster);
      const members = keys.map(
        (key, index): Member => ({
          id: memberId(key.public),
          sigPub: key.public,
          ageRec: roster.members[0]?.ageRec ?? '',
          alias: `m${index}`,
        }),
      );
      await ada.store.changeState((now) => ({
        ...now,
        roster: { ...roster, members: [...roster.members, ...members] },
      }));
      const { identity } = (await ada.store.keys()).epochs[0] ?? { identity: '' };
      const names = new SlotNames(1, identity);
      const full = Array.from({ length: 4 }, (_, index) => ({ ...row, week: `2026-W${42 + index}` }));
      const sums = Array.from({ length: 9 }, (_, index) => ({ week: `2026-W${33 + index}`, kept: 70, cache: 4 }));
      const body = (await nextShare(ada, 1, [...sums, ...full])).body as Parameters<typeof clear<'share'>>[1];
      for (const [index, key] of keys.entries()) {
        const member = members[index]?.id ?? '';
        const sealed: Sealed = await seal(clear('share', { ...body, member, device: key.public }, key.sign), [
          roster.epochRecipient,
        ]);
        place.put(names.of(`share/${member}/1/`), sealed);
        assert.ok(sealed.length <= 2_048, `${sealed.length} bytes`);
      }
      const listing = await place.list();
      // By its CPU, all threads together: no less than it takes on a machine that does nothing else, whatever else this one does.
      const timed = async () => {
        const started = process.cpuUsage();
        await hear(ada, listing);
        const { user, system } = process.cpuUsage(started);
        return (user + system) / 1000;
      };
      const [cold, unchanged] = [await timed(), Math.min(await timed(), await timed(), await timed())];
      console.log(`      cold ${cold.toFixed(0)} ms, unchanged ${unchanged.toFixed(0)} ms`);
      assert.equal(Object.keys((await ada.store.state()).heard).length, 999);
      assert.ok(cold <= 3_000, `cold ${cold} ms`);
      assert.ok(unchanged <= 50, `unchanged ${unchanged} ms`);
    })).timeout(60_000);
});
