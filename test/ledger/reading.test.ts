import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Scanner } from '../../src/ledger/reading/scanner.js';
import { placesOf } from '../../src/platform/places.js';
import { assertInvariant } from './invariant.js';
import { long, noon, openLedger, runs, sums, withFolder } from './rig.js';
import { type ToyLine, toySource } from './toySource.js';

const place = placesOf({ home: '/nowhere' });

function open(
  folder: string,
  path = join(folder, 'ledger.db'),
): { ledger: Ledger; scanner: Scanner; toy: ReturnType<typeof toySource> } {
  const ledger = openLedger(path);
  const toy = toySource(join(folder, 'logs'));
  return { ledger, scanner: new Scanner(ledger, [toy], place), toy };
}

/** All rows that count, without what depends on when they came. */
function rowsOf(ledger: Ledger): unknown[] {
  assertInvariant(ledger.database, ledger);
  return ledger.database
    .prepare(`select s.native as session, e.at, e.output, e.requests, hex(e.key) as key from request e join session s on s.id = e.session
      where (e.flags >> 3) & 3 = 0 order by hex(e.key)`)
    .all();
}

type Logs = Readonly<Record<string, readonly ToyLine[]>>;

const bytesOf = (lines: readonly ToyLine[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const log = (folder: string, name: string) => join(folder, 'logs', `${name}.toy`);

/** What a ledger holds that read everything at once. */
async function truthOf(logs: Logs): Promise<unknown[]> {
  return withFolder(async (folder) => {
    mkdirSync(join(folder, 'logs'));
    for (const [name, lines] of Object.entries(logs)) writeFileSync(log(folder, name), bytesOf(lines));
    const { ledger, scanner } = open(folder, ':memory:');
    await scanner.pass();
    const rows = rowsOf(ledger);
    ledger.close();
    return rows;
  });
}

const threads = fc.constantFrom('A', 'B', 'C');
const base = {
  session: fc.constantFrom('s1', 's2', 's3'),
  out: fc.integer({ min: 1, max: 9 }),
  at: fc.nat(50).map((minutes) => noon + minutes * 60_000),
};
const numbered = { ...base, n: fc.nat(12) };
const line: fc.Arbitrary<ToyLine> = fc.oneof(
  fc.record({ kind: fc.constant('request' as const), ...numbered }),
  fc.record({ kind: fc.constant('thread' as const), name: threads }),
  fc.record({ kind: fc.constant('once' as const), name: threads, ...numbered, n: fc.integer({ min: 200, max: 212 }) }),
);
/** Several files; the lines of a file are of one session, as a tool's are, so that a file is what tells of its rows. */
const logs: fc.Arbitrary<Logs> = fc
  .array(fc.tuple(fc.array(line, { minLength: 1, maxLength: 7 }), base.session, fc.nat(3)), {
    minLength: 1,
    maxLength: 5,
  })
  .map((files) =>
    Object.fromEntries(
      files.map(([lines, session, counted], index) => {
        const own = lines.map((each) => (each.kind === 'thread' ? each : { ...each, session }));
        const places = Array.from(
          { length: counted },
          (_, n): ToyLine => ({ kind: 'counted', session: `file ${index}`, out: n + 1, at: noon + n }),
        );
        return [`file${index}`, [...own, ...places] as ToyLine[]];
      }),
    ),
  );

/** What happens to a home while it is read: a piece of a file is written, or a process reads, or dies in reading. */
type Step =
  | { readonly kind: 'grow'; readonly file: number; readonly share: number }
  | { readonly kind: 'read' | 'kill' | 'both'; readonly at: number };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('grow' as const),
        file: fc.nat(4),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom('read' as const, 'kill' as const, 'both' as const), at: fc.nat(3) }),
    },
  ),
  { maxLength: 14 },
);

class Home {
  readonly folder: string;
  readonly #bytes: Map<string, Buffer>;
  readonly #written = new Map<string, number>();
  #tick = 1_700_000_000;

  constructor(folder: string, all: Logs) {
    this.folder = folder;
    mkdirSync(join(folder, 'logs'), { recursive: true });
    this.#bytes = new Map(Object.entries(all).map(([name, lines]) => [name, Buffer.from(bytesOf(lines))]));
  }

  /** Writes on to a share of what is left of a file. Every write has a time of its own. */
  grow(name: string, share: number): void {
    const bytes = this.#bytes.get(name);
    if (!bytes) return;
    const from = this.#written.get(name) ?? 0;
    const to = from + Math.ceil((bytes.length - from) * share);
    appendFileSync(log(this.folder, name), bytes.subarray(from, to));
    utimesSync(log(this.folder, name), this.#tick, this.#tick);
    this.#tick += 17;
    this.#written.set(name, to);
  }

  growAll(): void {
    for (const name of this.#bytes.keys()) this.grow(name, 1);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'grow') this.grow(`file${step.file}`, step.share);
    else if (step.kind === 'both') await Promise.all([this.read(), this.read()]);
    else await this.read(step.kind === 'kill' ? step.at : undefined);
  }

  /** One pass of a process of its own; `killedAt`: it ends before that write is committed. */
  async read(killedAt?: number): Promise<void> {
    const { ledger, scanner } = open(this.folder);
    let writes = 0;
    const guard = () => {
      if (writes++ === killedAt) throw new Error('killed');
    };
    await scanner.pass({ guard }).catch((error: Error) => assert.match(error.message, /killed/));
    ledger.close();
  }
}

describe('reading logs', () => {
  it('gives the same ledger in whatever pieces, order and processes they are read, also when readers die and meet', () =>
    fc.assert(
      fc.asyncProperty(logs, steps, async (all, list) => {
        const truth = await truthOf(all);
        await withFolder(async (folder) => {
          const home = new Home(folder, all);
          for (const step of list) await home.take(step);
          home.growAll();
          await home.read();
          await home.read();
          const { ledger } = open(folder);
          const found = rowsOf(ledger);
          ledger.close();
          assert.deepEqual(found, truth);
        });
      }),
      { numRuns: runs(800), seed: 12, interruptAfterTimeLimit: long ? 3_000_000 : 30_000 },
    )).timeout(600_000);

  it('goes on from where the cursor stood, and only reads what was added', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'));
      const lines = (from: number, count: number) =>
        Array.from(
          { length: count },
          (_, n): ToyLine => ({ kind: 'request', n: from + n, session: 's', out: 1, at: noon }),
        );
      writeFileSync(log(folder, 'a'), bytesOf(lines(0, 100_000)));
      const { ledger, scanner } = open(folder);
      await scanner.pass();
      const before = scanner.bytesRead;
      const added = bytesOf(lines(100_000, 3));
      appendFileSync(log(folder, 'a'), added);
      await scanner.pass();
      assert.deepEqual(sums(ledger), { input: 100_003, output: 100_003, requests: 100_003 });
      assert.ok(scanner.bytesRead - before <= added.length + 65_536);
      ledger.close();
    })).timeout(30_000);

  it('counts of an archive what is whole, and the rest once its last frame is written, each once', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'));
      const path = join(folder, 'logs', 'a.zst');
      const { ledger, toy } = open(folder);
      const accepts = (name: string) => name.endsWith('.zst');
      const scanner = new Scanner(ledger, [{ ...toy, roots: () => [{ path: join(folder, 'logs'), accepts }] }], place);
      const frame = (n: number) => {
        return zstdCompressSync(bytesOf([{ kind: 'request', n, session: 's', out: 5 * n, at: noon + n }]));
      };
      const [first, second, third] = [frame(1), frame(2), frame(3)];
      const counted = async (...parts: Buffer[]) => {
        writeFileSync(path, Buffer.concat(parts));
        const { problems } = await scanner.pass();
        return [sums(ledger).output, sums(ledger).requests, problems.map(({ code }) => code)];
      };
      assert.deepEqual(await counted(first, second, third.subarray(0, 9)), [15, 2, []]);
      assert.deepEqual(await counted(first, second, third), [30, 3, []]);
      assert.deepEqual(await counted(first, Buffer.from('no frame'), frame(4)), [30, 3, ['unreadable-file']]);
      assertInvariant(ledger.database, ledger);
      ledger.close();
    }));

  it('keeps what a deleted log told, and counts nothing twice when it comes back under another name', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs', 'archived'), { recursive: true });
      writeFileSync(
        log(folder, 'a'),
        bytesOf([
          { kind: 'thread', name: 'A' },
          { kind: 'request', n: 1, session: 's', out: 5, at: noon },
        ]),
      );
      const { ledger, scanner } = open(folder);
      await scanner.pass();
      renameSync(log(folder, 'a'), log(folder, 'archived/a'));
      await scanner.pass();
      rmSync(log(folder, 'archived/a'));
      await scanner.pass();
      assert.deepEqual(sums(ledger), { input: 1, output: 5, requests: 1 });
      assertInvariant(ledger.database, ledger);
      ledger.close();
    }));

  it('keeps what a deleted log told when another log of its session is read again because of a fact', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'));
      writeFileSync(log(folder, 'gone'), bytesOf([{ kind: 'request', n: 1, session: 's', out: 5, at: noon }]));
      writeFileSync(
        log(folder, 'stays'),
        bytesOf([{ kind: 'once', name: 'A', n: 200, session: 's', out: 7, at: noon }]),
      );
      const { ledger, scanner } = open(folder);
      await scanner.pass();
      rmSync(log(folder, 'gone'));
      await scanner.pass();
      writeFileSync(log(folder, 'thread'), bytesOf([{ kind: 'thread', name: 'A' }]));
      await scanner.pass();
      assert.equal(sums(ledger).output, 12);
      ledger.close();
    }));

  it('loses nothing when a log that has to be read again vanishes in between', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'));
      writeFileSync(log(folder, 'a'), bytesOf([{ kind: 'once', name: 'A', n: 200, session: 's', out: 7, at: noon }]));
      writeFileSync(log(folder, 'b'), bytesOf([{ kind: 'request', n: 1, session: 's', out: 5, at: noon }]));
      const { ledger, scanner, toy } = open(folder);
      await scanner.pass();
      let lines = 0;
      toy.onLine = (file) => {
        if (file.relativePath === 'a.toy' && lines++ === 0) rmSync(log(folder, 'b'));
      };
      writeFileSync(log(folder, 'thread'), bytesOf([{ kind: 'thread', name: 'A' }]));
      await scanner.pass();
      await scanner.pass();
      assert.equal(sums(ledger).output, 12);
      assertInvariant(ledger.database, ledger);
      ledger.close();
    }));

  it('counts what a log told and what the one tells that took its place while it was read', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'));
      const lines = (from: number) =>
        bytesOf(
          Array.from({ length: 300 }, (_, n) => ({ kind: 'request', n: from + n, session: 's', out: 1, at: noon })),
        );
      writeFileSync(log(folder, 'a'), lines(0));
      const { ledger, scanner, toy } = open(folder);
      let read = 0;
      toy.onLine = () => {
        if (++read !== 100) return;
        writeFileSync(join(folder, 'next'), lines(300));
        renameSync(join(folder, 'next'), log(folder, 'a'));
      };
      await scanner.pass();
      await scanner.pass();
      assert.equal(sums(ledger).requests, 600);
      assertInvariant(ledger.database, ledger);
      ledger.close();
    }));

  it('is not troubled by a source that throws: the file is named as a problem and the others are read', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'));
      for (const name of ['a', 'b', 'c'])
        writeFileSync(log(folder, name), bytesOf([{ kind: 'counted', session: name, out: 5, at: noon }]));
      const { ledger, scanner, toy } = open(folder);
      toy.onLine = (file) => {
        if (file.relativePath === 'b.toy') throw new TypeError('a bug');
      };
      const report = await scanner.pass();
      assert.deepEqual([sums(ledger).output, report.problems.map(({ code }) => code)], [10, ['unreadable-file']]);
      toy.onLine = () => {};
      await scanner.pass();
      assert.equal(sums(ledger).output, 15);
      ledger.close();
    }));

  it('asks for another process once for much that is new, reads what that left, and not for a large store that grew by little', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'));
      const first = bytesOf([{ kind: 'request', n: 0, session: 's', out: 1, at: noon }]);
      writeFileSync(log(folder, 'a'), first);
      // A hole: a line of 40 MB that costs nothing on the disk.
      truncateSync(log(folder, 'a'), 40_000_000);
      appendFileSync(log(folder, 'a'), '\n');
      const { ledger, scanner } = open(folder);
      let asked = 0;
      const apart = async () => {
        asked++;
        return undefined;
      };
      const report = await scanner.pass({ apart });
      assert.deepEqual([asked, report.filesRead, report.records, sums(ledger).requests], [1, 1, 1, 1]);
      appendFileSync(log(folder, 'a'), bytesOf([{ kind: 'request', n: 1, session: 's', out: 1, at: noon }]));
      await scanner.pass({ apart });
      assert.deepEqual([asked, sums(ledger).requests], [1, 2]);
      ledger.close();
    }));

  it('gives up with the error of the ledger, not with a problem of the file, when a write fails within a file', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'));
      const many = Array.from(
        { length: 20_000 },
        (_, n): ToyLine => ({ kind: 'request', n, session: 's', out: 1, at: noon }),
      );
      writeFileSync(log(folder, 'a'), bytesOf(many));
      const { ledger, scanner } = open(folder);
      let writes = 0;
      const guard = () => {
        if (writes++ === 1) throw Object.assign(new Error('the lease is lost'));
      };
      await assert.rejects(scanner.pass({ guard }), /the lease is lost/);
      assert.ok(sums(ledger).requests > 0 && sums(ledger).requests < 20_000);
      await scanner.pass();
      assert.equal(sums(ledger).requests, 20_000);
      assertInvariant(ledger.database, ledger);
      assert.equal(statSync(log(folder, 'a')).isFile(), true);
      ledger.close();
    })).timeout(30_000);
});
