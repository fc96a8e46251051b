import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { UsageRecord } from '../../../api/v1.js';
import { ApiError } from '../../../src/vscode/api/apiError.js';
import { CallLimit } from '../../../src/vscode/api/callLimit.js';
import { readUsageRecord } from '../../../src/vscode/api/usageRecord.js';

const now = Date.UTC(2026, 10, 19, 15, 0);
const least = { extension: 'Maker.Helper', model: 'small-1', output: 100 };

function refusal(record: unknown): string {
  try {
    readUsageRecord(record, now);
  } catch (error) {
    assert.ok(error instanceof ApiError && error.code === 'invalid', String(error));
    return error.message;
  }
  return 'taken';
}

describe('a record of another extension', () => {
  it('needs extension, model and output alone', () => {
    assert.deepEqual(readUsageRecord({ ...least, provider: undefined }, now), {
      extension: 'maker.helper',
      use: {
        kind: 'reported',
        startedAt: now,
        at: now,
        entrypoint: 'maker.helper',
        loggedBy: undefined,
        loggedSession: undefined,
        model: 'small-1',
        provider: undefined,
        input: 0,
        output: 100,
        outcome: 'answer',
        acceptedTokens: 0,
        droppedTokens: 0,
      },
    });
  });

  it('is taken as told', () => {
    const record: UsageRecord = {
      extension: 'maker.helper',
      id: 'turn-1',
      at: now - 1000,
      startedAt: now - 5000,
      model: 'vendor/small-1:free',
      provider: 'vendor',
      input: 900,
      output: 100,
      outcome: 'partly',
      acceptedTokens: 60,
      droppedTokens: 40,
      loggedBy: 'codex',
      loggedSession: 'abc',
    };
    const { extension, ...told } = record;
    const use = { ...told, id: 'maker.helper/turn-1', kind: 'reported', entrypoint: extension };
    assert.deepEqual(readUsageRecord(record, now).use, use);
  });

  it('names what is wrong with it', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [undefined, '"record" must be an object'],
      [[least], '"record" must be an object'],
      [{ model: 'm', output: 1 }, '"extension" must be there'],
      [{ ...least, prompt: 'Write me a poem' }, '"prompt" must be absent: it is none of the record’s members'],
      [{ ...least, extension: 'no publisher' }, '"extension" must be of the documented form'],
      [{ ...least, model: 'a model with spaces' }, '"model" must be of the documented form'],
      [{ ...least, model: 'm'.repeat(201) }, '"model" must be of the documented form'],
      [{ ...least, output: -1 }, '"output" must be of the documented form'],
      [{ ...least, output: 1.5 }, '"output" must be of the documented form'],
      [{ ...least, input: Number.MAX_SAFE_INTEGER }, '"input" must be of the documented form'],
      [{ ...least, input: '900' }, '"input" must be of the documented form'],
      [{ ...least, outcome: 'great' }, '"outcome" must be of the documented form'],
      [{ ...least, at: now + 120_000 }, '"at" must be within the last 24 hours'],
      [{ ...least, at: 0 }, '"at" must be within the last 24 hours'],
      [{ ...least, startedAt: now + 1 }, '"startedAt" must be before "at", by at most 24 hours'],
      [{ ...least, acceptedTokens: 101 }, '"acceptedTokens" must be at most "output", with "droppedTokens"'],
      [{ ...least, toString: 1 }, '"toString" must be absent: it is none of the record’s members'],
    ];
    for (const [record, words] of cases) assert.equal(refusal(record), `Tallyboard: ${words}`);
  });

  it('whatever is told, is refused in words or taken as counts and ids alone', () => {
    const record = fc.record(
      {
        extension: fc.constant('a.b'),
        model: fc.string(),
        output: fc.anything(),
        id: fc.string(),
        provider: fc.string(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), record), (value) => {
        if (refusal(value) !== 'taken') return;
        const { use } = readUsageRecord(value, now);
        for (const told of Object.values(use))
          assert.ok(
            told === undefined || Number.isSafeInteger(told) || /^[\w.:/@+-]*$/.test(String(told)),
            String(told),
          );
      }),
    );
  });

  it('is documented member by member', () => {
    const text = readFileSync('api/v1.d.ts', 'utf8');
    const documented = /interface UsageRecord \{([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
    const names = [...documented.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name ?? '');
    for (const name of names) assert.doesNotMatch(refusal({ ...least, [name]: {} }), /must be absent/, name);
    assert.equal(names.length, 13);
  });
});

describe('the limit of calls', () => {
  it('is twenty at once and one a second after that, for each caller', () => {
    const limit = new CallLimit(20, 60);
    const taken = (caller: string, at: number, calls: number) =>
      Array.from({ length: calls }, () => limit.take(caller, at)).filter(Boolean).length;
    assert.equal(taken('a', 0, 30), 20);
    assert.equal(taken('b', 0, 30), 20);
    assert.equal(taken('a', 999, 1), 0);
    assert.equal(taken('a', 3_000, 30), 3);
    assert.equal(taken('a', 600_000, 30), 20);
    assert.equal(taken('a', 0, 30), 0, 'a clock that is set back gives nothing');
  });
});
