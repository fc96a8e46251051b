import assert from 'node:assert/strict';
import type { Bodies } from '../../src/core/team/bodies.js';
import { clear } from '../../src/core/team/cleared.js';
import { memberRows } from '../../src/core/team/heard.js';
import { longestNote, mostNotes, type Note } from '../../src/core/team/note.js';
import { notesSaid } from '../../src/core/team/notes.js';
import { type AgreedPolicy, firstAgreed } from '../../src/core/team/policy.js';
import { issue } from '../../src/team/issue.js';
import { deviceKey } from '../../src/team/keys.js';
import { nextNotes, nextTombstone, publish, sayAgain } from '../../src/team/publish.js';
import { seal } from '../../src/team/sealing.js';
import type { Seat, TeamState } from '../../src/team/seat.js';
import { commonSlot, SlotNames } from '../../src/team/slots.js';
import { sync } from '../../src/team/sync.js';
import { MemoryTransport, problemsOf, row, share, withMachines } from './rig.js';

const agreed: AgreedPolicy = {
  ...firstAgreed,
  version: 2,
  purpose: 'Zwölf Boote',
  boards: ['kept', 'thrift', 'tokens'],
  fields: [...firstAgreed.fields, 'tokens'],
  quest: { month: '2026-11', kind: 'kept', target: 80 },
  least: 8,
  ends: '2027-01-31',
};

async function rosterOf(seat: Seat): Promise<Bodies['roster']> {
  const { roster } = await seat.store.state();
  assert.ok(roster);
  return roster;
}

async function change(admin: Seat, policy: AgreedPolicy, rotate = false): Promise<void> {
  await issue(admin, { members: (await rosterOf(admin)).members, policy, rotate });
}

/** Puts a roster there as this seat's device would sign it. */
async function put(place: MemoryTransport, seat: Seat, roster: Bodies['roster']): Promise<void> {
  const { sign } = deviceKey((await seat.store.keys()).device);
  place.put(commonSlot(roster.epoch, 'roster'), await seal(clear('roster', roster, sign), [roster.epochRecipient]));
}

describe('a team’s policy', () => {
  it('is none in the roster of a team that never changed it, and then what an admin signed, for every member', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const bo = await machines.joined(ada, 'Bo');
      assert.equal('policy' in (await rosterOf(bo)), false);
      await change(ada, agreed);
      assert.deepEqual((await sync(bo)).roster?.policy, agreed);
      // It stays through everything else that an admin does.
      const cy = await machines.joined(ada, 'Cy');
      await issue(ada, { members: (await rosterOf(ada)).members, rotate: true });
      for (const seat of [bo, cy]) assert.deepEqual((await sync(seat)).roster?.policy, agreed);
    }));

  it('is not to be written by who is no admin, nor changed on its way', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const bo = await machines.joined(ada, 'Bo');
      const cy = await machines.joined(ada, 'Cy');
      await assert.rejects(change(bo, agreed), { reason: 'notAdmin' });
      const roster = await rosterOf(bo);
      const forged = { ...roster, seq: roster.seq + 1, policy: agreed };
      await put(place, bo, forged);
      const state = await sync(cy);
      assert.deepEqual([state.roster?.policy, problemsOf(state)], [undefined, ['rosterForged']]);
    }));

  it('goes on only: an older one in a newer roster is not taken, be it signed by an admin', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const bo = await machines.joined(ada, 'Bo');
      await change(ada, { ...agreed, version: 3 });
      await sync(bo);
      const { policy: _policy, ...without } = await rosterOf(ada);
      for (const policy of [undefined, agreed]) {
        const seq = without.seq + 1;
        await put(place, ada, { ...without, seq, ...(policy ? { policy } : {}) });
        const state = await sync(bo);
        assert.deepEqual([state.roster?.policy?.version, problemsOf(state)], [3, ['rosterRolledBack']]);
      }
      await put(place, ada, { ...without, seq: without.seq + 1, policy: { ...agreed, version: 4 } });
      assert.equal((await sync(bo)).roster?.policy?.version, 4);
    }));

  it('of two admins who change it at once is one’s: the other has to read it first', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const bo = await machines.joined(ada, 'Bo');
      const { members } = await rosterOf(ada);
      await issue(ada, { members, admins: members.map(({ sigPub }) => sigPub), rotate: false });
      await sync(bo);
      await change(ada, agreed);
      await assert.rejects(change(bo, { ...agreed, least: 9 }), { reason: 'stale' });
      await sync(bo);
      await change(bo, { ...agreed, least: 9, version: 3 });
      assert.deepEqual((await sync(ada)).roster?.policy?.least, 9);
    }));
});

describe('what a member says to all', () => {
  const objection: Note = { kind: 'policy', of: '1', day: '2026-11-02', text: 'Why tokens?' };
  const texts = ({ roster, heard }: TeamState) =>
    notesSaid(roster?.members ?? [], heard).map(({ alias, text }) => [alias, text]);
  const say = async (seat: Seat, ...notes: Note[]) => publish(seat, await nextNotes(seat, notes));

  it('travels sealed, is seen by all, stays until it is taken back, and counts for no row', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const bo = await machines.joined(ada, 'Bo');
      for (const seat of [ada, bo]) await share(seat);
      await say(bo, objection);
      const state = await sync(ada);
      assert.deepEqual([texts(state), problemsOf(state)], [[['Bo', 'Why tokens?']], []]);
      assert.deepEqual(
        memberRows(state.roster?.members ?? [], state.heard, {}).map(({ formula, weeks }) => [formula, weeks]),
        [
          [1, [row]],
          [1, [row]],
        ],
      );
      for (const { bytes } of place.objects.values())
        assert.doesNotMatch(Buffer.from(bytes).toString('latin1'), /tokens/);
      await say(bo);
      assert.deepEqual(texts(await sync(ada)), []);
    }));

  it('is said again in a new epoch, where a new member sees it too', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const bo = await machines.joined(ada, 'Bo');
      await say(bo, objection);
      await sync(ada);
      await issue(ada, { members: (await rosterOf(ada)).members, rotate: true });
      const cy = await machines.joined(ada, 'Cy');
      assert.deepEqual(texts(await sync(cy)), []);
      assert.deepEqual(texts(await sync(ada)), [['Bo', 'Why tokens?']], 'who heard it does not lose it');
      await sync(bo);
      await sayAgain(bo);
      await sayAgain(bo);
      assert.deepEqual(texts(await sync(cy)), [['Bo', 'Why tokens?']]);
      assert.equal((await bo.store.sent()).length, 3, 'asked, said, said again once');
    }));

  it('is not said in another’s name, not put back once it is taken back, and gone with who leaves', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const bo = await machines.joined(ada, 'Bo');
      const eve = await machines.joined(ada, 'Eve');
      const next = await nextNotes(eve, [objection]);
      const { member } = await bo.store.state();
      const { identity } = (await eve.store.keys()).epochs.at(-1) ?? assert.fail();
      const slot = new SlotNames(1, identity).of(`notes/${member}/1/`);
      const { sign } = deviceKey((await eve.store.keys()).device);
      const forged = clear('notes', { ...(next.body as Bodies['notes']), member }, sign);
      place.put(slot, await seal(forged, [(await rosterOf(eve)).epochRecipient]));
      const state = await sync(ada);
      assert.deepEqual([texts(state), problemsOf(state)], [[], ['certificate']]);
      place.objects.delete(slot);
      await say(bo, objection);
      const old = place.bytes(slot);
      await sync(ada);
      await say(bo);
      await sync(ada);
      place.put(slot, old);
      const after = await sync(ada);
      assert.deepEqual([texts(after), problemsOf(after)], [[], ['rolledBack']]);
      await say(eve, objection);
      await publish(eve, await nextTombstone(eve, true));
      assert.deepEqual(texts(await sync(bo)), []);
    }));

  it('fits its place to the last character', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const bo = await machines.joined(ada, 'Bo');
      const long = { ...objection, text: '漢'.repeat(longestNote) };
      await say(bo, ...Array.from({ length: mostNotes }, () => long));
      assert.deepEqual(texts(await sync(ada)).length, mostNotes);
    }));
});
