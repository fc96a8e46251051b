import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { isBackup } from '../../src/core/team/bodies.js';
import { memberRows } from '../../src/core/team/heard.js';
import { backUp, openBackup, restored } from '../../src/team/backup.js';
import { FileStore } from '../../src/team/fileStore.js';
import { issue } from '../../src/team/issue.js';
import { rosterOf, type Seat, type TeamState } from '../../src/team/seat.js';
import { sync } from '../../src/team/sync.js';
import { findings } from '../kit/findings.js';
import { figures, type Machines, MemoryTransport, problemsOf, row, share, shareDays, withMachines } from './rig.js';

/** A thousandth of the usual work. */
const quick = 8;
const passphrase = 'otter lamp granite violin seven';

/** Another machine that has nothing but the file. */
async function again(machines: Machines, lost: Seat, file: Uint8Array): Promise<Seat> {
  const store = new FileStore(join(machines.folder, `restored ${Math.random()}`));
  const { keys, state } = restored(await openBackup(file, passphrase));
  store.make(keys, state);
  return { ...lost, store };
}

const weeksOf = ({ roster, heard }: TeamState, id: string) =>
  memberRows(roster?.members ?? [], heard, {})
    .find(({ member }) => member === id)
    ?.weeks.map(({ week }) => week);

describe('a backup of the key', function () {
  this.timeout(60_000);

  it('makes the only admin a member and admin again, after new keys too; his next share goes on from his last', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const bo = await machines.joined(ada, 'Bo');
      await ada.store.changeState((now) => ({ ...now, alias: 'Ida', renamed: 'Ida' }));
      await share(ada);
      const file = await backUp(ada, passphrase, quick);
      // All of this the file does not know.
      await share(ada, [row, { ...row, week: '2026-W46' }]);
      await issue(ada, { members: rosterOf(await sync(ada)).members, rotate: true });
      await share(ada, [row, { ...row, week: '2026-W46' }]);
      const { member } = await ada.store.state();
      await ada.store.forget();
      const back = await again(machines, ada, file);
      const state = await sync(back);
      assert.deepEqual(
        [state.standing, state.member, state.roster?.epoch, problemsOf(state)],
        ['member', member, 2, []],
      );
      assert.deepEqual(weeksOf(state, member), ['2026-W45', '2026-W46'], 'what it said itself it hears from the place');
      await share(back, [row, { ...row, week: '2026-W47' }]);
      const seen = await sync(bo);
      assert.equal(
        memberRows(rosterOf(seen).members, seen.heard, {}).find((each) => each.member === member)?.alias,
        'Ida',
      );
      assert.deepEqual([weeksOf(seen, member)?.at(-1), problemsOf(seen)], ['2026-W47', []]);
      const cy = await machines.joined(back, 'Cy');
      assert.equal((await cy.store.state()).standing, 'member');
    }));

  it('of a further device is that device again, by its number', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport(), 'machines');
      const laptop = await machines.joined(ada, 'Laptop', true);
      await shareDays(laptop, [figures('2026-11-01', 'codex', 5)]);
      const file = await backUp(laptop, passphrase, quick);
      await laptop.store.forget();
      const back = await again(machines, laptop, file);
      await sync(back);
      await shareDays(back, [figures('2026-11-01', 'codex', 5), figures('2026-11-02', 'codex', 7)]);
      const { heard } = await sync(ada);
      const days = Object.values(heard).flatMap(({ days = [] }) => days.map(({ day, output }) => [day, output]));
      assert.deepEqual(days, [
        ['2026-11-01', 5],
        ['2026-11-02', 7],
      ]);
    }));

  it('of who was let go meanwhile opens nothing of what came after', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const bo = await machines.joined(ada, 'Bo');
      const file = await backUp(bo, passphrase, quick);
      const { member } = await bo.store.state();
      const { members } = rosterOf(await sync(ada));
      await issue(ada, { members: members.filter(({ id }) => id !== member), rotate: true });
      await share(ada);
      const state = await sync(await again(machines, bo, file));
      assert.deepEqual([state.standing === 'member' && state.roster?.epoch === 2, state.heard], [false, {}]);
    }));

  it('is opened by its passphrase alone, tells nothing without it, and holds nothing of what others said', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const bo = await machines.joined(ada, 'Bo');
      await share(bo);
      await sync(ada);
      const file = await backUp(ada, passphrase, quick);
      const [{ device, identity, epochs }, { team }] = [await ada.store.keys(), await ada.store.state()];
      assert.deepEqual(findings(Buffer.from(file), [device, identity, team, 'Boat']), []);
      const opened = JSON.stringify(await openBackup(file, passphrase));
      const theirs = [String((await bo.store.state()).member), (await bo.store.keys()).identity, '2026-W45'];
      for (const text of [...theirs, ...epochs.map((epoch) => epoch.identity)])
        assert.equal(opened.includes(text), false, text);
      const other = file.map((byte, index) => (index === file.length - 1 ? byte ^ 1 : byte));
      for (const [bytes, phrase] of [
        [file, `${passphrase}.`],
        [other, passphrase],
        [file.subarray(0, -1), passphrase],
        [new Uint8Array(20_000), passphrase],
        [new Uint8Array(), passphrase],
      ] as const)
        await assert.rejects(openBackup(bytes, phrase), { reason: 'noBackup' });
    }));

  it('is an age file that takes as long to try as one of age’s own program', () =>
    withMachines(async (machines) => {
      const file = await backUp(await machines.found(new MemoryTransport()), passphrase);
      assert.match(Buffer.from(file).toString('latin1'), /^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
    }));

  it('is none of who is no member', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      await ada.store.changeState((now) => ({ ...now, standing: 'removed' }));
      await assert.rejects(backUp(ada, passphrase, quick), { reason: 'notMember' });
    }));

  it('has each of its members, and no other', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const backup = await openBackup(await backUp(ada, passphrase, quick), passphrase);
      assert.equal(isBackup(backup), true);
      for (const name of Object.keys(backup)) {
        const { [name as keyof typeof backup]: _without, ...rest } = backup;
        assert.equal(isBackup(rest), false, name);
        assert.equal(isBackup({ ...backup, [name]: {} }), false, name);
      }
      assert.equal(isBackup({ ...backup, more: 1 }), false);
    }));
});
