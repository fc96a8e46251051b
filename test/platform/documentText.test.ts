import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { documentText, holdsTooMuch } from '../../src/platform/documentText.js';
import { withFolder } from '../ledger/rig.js';

const holds = (text: string, most: number) => !holdsTooMuch(Buffer.from(text), most);

describe('a document that is to be parsed as a whole', () => {
  it('holds no more values than open or are parted in it', () => {
    for (const [text, most] of [
      ['[1,2,3]', 4],
      ['{"a":{"b":[2,{"c":3}]}}', 6],
      ['[[[[', 5],
    ] as const)
      assert.deepEqual([holds(text, most), holds(text, most - 1)], [true, false], text);
  });

  it('may say anything in its strings', () => {
    const told = JSON.stringify({ a: ',,,[[[{{{', 'b"[': 'c\\', d: '\\",[,{' });
    assert.ok(holds(told, 4));
    assert.ok(!holds(told, 3));
    assert.ok(holds('"no end ,,,,,\\', 1));
  });

  it('is read as it is while it is of a length that tools write, and holds what they write', () =>
    withFolder((folder) => {
      const path = join(folder, 'document.json');
      const long = JSON.stringify({ text: 'é,'.repeat(3_000_000) });
      writeFileSync(path, long);
      assert.equal(documentText(path, Buffer.byteLength(long)), long);
      assert.equal(documentText(path, 129 * 1024 * 1024), undefined);
      writeFileSync(path, `[${'0,'.repeat(4_000_000)}0]`);
      assert.equal(documentText(path, 8_000_003), undefined);
    }));
});
