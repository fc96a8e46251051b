import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bodies } from '../../src/core/team/bodies.js';
import { canonical } from '../../src/core/team/canonical.js';
import { clear, read, signedText } from '../../src/core/team/cleared.js';
import { derived, deviceKey, isSignedBy, mac, memberId } from '../../src/team/keys.js';
import { Opener, recipientOf, seal } from '../../src/team/sealing.js';
import { inviteSlot, SlotNames } from '../../src/team/slots.js';
import { sixWords } from '../../src/team/words.js';
import { Random } from '../kit/generate/random.js';
import { runs } from '../ledger/rig.js';

/** Written by `write.py` beside it, with nothing of ours. */
interface Vectors {
  readonly [name: string]: unknown;
  readonly seed: string;
  readonly secret: string;
  readonly identity: string;
  readonly stream: string;
  readonly request: object;
  readonly asked: object;
  readonly roster: Bodies['roster'];
  readonly rosterText: string;
  readonly body: Bodies['share'];
  readonly text: string;
  readonly sealed: string;
}

const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../test/fixtures/team/vectors/v1.json'), 'utf8'),
) as Vectors;
const sealed = Buffer.from(vectors.sealed, 'base64');

describe('what FORMAT.md says, worked out by another program', () => {
  it('is what keys, names and words come to here', async () => {
    const { seed, secret, identity, stream, request, asked } = vectors;
    const { public: own } = deviceKey(seed);
    const ours = {
      public: own,
      member: memberId(own),
      recipient: await recipientOf(identity),
      slot: new SlotNames(7, identity).of(stream),
      requestSlot: inviteSlot(secret, 'request'),
      welcomeSlot: inviteSlot(secret, 'welcome'),
      requestMac: Buffer.from(mac(derived(secret, 'mac'), canonical(request)), 'hex').toString('base64url'),
      words: sixWords(canonical(asked)),
    };
    assert.deepEqual(ours, Object.fromEntries(Object.keys(ours).map((name) => [name, vectors[name]])));
  });

  it('is the plaintext of a share, to the byte', () => {
    const { body, seed, text } = vectors;
    assert.equal(clear('share', body, deviceKey(seed).sign).text, text);
  });

  it('is the plaintext of a roster with what the team agreed on, to the byte; and without it of one of before', () => {
    const { roster, seed, rosterText } = vectors;
    const { sign } = deviceKey(seed);
    assert.equal(clear('roster', roster, sign).text, rosterText);
    const [set] = roster.admins;
    assert.ok(set);
    const { sig, ...said } = set;
    assert.equal(sign(signedText('admins', { team: roster.team, ...said })), sig);
    assert.deepEqual(read('roster', rosterText)?.body, roster);
    const { policy: _policy, ...before } = roster;
    assert.deepEqual(read('roster', clear('roster', before, sign).text)?.body, before);
    const odd = { ...roster, policy: { ...roster.policy, hours: true } } as unknown as Bodies['roster'];
    assert.throws(() => clear('roster', odd, sign), TypeError);
  });

  it('opens here as the stock age program sealed it', async () => {
    const opened = await new Opener(vectors.identity).open('share', sealed);
    assert.deepEqual(opened?.body, vectors.body);
    assert.ok(isSignedBy(vectors.body.device, signedText('share', vectors.body), opened?.sig ?? ''));
  });
});

describe('a sealed object that somebody changed', () => {
  it('opens as it was or not at all, and nothing is thrown', async () => {
    const random = new Random('changed');
    const opener = new Opener(vectors.identity);
    for (let run = 0; run < runs(5_000); run++) {
      const bytes = Buffer.from(sealed);
      const cut = random.integer(0, 3) === 0 ? random.integer(0, bytes.length) : bytes.length;
      for (let left = random.integer(1, 4); left > 0; left--)
        bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
      const text = await opener.text('share', bytes.subarray(0, cut));
      assert.ok(text === undefined || text === vectors.text);
    }
  });

  it('whose plaintext is another’s making is taken only as we would have made it', async () => {
    const random = new Random('made');
    const opener = new Opener(vectors.identity);
    const recipient = await recipientOf(vectors.identity);
    for (let run = 0; run < runs(2_000); run++) {
      const at = random.integer(0, vectors.text.trimEnd().length - 1);
      const text =
        vectors.text.slice(0, at) + String.fromCharCode(random.integer(32, 126)) + vectors.text.slice(at + 1);
      const file = await seal({ text } as Parameters<typeof seal>[0], [recipient]);
      const opened = await opener.open('share', file);
      const holds =
        opened &&
        isSignedBy(opened.body.device, signedText('share', opened.body), opened.sig) &&
        memberId(opened.body.device) === opened.body.member;
      assert.ok(!holds || text === vectors.text, text);
    }
  });
});
