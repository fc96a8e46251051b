import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Scanner } from '../../src/ledger/reading/scanner.js';
import { sourceRows } from '../../src/ledger/reading/sourceRows.js';
import { placesOf } from '../../src/platform/places.js';
import { assertInvariant } from './invariant.js';
import { noon, openLedger, runs, sums, withFolder } from './rig.js';
import { type Toy, type ToyLine, toySource } from './toySource.js';

const place = placesOf({ home: '/nowhere' });

/** By the first rules a line of an odd number tells nothing. */
function build(folder: string, rules: number): Toy {
  const toy = toySource(join(folder, 'logs'));
  if (rules > 1) return { ...toy, rules };
  const read: Toy['read'] = (line, state, emit, file) => {
    if (((line.json() as unknown as { n: number }).n & 1) === 1) emit.skip('unknown-format');
    else toy.read(line, state, emit, file);
  };
  return { ...toy, read };
}

/** A build of the extension on the ledger of a folder. */
class Build {
  readonly ledger: Ledger;
  readonly toy: Toy;
  readonly scanner: Scanner;

  constructor(folder: string, rules: number) {
    this.ledger = openLedger(join(folder, 'ledger.db'));
    this.toy = build(folder, rules);
    this.scanner = new Scanner(this.ledger, [this.toy], place);
  }

  /** Files that were read, and what all then comes to. */
  async pass(): Promise<{ read: number; requests: number; output: number }> {
    const { filesRead } = await this.scanner.pass();
    assertInvariant(this.ledger.database, this.ledger);
    const { requests, output } = sums(this.ledger);
    return { read: filesRead, requests, output };
  }

  cursors(): string[] {
    return [...this.ledger.files.all()].map(({ source }) => source).sort();
  }
}

const line = (n: number, session = 's'): ToyLine => ({ kind: 'request', n, session, out: n, at: noon + n * 60_000 });
const text = (...lines: readonly ToyLine[]) => lines.map((each) => `${JSON.stringify(each)}\n`).join('');

async function withBuilds(work: (open: (rules: number) => Build, log: (name: string) => string) => Promise<void>) {
  await withFolder(async (folder) => {
    mkdirSync(join(folder, 'logs'));
    const opened: Build[] = [];
    const open = (rules: number) => {
      const build = new Build(folder, rules);
      opened.push(build);
      return build;
    };
    try {
      await work(open, (name) => join(folder, 'logs', `${name}.toy`));
    } finally {
      for (const { ledger } of opened) ledger.close();
    }
  });
}

describe('rules that a log is read by', () => {
  it('of a later number read all once more: what was passed over counts, nothing twice, nothing is lost with its log', () =>
    withBuilds(async (open, log) => {
      const filler = text({ kind: 'thread', name: 'x'.repeat(100) }).repeat(200);
      writeFileSync(log('kept'), text(line(1)) + filler + text(line(2)));
      writeFileSync(log('gone'), text(line(4, 't')));
      const first = open(1);
      assert.deepEqual(await first.pass(), { read: 2, requests: 2, output: 6 });
      first.ledger.close();
      rmSync(log('gone'));
      const second = open(2);
      assert.deepEqual(await second.pass(), { read: 1, requests: 3, output: 7 });
      assert.deepEqual(second.cursors(), ['toy/log/2']);
      const [told] = sourceRows(second.ledger, [second.toy], undefined);
      assert.deepEqual([told?.store, told?.records, told?.skipped], ['log', 2, {}]);
      assert.deepEqual(await second.pass(), { read: 0, requests: 3, output: 7 });
      const before = second.scanner.bytesRead;
      appendFileSync(log('kept'), text(line(5)));
      assert.deepEqual(await second.pass(), { read: 1, requests: 4, output: 12 });
      assert.ok(second.scanner.bytesRead - before < 5_000, `${second.scanner.bytesRead - before} bytes`);
    }));

  it('go on where they were cut off', () =>
    withBuilds(async (open, log) => {
      for (const name of ['a', 'b', 'c']) writeFileSync(log(name), text(line(1, name), line(2, name)));
      writeFileSync(log('d'), text(line(3), line(5), line(8)));
      assert.deepEqual((await open(1).pass()).requests, 2);
      const second = open(2);
      let writes = 0;
      const guard = () => {
        if (++writes > 0) throw new Error('killed');
      };
      await assert.rejects(second.scanner.pass({ guard }), /killed/);
      second.ledger.close();
      const third = open(2);
      assert.deepEqual(await third.pass(), { read: 4, requests: 5, output: 19 });
      assert.deepEqual(third.cursors(), Array(4).fill('toy/log/2'));
    }));

  it('may be of two builds at once: each reads on, neither makes the other read all again', () =>
    withBuilds(async (open, log) => {
      writeFileSync(log('one'), text(line(1), line(2)));
      const [older, newer] = [open(1), open(2)];
      assert.equal((await older.pass()).requests, 1);
      assert.equal((await newer.pass()).requests, 2);
      // Its cursors were forgotten once.
      assert.deepEqual(await older.pass(), { read: 1, requests: 2, output: 3 });
      for (let n = 3; n < 9; n++) {
        appendFileSync(log('one'), text(line(n)));
        const [by, other] = n % 2 === 0 ? [older, newer] : [newer, older];
        const [first, second] = [await by.pass(), await other.pass()];
        assert.deepEqual([first.read, second.read, second.requests], [1, 1, n]);
      }
      assert.deepEqual([(await older.pass()).read, (await newer.pass()).read], [0, 0]);
    }));

  it('come to the same whatever builds read in which order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(1, 2, 3), fc.array(fc.nat(20), { maxLength: 4 })), { maxLength: 8 }),
        (steps) =>
          withBuilds(async (open, log) => {
            writeFileSync(log('one'), '');
            const written = new Set<number>();
            for (const [rules, numbers] of steps) {
              appendFileSync(log('one'), text(...numbers.map((n) => line(n))));
              for (const n of numbers) written.add(n);
              const build = open(rules);
              await build.pass();
              build.ledger.close();
            }
            const last = await open(3).pass();
            const output = [...written].reduce((sum, n) => sum + n, 0);
            assert.deepEqual([last.requests, last.output], [written.size, output]);
          }),
      ),
      { numRuns: runs(300) },
    ));
});
