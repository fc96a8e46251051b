import assert from 'node:assert/strict';
import { Encrypter } from 'age-encryption';
import { largest } from '../../src/core/team/bodies.js';
import { newIdentity, Opener, recipientOf } from '../../src/team/sealing.js';

async function sealedTo(identity: string, content: Uint8Array | string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await recipientOf(identity));
  return encrypter.encrypt(content);
}

describe('opening what was sealed', () => {
  it('gives the text as it is, to who has the identity alone', async () => {
    const [mine, other] = [await newIdentity(), await newIdentity()];
    const bytes = await sealedTo(mine, '\ufeffword');
    assert.equal(await new Opener(mine).text('share', bytes), '\ufeffword', 'a mark at its head is a character');
    assert.equal(await new Opener(other).text('share', bytes), undefined);
    assert.equal(await new Opener(mine).text('share', bytes.subarray(0, -1)), undefined);
  });

  it('takes as many bytes as its kind may have, and not one more', async () => {
    const mine = await newIdentity();
    const { length: around } = await sealedTo(mine, '');
    const most = await sealedTo(mine, 'x'.repeat(largest.share - around));
    assert.equal(most.length, largest.share);
    assert.equal((await new Opener(mine).text('share', most))?.length, largest.share - around);
    assert.equal(
      await new Opener(mine).text('share', await sealedTo(mine, 'x'.repeat(largest.share - around + 1))),
      undefined,
    );
  });

  it('is nothing of what is no UTF-8, no age file, or sealed with a passphrase, which would take seconds to try', async () => {
    const mine = await newIdentity();
    assert.equal(await new Opener(mine).text('share', await sealedTo(mine, new Uint8Array([0x61, 0xff]))), undefined);
    assert.equal(await new Opener(mine).text('share', Buffer.from('no age file')), undefined);
    const locked = new Encrypter();
    locked.setPassphrase('word');
    locked.setScryptWorkFactor(2);
    assert.equal(await new Opener(mine).text('share', await locked.encrypt('x')), undefined);
  });
});
