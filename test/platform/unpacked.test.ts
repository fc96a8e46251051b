import assert from 'node:assert/strict';
import { zstdCompressSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { unpacked } from '../../src/platform/unpacked.js';

describe('packed columns of a table', () => {
  const packed = zstdCompressSync(Buffer.from('{"words":"ä"}'));
  const cases: readonly (readonly [string, Uint8Array | string | number | null, string | null])[] = [
    ['a Zstandard frame', packed, '{"words":"ä"}'],
    ['bytes of plain text', Buffer.from('{}'), '{}'],
    ['text', '{}', '{}'],
    ['a frame that was cut off', packed.subarray(0, packed.length - 3), null],
    ['a frame that unpacks to more than any conversation', zstdCompressSync(Buffer.alloc(65 * 1024 * 1024)), null],
    ['no bytes', new Uint8Array(), ''],
    ['nothing', null, null],
    ['a number', 7, null],
  ];
  for (const [name, data, text] of cases)
    it(`tell ${name}`, () => assert.deepEqual(unpacked({ id: 1, data }, ['data']), { id: 1, data: text }));
});
