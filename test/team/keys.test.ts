import assert from 'node:assert/strict';
import { derivedIdentity, deviceKey, isSignedBy, memberId, randomText } from '../../src/team/keys.js';

describe('keys', () => {
  it('sign what they sign, and nothing else; what is no key or signature has signed nothing', () => {
    const [mine, other] = [deviceKey(randomText(32)), deviceKey(randomText(32))];
    const signature = mine.sign('text');
    assert.equal(isSignedBy(mine.public, 'text', signature), true);
    assert.equal(isSignedBy(mine.public, 'text', signature), true, 'also when it is known already');
    for (const [key, text, sig] of [
      [mine.public, 'other text', signature],
      [other.public, 'text', signature],
      [mine.public, 'text', other.sign('text')],
      [mine.public, 'text', ''],
      ['', 'text', signature],
      ['no key', 'text', signature],
    ] as const)
      assert.equal(isSignedBy(key, text, sig), false, `${key} ${text} ${sig}`);
  });

  it('are told right from wrong however many were seen before', () => {
    const mine = deviceKey(randomText(32));
    const signature = mine.sign('text');
    for (let other = 0; other < 5_100; other++) {
      const key = Buffer.alloc(32, 1);
      key.writeUInt32BE(other);
      isSignedBy(key.toString('base64url'), 'text', signature);
    }
    assert.deepEqual(
      [isSignedBy(mine.public, 'text', signature), isSignedBy(mine.public, 'texts', signature)],
      [true, false],
    );
  });

  it('have an id of 128 bits, and a private key of an invite is not handed out again', async () => {
    const { public: key } = deviceKey(randomText(32));
    assert.match(memberId(key), /^[A-Za-z0-9_-]{22}$/);
    assert.equal((await derivedIdentity('secret', 'request')).extractable, false);
  });
});
