import assert from 'node:assert/strict';
import { byteLength, clear, read, sealedLength, withoutPadding } from '../../../src/core/team/cleared.js';

const id = 'A'.repeat(22);
const key = 'A'.repeat(43);
const body = {
  v: 1,
  team: id,
  epoch: 1,
  epochRecipient: `age1${'q'.repeat(58)}`,
  member: id,
  device: key,
  certificate: null,
  seq: 1,
  prev: null,
  issued: '2026-11-19',
  all: false,
} as const;

describe('the plaintext of an object', () => {
  it('fills up to whole kilobytes as sealed, and never by a whole one, whatever its length', () => {
    for (let length = 0; length <= 1_100; length++) {
      const { text } = clear('tombstone', body, () => 'x'.repeat(length));
      const padding = text.length - withoutPadding(text).length;
      assert.deepEqual([sealedLength(text) % 1_024, padding < 1_024], [0, true], String(length));
    }
  });

  it('has as many bytes as UTF-8 takes, at each border between its lengths', () => {
    const borders = [0x0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10fc00, 0x10ffff];
    for (const text of ['', ...borders.map((point) => String.fromCodePoint(point))])
      assert.equal(byteLength(text), Buffer.byteLength(text), text.codePointAt(0)?.toString(16));
  });

  it('is what stands before its spaces, also where there is nothing else', () => {
    assert.deepEqual(['', ' ', '   ', ' a b  '].map(withoutPadding), ['', '', '', ' a b']);
  });

  it('is read back in its one spelling, and in no other of the same content', () => {
    const { text } = clear('tombstone', body, () => 'A'.repeat(86));
    assert.deepEqual(read('tombstone', text), { body, sig: 'A'.repeat(86) });
    const trimmed = withoutPadding(text);
    const { body: said, sig } = JSON.parse(trimmed);
    for (const other of [
      JSON.stringify({ sig, body: said }),
      trimmed.replace('{', '{ '),
      trimmed.replace('"epoch":1', '"epoch":1.0'),
      trimmed.replace('"team"', '"\\u0074eam"'),
    ]) {
      assert.deepEqual(JSON.parse(other), JSON.parse(trimmed));
      assert.equal(read('tombstone', other), undefined, other);
    }
    for (const none of ['', 'null', '[]', '{}', '{"body":null,"sig":""}'])
      assert.equal(read('roster', none), undefined);
  });

  it('is none of a body that has a member more, less or other than its kind', () => {
    const { all: _all, ...less } = body;
    for (const wrong of [less, { ...body, more: 1 }, { ...body, all: 'yes' }])
      assert.throws(() => clear('tombstone', wrong as never, () => ''), TypeError);
  });
});
