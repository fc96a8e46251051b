import assert from 'node:assert/strict';
import { Encrypter } from 'age-encryption';
import { clear } from '../../src/core/team/cleared.js';
import { deviceKey } from '../../src/team/keys.js';
import { nextShare } from '../../src/team/publish.js';
import { Opener, recipientOf, seal } from '../../src/team/sealing.js';
import type { Seat } from '../../src/team/seat.js';
import { SlotNames } from '../../src/team/slots.js';
import { sync } from '../../src/team/sync.js';
import { Random } from '../kit/generate/random.js';
import { type Machines, MemoryTransport, problemsOf, row, share, withMachines } from './rig.js';

const long = process.env['TALLYBOARD_LONG'] === '1';

/** Ada, who founded the team, Bo and Eve, each with a share that all have heard. */
async function three(machines: Machines) {
  const place = new MemoryTransport();
  const ada = await machines.found(place);
  const bo = await machines.joined(ada, 'Bo');
  const eve = await machines.joined(ada, 'Eve');
  for (const seat of [ada, bo, eve]) await share(seat);
  for (const seat of [ada, bo, eve]) await sync(seat);
  const slotOf = async (seat: Seat) => {
    const { identity } = await currentEpoch(ada);
    return new SlotNames((await currentEpoch(ada)).epoch, identity).of(`share/${(await seat.store.state()).member}/1/`);
  };
  return { place, ada, bo, eve, slotOf };
}

async function currentEpoch(seat: Seat) {
  const key = (await seat.store.keys()).epochs.at(-1);
  assert.ok(key);
  return key;
}

/** What Ada's machine knows of Bo, and what is wrong. */
async function seen(ada: Seat, bo: Seat) {
  const state = await sync(ada);
  const { member } = await bo.store.state();
  const heard = state.heard[`share/${member}/1/`];
  return { seq: heard?.seq, band: heard?.weeks[0]?.band, problems: problemsOf(state) };
}

const untouched = { seq: 1, band: 3 };

describe('a host or a member who means ill', () => {
  it('rolls back: the newer share stays, and it is told', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, slotOf } = await three(machines);
      const slot = await slotOf(bo);
      const old = place.bytes(slot);
      await share(bo, [{ ...row, band: 5 }]);
      assert.deepEqual(await seen(ada, bo), { seq: 2, band: 5, problems: [] });
      place.put(slot, old);
      assert.deepEqual(await seen(ada, bo), { seq: 2, band: 5, problems: ['rolledBack'] });
    }));

  it('replays the same: nothing changes', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, slotOf } = await three(machines);
      place.put(await slotOf(bo), place.bytes(await slotOf(bo)));
      assert.deepEqual(await seen(ada, bo), { ...untouched, problems: [] });
    }));

  it('swaps two members’ objects: neither counts for the other', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, eve, slotOf } = await three(machines);
      const [a, b] = [await slotOf(bo), await slotOf(eve)];
      const bytes = place.bytes(a);
      place.put(a, place.bytes(b));
      place.put(b, bytes);
      assert.deepEqual(await seen(ada, bo), { ...untouched, problems: ['wrongSlot', 'wrongSlot'] });
    }));

  it('drops: the share stays, and it is told', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, slotOf } = await three(machines);
      place.objects.delete(await slotOf(bo));
      assert.deepEqual(await seen(ada, bo), { ...untouched, problems: ['dropped'] });
    }));

  it('takes the roster away, or puts an old one back: it stays as it was', () =>
    withMachines(async (machines) => {
      const { place, ada, bo } = await three(machines);
      const old = ['keyring', 'roster'].map((kind) => [`1/${kind}`, place.bytes(`1/${kind}`)] as const);
      await machines.joined(ada, 'Dee');
      await sync(bo);
      for (const [slot, bytes] of old) place.put(slot, bytes);
      const state = await sync(bo);
      assert.deepEqual([problemsOf(state), state.roster?.members.length], [['rosterRolledBack'], 4]);
      place.objects.delete('1/roster');
      assert.deepEqual(problemsOf(await sync(bo)), ['dropped']);
    }));

  it('holds everything back: after 45 days the roster is called out of date', () =>
    withMachines(async (machines) => {
      const { bo } = await three(machines);
      machines.pass(46);
      assert.deepEqual(problemsOf(await sync(bo)), ['rosterExpired']);
    }));

  it('forges another member’s share, with a key of his own or with none: not taken', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, eve, slotOf } = await three(machines);
      const next = await nextShare(bo, 1, [{ ...row, band: 5 }]);
      const own = deviceKey((await eve.store.keys()).device);
      const recipient = await recipientOf((await currentEpoch(eve)).identity);
      const body = next.body as Parameters<typeof clear<'share'>>[1];
      place.put(await slotOf(bo), await seal(clear('share', body, own.sign), [recipient]));
      assert.deepEqual(await seen(ada, bo), { ...untouched, problems: ['signature'] });
      const asEve = clear('share', { ...body, device: own.public }, own.sign);
      place.put(await slotOf(bo), await seal(asEve, [recipient]));
      assert.deepEqual(await seen(ada, bo), { ...untouched, problems: ['forked'] });
    }));

  it('who left cannot speak with the old keys, in the old epoch or the new one', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, eve } = await three(machines);
      const { roster } = await ada.store.state();
      const { issue } = await import('../../src/team/issue.js');
      const member = (await eve.store.state()).member;
      await issue(ada, { members: (roster?.members ?? []).filter(({ id }) => id !== member), rotate: true });
      await share(eve, [{ ...row, band: 5 }]);
      const epoch2 = place.bytes(place.said(1)[0] ?? '');
      place.put(`2/${'0'.repeat(32)}`, epoch2);
      const state = await sync(bo);
      assert.deepEqual(
        [state.roster?.epoch, Object.keys(state.heard).some((stream) => stream.includes(member))],
        [2, false],
      );
      const opener = new Opener((await eve.store.keys()).identity);
      assert.equal(await opener.open('keyring', place.bytes('2/keyring')), undefined);
    }));

  it('a share from the future, of another team or of a stranger is not taken', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, slotOf } = await three(machines);
      const other = await machines.found(new MemoryTransport());
      const key = deviceKey((await bo.store.keys()).device);
      const recipient = await recipientOf((await currentEpoch(ada)).identity);
      const body = (await nextShare(bo, 1, [row])).body as Parameters<typeof clear<'share'>>[1];
      const strange = (await other.store.state()).member;
      for (const [change, problem] of [
        [{ issued: '2026-11-05' }, 'future'],
        [{ team: (await other.store.state()).team }, 'foreign'],
        [{ member: strange }, 'notMember'],
        [{ epoch: 7 }, 'wrongEpoch'],
      ] as const) {
        place.put(await slotOf(bo), await seal(clear('share', { ...body, ...change }, key.sign), [recipient]));
        assert.deepEqual(await seen(ada, bo), { ...untouched, problems: [problem] });
      }
      const soon = clear('share', { ...body, issued: '2026-11-04' }, key.sign);
      place.put(await slotOf(bo), await seal(soon, [recipient]));
      assert.deepEqual(await seen(ada, bo), { seq: 2, band: 3, problems: [] });
    }));

  it('fills the place with noise: what members said still arrives', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, slotOf } = await three(machines);
      for (let epoch = 2; epoch < 40; epoch++)
        for (const kind of ['keyring', 'roster']) place.put(`${epoch}/${kind}`, new Uint8Array(2_000));
      const state = await sync(ada);
      assert.equal(state.roster?.epoch, 1);
      machines.pass(31);
      assert.equal((await sync(ada)).roster?.epoch, 40);
      assert.equal((await sync(bo)).roster?.epoch, 1);
      assert.equal((await sync(bo)).roster?.epoch, 40);
      await share(bo, [{ ...row, band: 4 }]);
      assert.equal((await seen(ada, bo)).band, 4);
      place.put(await slotOf(bo), new Uint8Array(5_000));
      assert.equal((await seen(ada, bo)).band, 4);
    }));

  it(`whatever is put in place of a share, ${long ? '20,000' : '2,000'} times over: nothing is thrown, nothing is taken`, () =>
    withMachines(async (machines) => {
      const { place, ada, bo, slotOf } = await three(machines);
      const slot = await slotOf(bo);
      const genuine = place.bytes(slot);
      const { identity } = await currentEpoch(ada);
      const opener = new Opener(identity);
      const encrypter = new Encrypter();
      encrypter.addRecipient(await recipientOf(identity));
      const text = (await opener.text('share', genuine)) ?? '';
      const random = new Random('team fuzz');
      for (let round = 0; round < (long ? 20_000 : 2_000); round++) {
        const plain = round % 4 === 0;
        const bytes = plain ? Buffer.from(text) : Buffer.from(genuine);
        const at = random.integer(0, plain ? text.trimEnd().length : bytes.length - 1);
        bytes[at] = ((bytes[at] ?? 0) + 1 + random.integer(0, 254)) % 256;
        const cut = round % 7 === 0 ? bytes.subarray(0, at) : bytes;
        const given = plain ? await encrypter.encrypt(cut) : cut;
        const opened = await opener.open('share', given);
        // A plaintext may be spelled as a share still; its signature then does not fit.
        if (opened === undefined) continue;
        assert.ok(plain, `round ${round}`);
        place.put(slot, given);
        assert.equal((await seen(ada, bo)).seq, 1, `round ${round}`);
      }
    })).timeout(600_000);
});
