import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { membersOf } from '../../src/platform/members.js';
import { runs } from '../ledger/rig.js';

const names = ['model', 'usage'];
const of = (text: string) => membersOf(Buffer.from(text), names);

describe('wanted members of an object', () => {
  it('are told as they stand, the others not', () => {
    assert.equal(of('{"a":{"usage":1},"usage":{"in":[1,"}"]},"b":[{"model":2}]}'), '{"usage":{"in":[1,"}"]}}');
    assert.equal(of(' { "model" : "x" , "b" : true,\n"usage":-1e3 } \n'), '{"model" : "x","usage":-1e3 }');
    assert.equal(of('{"a":"\\\\","b":"\\"model\\":1","model":null}'), '{"model":null}');
    assert.equal(of('{}'), '{}');
  });

  for (const text of [
    '',
    '[]',
    'null',
    '"model"',
    '{',
    '{"model":1',
    '{"model":1,',
    '{"model"}',
    '{"a":"b',
    '{} {}',
    '{"a":[}',
  ])
    it(`are not told of ${text || 'nothing'}, which is no object to its end`, () => assert.equal(of(text), undefined));

  it('are those that the whole of it has, whatever else it holds, in whatever spelling', () => {
    const key = fc.oneof(fc.constantFrom(...names), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (object, space) => {
        const text = JSON.stringify(object, undefined, space);
        const whole = JSON.parse(text) as Record<string, unknown>;
        const wanted = Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name)));
        assert.deepEqual(JSON.parse(of(text) ?? 'null'), wanted);
      }),
      { numRuns: runs(3000) },
    );
  });

  it('of an object that was cut off anywhere are not told', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (object, cut) => {
        const bytes = Buffer.from(JSON.stringify(object));
        assert.equal(membersOf(bytes.subarray(0, cut % bytes.length), names), undefined);
      }),
      { numRuns: runs(1000) },
    );
  });
});
