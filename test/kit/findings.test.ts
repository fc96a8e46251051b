import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { findings } from './findings.js';

describe('the search for canaries', () => {
  it('finds a text as it is, in hexadecimal, in gzip, and in base64 wherever it begins in what is encoded', () => {
    const among = (before: string) => Buffer.from(`${before}claude and more`);
    assert.equal(findings(among('x'), ['claude']).length, 1);
    assert.equal(findings(Buffer.from(among('x').toString('hex')), ['claude']).length, 1);
    assert.equal(findings(gzipSync(among('x')), ['claude']).length, 1);
    for (const before of ['', 'a', 'ab', 'abc', '\xff'])
      assert.equal(findings(Buffer.from(among(before).toString('base64')), ['claude']).length, 1, before);
  });

  it('takes no few letters of base64, which sealed bytes have by chance, for a text', () =>
    assert.deepEqual(findings(Buffer.from('Y2xhZZbGF1ZQZZbGF1'), ['claude']), []));
});
