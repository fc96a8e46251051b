import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { JsonFileError, type JsonObject, jsonObjects } from '../../src/platform/jsonValues.js';
import { runs, withFolder } from '../ledger/rig.js';

interface Read {
  readonly objects: readonly JsonObject[];
  readonly torn: readonly number[];
}

function read(text: string | Buffer): Promise<Read> {
  return withFolder((folder) => {
    const path = join(folder, 'a.json');
    writeFileSync(path, text);
    const torn: number[] = [];
    return { objects: [...jsonObjects(path, (line) => torn.push(line))], torn };
  });
}

function failure(text: string | Buffer): Promise<readonly [string, number]> {
  return read(text).then(
    () => assert.fail('it was read'),
    (error: unknown) => {
      assert.ok(error instanceof JsonFileError);
      return [error.reason, error.line] as const;
    },
  );
}

describe('the objects of a file of JSON', () => {
  it('are told with their lines, one a line, over many, or in a list', async () => {
    const told = async (text: string) => (await read(text)).objects.map(({ value, line }) => [value['a'], line]);
    assert.deepEqual(await told('{"a":1}\n\n{"a":"}{"}\r\n'), [
      [1, 1],
      ['}{', 3],
    ]);
    assert.deepEqual(await told('{\n "a": {"b": [1]}\n}\n{\n "a": 2\n}'), [
      [{ b: [1] }, 1],
      [2, 4],
    ]);
    assert.deepEqual(await told('\uFEFF[\n {"a":"\\"{"},\n {"a":2}\n]\n'), [
      ['"{', 2],
      [2, 3],
    ]);
    assert.deepEqual(await told(''), []);
  });

  it('may be packed by gzip, in one piece or several; of a piece that broke off what is there is told', async () => {
    const packed = ['{"a":1}\n{"a"', ':2}\n', '{"a":3}\n'].map((text) => gzipSync(text));
    const told = async (bytes: Buffer) => (await read(bytes)).objects.map(({ value, line }) => [value['a'], line]);
    const all = [1, 2, 3].map((a) => [a, a]);
    assert.deepEqual(await told(Buffer.concat(packed)), all);
    const log = Array.from({ length: 5000 }, (_, a) => `{"a":${a * a}}\n`).join('');
    const broken = await read(gzipSync(log).subarray(0, 5000));
    assert.ok(broken.objects.length > 100 && broken.objects.length < 5000);
    assert.deepEqual(broken.torn, [broken.objects.length + 1]);
    const damaged = gzipSync(log);
    damaged.fill(0xff, 20, 60);
    assert.deepEqual(await failure(damaged), ['no-json', 1]);
  });

  it('end at a last line that broke off; what breaks off elsewhere is a fault with its line', async () => {
    assert.deepEqual((await read('{"a":1}\n{"a":')).torn, [2]);
    assert.equal((await read('{"a":1}\n{"a":')).objects.length, 1);
    assert.deepEqual(await failure('{"a":1}\n{"a":\n{"a":3}\n'), ['unclosed', 2]);
    assert.deepEqual(await failure('{"a":1}\n{"a":nought}\n{"a":3}\n'), ['no-json', 2]);
    assert.deepEqual(await failure('{"a":1}\nhello\n'), ['no-json', 2]);
    assert.deepEqual(await failure('a,b\n1,2\n'), ['no-json', 1]);
  });

  it('are what JSON.parse gives, whatever they hold and however far they reach', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), fc.boolean(), async (all, wide) => {
        const { objects } = await read(all.map((each) => JSON.stringify(each, null, wide ? 1 : 0)).join('\n'));
        assert.deepEqual(
          objects.map(({ value }) => value),
          JSON.parse(JSON.stringify(all)),
        );
      }),
      { numRuns: runs(200), seed: 5 },
    ));

  it('may reach over the ends of what is read at once', async () => {
    const long = 'é{"\\'.repeat(200_000);
    const { objects } = await read(`${JSON.stringify({ a: long })}\n${JSON.stringify({ a: 2 })}\n`);
    assert.deepEqual([objects[0]?.value['a'] === long, objects[1]?.value['a'], objects[1]?.line], [true, 2, 2]);
  });
});
