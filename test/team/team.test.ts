import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memberRows } from '../../src/core/team/heard.js';
import { approve, makeInvite, readInvite, requests } from '../../src/team/invites.js';
import { issue } from '../../src/team/issue.js';
import { deviceKey, memberId } from '../../src/team/keys.js';
import { nextShare, nextTombstone, publish } from '../../src/team/publish.js';
import type { Seat, TeamState } from '../../src/team/seat.js';
import { sync } from '../../src/team/sync.js';
import type { TeamError } from '../../src/team/teamError.js';
import { MemoryTransport, problemsOf, row, share, withMachines } from './rig.js';

function fails(reason: TeamError['reason']) {
  return (error: unknown) => (error as TeamError).reason === reason;
}

/** Aliases with the bands that a machine knows of. */
function boardOf({ roster, heard }: TeamState): Readonly<Record<string, number | undefined>> {
  const rows = memberRows(roster?.members ?? [], heard, {});
  return Object.fromEntries(rows.map(({ alias, weeks }) => [alias, weeks.at(-1)?.band]));
}

async function board(seat: Seat) {
  return boardOf(await sync(seat));
}

describe('a team', () => {
  it('invites, compares words, lets in, shares', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const { code } = await makeInvite(ada, false);
      const { seat: bo, words } = await machines.asked(place, code, 'Bo');
      assert.match(words, /^([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz]( [a-z]{5}){5}$/);
      assert.equal((await sync(bo)).standing, 'waiting');
      const [asked] = await requests(ada);
      assert.deepEqual([asked?.alias, asked?.words], ['Bo', words]);
      await approve(ada, words);
      assert.equal((await sync(bo)).standing, 'member');
      await share(ada);
      await share(bo, [{ ...row, band: 5 }]);
      assert.deepEqual(await board(ada), { Ada: 3, Bo: 5 });
      assert.deepEqual(await board(bo), { Ada: 3, Bo: 5 });
      assert.deepEqual(
        [...place.objects.keys()].filter((slot) => slot.startsWith('0/')),
        [],
      );
    }));

  it('seals what the preview shows, to the byte, and writes down all that left', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const preview = await nextShare(ada, 1, [row]);
      const sent: string[] = [];
      const { store } = ada;
      store.wasSent = async ({ text }) => void sent.push(text);
      await publish(ada, await nextShare(ada, 1, [row]));
      assert.deepEqual(sent, [preview.cleared.text]);
    }));

  it('shows the host ciphertext of 1 KB steps, and no name', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place, 'team', 'canary-alias');
      await machines.joined(ada, 'canary-other');
      await share(ada);
      const sizes = [...place.objects].map(([slot, { bytes }]) => [
        /roster|keyring/.exec(slot)?.[0],
        bytes.length % 1024,
      ]);
      assert.deepEqual(
        sizes.filter(([kind]) => kind !== 'keyring').map(([, rest]) => rest),
        [0, 0],
      );
      assert.equal(place.bytes(place.said(1)[0] ?? '').length, 1024);
      for (const [slot, { bytes }] of place.objects)
        for (const told of [slot, Buffer.from(bytes).toString('latin1')])
          assert.doesNotMatch(told, /canary|claude|2026|Boat/);
    }));

  it('a share opens with the stock age program', function () {
    if (spawnSync('age', ['--version']).error) {
      console.log('      skipped: there is no age program (Debian: apt-get install age)');
      return this.skip();
    }
    return withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const next = await nextShare(ada, 1, [row]);
      await publish(ada, next);
      const [identity, file] = [join(machines.folder, 'identity'), join(machines.folder, 'share.age')];
      writeFileSync(identity, (await ada.store.keys()).epochs[0]?.identity ?? '');
      writeFileSync(file, place.bytes(place.said(1)[0] ?? ''));
      const { stdout } = spawnSync('age', ['--decrypt', '--identity', identity, file], { encoding: 'utf8' });
      assert.equal(stdout, next.cleared.text);
    });
  });

  it('a leaver goes at the next sync of an admin: a new epoch, whose key he has not', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const bo = await machines.joined(ada, 'Bo');
      const cy = await machines.joined(ada, 'Cy');
      for (const seat of [ada, bo, cy]) await share(seat);
      await sync(cy);
      await publish(bo, await nextTombstone(bo, true));
      assert.deepEqual(await board(cy), { Ada: 3, Cy: 3 });
      const { roster } = await sync(ada);
      assert.deepEqual([roster?.epoch, roster?.members.map(({ alias }) => alias)], [2, ['Ada', 'Cy']]);
      await share(ada, [{ ...row, band: 1 }]);
      assert.deepEqual(await board(cy), { Ada: 1, Cy: 3 });
      const stranger = await sync(bo);
      assert.deepEqual([stranger.roster?.epoch, problemsOf(stranger)], [1, ['unreadable']]);
      assert.deepEqual(
        (await bo.store.keys()).epochs.map(({ epoch }) => epoch),
        [1],
      );
    }));

  it('makes a new epoch every month; the old key is destroyed 35 days later', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      const epochs = async () => (await ada.store.keys()).epochs.map(({ epoch }) => epoch);
      machines.pass(31);
      await sync(ada);
      assert.deepEqual(await epochs(), [1, 2]);
      machines.pass(36);
      await sync(ada);
      assert.deepEqual(await epochs(), [2, 3]);
    }));

  it('a second admin lets in; who is no admin any more cannot write a roster that a member follows', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const bo = await machines.joined(ada, 'Bo');
      const cy = await machines.joined(ada, 'Cy');
      const members = (await ada.store.state()).roster?.members ?? [];
      const [adaKey, boKey] = members.map(({ sigPub }) => sigPub) as [string, string];
      await issue(ada, { members, admins: [adaKey, boKey], rotate: false });
      await sync(bo);
      const dee = await machines.joined(bo, 'Dee');
      await sync(ada);
      await issue(ada, { members, admins: [adaKey], rotate: false });
      await sync(cy);
      // Bo has not heard of it, or does as if.
      const kept = new Map(place.objects);
      const { versions } = await ada.store.state();
      await bo.store.changeState((now) => ({ ...now, versions }));
      await issue(bo, { members: members.slice(1), rotate: false });
      await issue(bo, { members: members.slice(1), rotate: false });
      assert.deepEqual(problemsOf(await sync(cy)), ['rosterForged']);
      assert.equal((await cy.store.state()).roster?.members.length, 3);
      assert.equal(kept.size > 0 && (await dee.store.state()).standing, 'member');
    }));

  it('a second device speaks for the member once the first has certified it', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const bo = await machines.joined(ada, 'Bo');
      const laptop = await machines.joined(bo, 'laptop', true);
      await share(bo, [{ ...row, band: 1 }]);
      await share(laptop, [{ ...row, band: 2 }]);
      await share(laptop, [{ ...row, band: 4 }]);
      assert.deepEqual(await board(ada), { Ada: undefined, Bo: 4 });
      assert.equal(place.said(1).length, 2);
      await assert.rejects(makeInvite(laptop, true), fails('notFirstDevice'));
    }));
});

describe('an invite', () => {
  it('lets in one, within three days', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const { code, expires } = await makeInvite(ada, false, 30 * 86_400_000);
      assert.equal(expires - machines.now, 72 * 3_600_000);
      const { words } = await machines.asked(place, code, 'Bo');
      await assert.rejects(machines.asked(place, code, 'Eve'), fails('inviteUsed'));
      await approve(ada, words);
      await assert.rejects(approve(ada, words), fails('noRequest'));
      machines.pass(4);
      assert.throws(() => readInvite(code, machines.now), fails('inviteExpired'));
    }));

  it('answered in time and approved too late lets in nobody', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const { words } = await machines.asked(place, (await makeInvite(ada, false)).code, 'Bo');
      machines.pass(4);
      await assert.rejects(approve(ada, words), fails('noRequest'));
    }));

  it('whose answer somebody replaced shows other words', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const { code } = await makeInvite(ada, false);
      const { words } = await machines.asked(place, code, 'Bo');
      place.objects.clear();
      await machines.asked(place, code, 'Bo');
      assert.notEqual((await requests(ada))[0]?.words, words);
      await assert.rejects(approve(ada, words), fails('noRequest'));
    }));

  it('is refused when it is damaged, and never thrown over', () => {
    for (const code of ['', 'tally1-', 'tally1-e30', `tally1-${'A'.repeat(5_000)}`, 'https://x', '\u202e'])
      assert.throws(() => readInvite(code, 0), fails('noInvite'), code);
  });

  it('is followed by the welcome of the admin who made it only', () =>
    withMachines(async (machines) => {
      const place = new MemoryTransport();
      const ada = await machines.found(place);
      const bo = await machines.joined(ada, 'Bo');
      const { seat: cy, words } = await machines.asked(place, (await makeInvite(ada, false)).code, 'Cy');
      await cy.store.changeState((now) => ({ ...now, invitedBy: memberId(deviceKey('A'.repeat(43)).public) }));
      await approve(ada, words);
      assert.equal((await sync(cy)).standing, 'waiting');
      assert.equal((await sync(bo)).standing, 'member');
    }));
});

describe('the log of what left', () => {
  it('has every text, and of secret keys only that they stood there', () =>
    withMachines(async (machines) => {
      const ada = await machines.found(new MemoryTransport());
      await machines.joined(ada, 'laptop', true);
      await share(ada);
      const sent = await ada.store.sent();
      const texts = sent.map(({ text }) => text);
      assert.deepEqual([sent.length, texts.filter((text) => text.includes('AGE-SECRET-KEY-1…')).length], [4, 2]);
      const { epochs, identity } = await ada.store.keys();
      for (const secret of [identity, ...epochs.map((each) => each.identity)])
        assert.ok(texts.every((text) => !text.includes(secret)));
    }));
});
