import assert from 'node:assert/strict';
import { Encrypter } from 'age-encryption';
import type { Bodies } from '../../src/core/team/bodies.js';
import { canonical } from '../../src/core/team/canonical.js';
import { type Cleared, clear, read } from '../../src/core/team/cleared.js';
import { foundIn } from '../../src/team/hear.js';
import { certificateText, makeInvite, requests } from '../../src/team/invites.js';
import { type DeviceKey, derived, derivedIdentity, deviceKey, mac, memberId, randomText } from '../../src/team/keys.js';
import { nextShare, publish } from '../../src/team/publish.js';
import { openRoster } from '../../src/team/rosterFound.js';
import { newIdentity, Opener, recipientOf, seal } from '../../src/team/sealing.js';
import type { Seat, TeamState } from '../../src/team/seat.js';
import { inviteSlot, SlotNames } from '../../src/team/slots.js';
import { sync } from '../../src/team/sync.js';
import { type Machines, MemoryTransport, row, withMachines } from './rig.js';

const keyOf = async (seat: Seat) => deviceKey((await seat.store.keys()).device);

/** Ada's team, of which Bo is a member; and what it takes to write a roster and keyring as anyone could who is in it. */
async function team(machines: Machines) {
  const place = new MemoryTransport();
  const ada = await machines.found(place);
  const bo = await machines.joined(ada, 'Bo');
  const [keys, state] = [await bo.store.keys(), await bo.store.state()];
  const { identity, epoch } = keys.epochs[0] ?? assert.fail();
  const ring = (await new Opener(keys.identity).open('keyring', place.bytes('1/keyring')))?.body ?? assert.fail();
  const list = (await new Opener(identity).open('roster', place.bytes('1/roster')))?.body ?? assert.fail();
  const [own, recipient] = [await recipientOf(keys.identity), await recipientOf(identity)];
  const admin = await keyOf(ada);
  interface Forged {
    readonly list?: Partial<Bodies['roster']>;
    readonly ring?: Partial<Bodies['keyring']>;
    /** In place of the admin's. */
    readonly listKey?: DeviceKey;
    readonly ringKey?: DeviceKey;
    readonly known?: Partial<TeamState>;
  }
  /** What Bo's machine makes of them. */
  const verdict = async (forged: Forged = {}) => {
    const [listKey, ringKey] = [forged.listKey ?? admin, forged.ringKey ?? admin];
    const roster = clear('roster', { ...list, ...forged.list }, listKey.sign);
    const keyring = clear('keyring', { ...ring, ...forged.ring }, ringKey.sign);
    const objects = { roster: await seal(roster, [recipient]), keyring: await seal(keyring, [own]) };
    const found = await openRoster(epoch, objects, keys, { ...state, ...forged.known });
    return typeof found === 'string' ? found : 'taken';
  };
  return { place, ada, bo, keys, state, identity, list, ring, own, recipient, verdict };
}

describe('a forged roster or keyring', () => {
  it('is not taken where any of it is not an admin’s, of this team and epoch, or agrees with the other', () =>
    withMachines(async (machines) => {
      const { bo, list, verdict } = await team(machines);
      const evil = await keyOf(bo);
      const [first, second] = list.members;
      assert.ok(first && second);
      assert.equal(await verdict(), 'taken');
      const other = randomText(16);
      for (const forged of [
        { listKey: evil },
        { list: { by: evil.public }, listKey: evil },
        { ringKey: evil },
        { ring: { by: evil.public }, ringKey: evil },
        { list: { team: other } },
        { ring: { team: other } },
        { list: { epoch: 2 } },
        { ring: { epoch: 2 } },
        { list: { epochRecipient: await recipientOf(await newIdentity()) } },
        { list: { members: [first, { ...second, id: first.id }] } },
        {
          list: {
            members: [first, { ...second, sigPub: evil.public, id: memberId(deviceKey(randomText(32)).public) }],
          },
        },
        { list: { members: [first, first] } },
        { list: { admins: [] } },
      ])
        assert.equal(await verdict(forged), 'rosterForged', JSON.stringify(forged));
    }));

  it('is called rolled back or forked against what is known', () =>
    withMachines(async (machines) => {
      const { list, verdict } = await team(machines);
      const policy = { ...(list.policy ?? agreed), version: 2 };
      assert.equal(await verdict({ list: { seq: list.seq + 1 } }), 'taken');
      assert.equal(await verdict({ list: { seq: list.seq - 1 } }), 'rosterRolledBack');
      assert.equal(await verdict({ list: { name: 'Other' } }), 'rosterForked');
      const known = { roster: { ...list, policy } };
      assert.equal(await verdict({ list: { seq: list.seq + 1 }, known }), 'rosterRolledBack', 'an older policy');
      assert.equal(await verdict({ list: { seq: list.seq + 1, policy }, known }), 'taken');
      assert.equal(await verdict({ list: { seq: 1 }, known: { roster: null } }), 'taken', 'by who knows none');
      assert.equal(await verdict({ known: { admins: null } }), 'unreadable', 'by who was told of no admin');
    }));

  it('that cannot be opened, or is another kind of object, is only unreadable', () =>
    withMachines(async (machines) => {
      const { place, keys, state, ring, recipient } = await team(machines);
      const [keyring, roster] = [place.bytes('1/keyring'), place.bytes('1/roster')];
      const open = (objects: { keyring: Uint8Array; roster: Uint8Array }) => openRoster(1, objects, keys, state);
      const asRoster = await seal(
        clear('keyring', ring, () => 'A'.repeat(86)),
        [recipient],
      );
      for (const objects of [
        { keyring: new Uint8Array(9), roster },
        { keyring: roster, roster },
        { keyring, roster: keyring },
        { keyring, roster: new Uint8Array(9) },
        { keyring, roster: asRoster },
      ])
        assert.equal(await open(objects), 'unreadable');
    }));
});

const agreed = {
  ...{ version: 1, purpose: '', zone: 'UTC', fields: ['kept'], boards: ['kept'], quest: null, least: 5, weeks: 13 },
  ...{ ends: null, guidance: '', readers: '' },
} as NonNullable<Bodies['roster']['policy']>;

describe('what a device says', () => {
  it('is nothing where it is too large for its kind, none of the kinds, or not sealed for the epoch', () =>
    withMachines(async (machines) => {
      const { bo, identity, recipient, own } = await team(machines);
      const next = await nextShare(bo, 1, [row]);
      const names = new SlotNames(1, identity);
      const slot = names.of(next.stream);
      const look = async (bytes: Uint8Array) => (await foundIn(slot, bytes, new Opener(identity), names))?.kind;
      const encrypter = new Encrypter();
      encrypter.addRecipient(recipient);
      const sealed = (text: string) => encrypter.encrypt(text);
      assert.equal(await look(await seal(next.cleared, [recipient])), 'share');
      assert.equal(await look(await seal(next.cleared, [own])), undefined);
      assert.equal(await look(await sealed('{"body":{},"sig":""}')), undefined);
      assert.equal(await look(await sealed(next.cleared.text.padEnd(5_000))), undefined);
      assert.notEqual(read('share', next.cleared.text.padEnd(5_000)), undefined, 'size alone is what is wrong');
    }));

  it('by a further device is certified for that device by the member’s first, and by nobody else', () =>
    withMachines(async (machines) => {
      const { bo, identity, recipient, list, state } = await team(machines);
      const [first, device, evil] = [await keyOf(bo), deviceKey(randomText(32)), deviceKey(randomText(32))];
      const member = list.members.find(({ id }) => id === state.member) ?? assert.fail();
      const names = new SlotNames(1, identity);
      const body = (await nextShare(bo, 1, [row])).body as Bodies['share'];
      const certificate = (by: DeviceKey, of = device.public, number = 2) => ({
        device: of,
        number,
        sig: by.sign(certificateText(state.team, state.member, { device: of, number })),
      });
      const holds = async (given: Bodies['share']['certificate'], speaker = device) => {
        const said = clear('share', { ...body, device: speaker.public, certificate: given }, speaker.sign);
        const slot = names.of(`share/${state.member}/${given?.number ?? 1}/`);
        const found = await foundIn(slot, await seal(said, [recipient]), new Opener(identity), names);
        return found?.isCertified(member);
      };
      assert.deepEqual(
        [await holds(certificate(first)), await holds(null, first), await holds(null)],
        [true, true, false],
      );
      assert.equal(await holds(certificate(evil)), false, 'signed by another');
      assert.equal(await holds(certificate(first, evil.public)), false, 'of another device');
      assert.equal(await holds({ ...certificate(first), number: 3 }), false, 'another number');
    }));

  it('that vanishes between a look and its reading is read the next time', () =>
    withMachines(async (machines) => {
      const { place, ada, bo } = await team(machines);
      await publish(bo, await nextShare(bo, 1, [row]));
      const { member } = await bo.store.state();
      const heard = async (seat: Seat) => (await sync(seat)).heard[`share/${member}/1/`]?.seq;
      const away = { ...ada, transport: Object.assign(Object.create(place), { fetch: async () => new Map() }) };
      assert.equal(await heard(away), undefined);
      assert.equal(await heard(ada), 1);
    }));
});

describe('a welcome or a request', () => {
  /** Bo has answered Ada's invite; what is put in place of her welcome decides whether he is in. */
  async function waiting(machines: Machines) {
    const place = new MemoryTransport();
    const ada = await machines.found(place);
    const { code } = await makeInvite(ada, false);
    const { seat: bo } = await machines.asked(place, code, 'Bo');
    const { joining, identity } = await bo.store.keys();
    const { team: id, admins, member } = await ada.store.state();
    const slot = inviteSlot(joining ?? '', 'welcome');
    const key = await keyOf(ada);
    const said = {
      v: 1,
      team: id,
      member,
      epoch: 1,
      by: key.public,
      admins: admins ?? assert.fail(),
      device: null,
    } as const;
    const put = async (cleared: Cleared) => place.put(slot, await seal(cleared, [await recipientOf(identity)]));
    const isIn = async () => {
      await sync(bo);
      return (await bo.store.keys()).joining === null;
    };
    return { place, ada, bo, key, said, put, isIn, joining: joining ?? '' };
  }

  it('lets nobody in that the inviting admin did not sign, for this team and this device', () =>
    withMachines(async (machines) => {
      const { bo, key, said, put, isIn } = await waiting(machines);
      const evil = deviceKey(randomText(32));
      const device = (sig: string, sigPub = key.public) => ({
        identity: `AGE-SECRET-KEY-1${'Q'.repeat(58)}`,
        sigPub,
        certificate: { device: evil.public, number: 2, sig },
      });
      const certificate = certificateText(said.team, said.member, { device: evil.public, number: 2 });
      for (const [body, by] of [
        [said, evil],
        [{ ...said, by: evil.public }, evil],
        [{ ...said, team: randomText(16) }, key],
        [{ ...said, device: device(evil.sign(certificate)) }, key],
        [{ ...said, device: device(evil.sign(certificate), evil.public) }, key],
      ] as const) {
        await put(clear('welcome', body, by.sign));
        assert.equal(await isIn(), false);
      }
      await put(clear('welcome', said, key.sign));
      assert.equal(await isIn(), true);
      await sync(bo);
      assert.equal((await bo.store.state()).standing, 'waiting', 'until there is a list of members that he can open');
    }));

  it('is of no use to a machine that has asked for nothing', () =>
    withMachines(async (machines) => {
      const { bo, key, said, put } = await waiting(machines);
      await bo.store.changeKeys((now) => ({ ...now, joining: null }));
      await put(clear('welcome', said, key.sign));
      assert.deepEqual([(await sync(bo)).member, (await bo.store.state()).standing], ['', 'waiting']);
    }));

  it('of nobody who has not the invite’s secret is shown to the admin, nor one that was changed on the way', () =>
    withMachines(async (machines) => {
      const { place, ada, bo, joining } = await waiting(machines);
      const slot = inviteSlot(joining, 'request');
      const genuine = place.bytes(slot);
      assert.equal((await requests(ada)).length, 1);
      const opener = new Opener(await derivedIdentity(joining, 'request'));
      const { body } = (await opener.open('request', genuine)) ?? assert.fail();
      const recipient = await recipientOf(await derivedIdentity(joining, 'request'));
      const key = await keyOf(bo);
      /** As who has the secret could. */
      const withMac = ({ mac: _mac, ...said }: Bodies['request']) => {
        const told = Buffer.from(mac(derived(joining, 'mac'), canonical(said)), 'hex');
        return { ...said, mac: told.toString('base64url') };
      };
      assert.deepEqual(withMac(body), body);
      for (const [said, by] of [
        [{ ...body, alias: 'Ada' }, key],
        [body, deviceKey(randomText(32))],
        [withMac({ ...body, expires: body.expires + 1 }), key],
        [withMac({ ...body, team: randomText(16) }), key],
      ] as const) {
        place.put(slot, await seal(clear('request', said, by.sign), [recipient]));
        assert.deepEqual(await requests(ada), []);
      }
      for (const bytes of [new Uint8Array(9), place.bytes('1/roster')]) {
        place.put(slot, bytes);
        assert.deepEqual(await requests(ada), []);
      }
      place.objects.delete(slot);
      assert.deepEqual(await requests(ada), []);
      place.put(slot, genuine);
      assert.equal((await requests(ada)).length, 1);
    }));
});
