import assert from 'node:assert/strict';
import type { Bodies } from '../../src/core/team/bodies.js';
import { clear } from '../../src/core/team/cleared.js';
import { type AgreedPolicy, firstAgreed } from '../../src/core/team/policy.js';
import { issue } from '../../src/team/issue.js';
import { deviceKey } from '../../src/team/keys.js';
import { seal } from '../../src/team/sealing.js';
import type { Seat } from '../../src/team/seat.js';
import { commonSlot } from '../../src/team/slots.js';
import { sync } from '../../src/team/sync.js';
import { MemoryTransport, problemsOf, withMachines } from './rig.js';

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
