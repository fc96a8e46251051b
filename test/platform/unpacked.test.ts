import assert from 'node:assert/strict';
import { zstdCompressSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { unpacked } from '../../src/platform/unpacked.js';

const noise = (length: number) => Buffer.from(Array.from({ length }, (_, n) => 97 + ((n * n * 7 + (n >> 3)) % 26)));

describe('packed columns of a table', () => {
  const packed = zstdCompressSync(Buffer.from('{"text":"x","words":"ä"}'));
  const long = Buffer.concat([Buffer.from('{"text":"'), noise(3_000_000), Buffer.from('","words":7}')]);
  const cases: readonly (readonly [string, Uint8Array | string | number | null, string | null | undefined])[] = [
    ['a Zstandard frame', packed, '{"words":"ä"}'],
    ['a long frame', zstdCompressSync(long), '{"words":7}'],
    ['bytes of plain text', Buffer.from('{"words":1}'), '{"words":1}'],
    ['text', '{"words":"ö"}', '{"words":"ö"}'],
    ['a frame that was cut off', packed.subarray(0, packed.length - 3), null],
    ['a frame that unpacks to more than any conversation', zstdCompressSync(Buffer.alloc(65 * 1024 * 1024)), undefined],
    ['text that is more than any conversation', ' '.repeat(65 * 1024 * 1024), undefined],
    ['no bytes', new Uint8Array(), null],
    ['nothing', null, null],
    ['a number', 7, null],
  ];
  for (const [name, data, text] of cases)
    it(`tell ${name}`, () => assert.deepEqual(unpacked({ id: 1, data }, { data: ['words'] }), { id: 1, data: text }));
});
