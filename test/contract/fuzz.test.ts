import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import type { LineSource, Source } from '../../src/core/source.js';
import { sourceRows } from '../../src/ledger/reading/sourceRows.js';
import { sources as registry } from '../../src/sources/registry.js';
import { type Figures, usageOf } from '../app/reports.js';
import { Random } from '../kit/generate/random.js';
import { mutated } from '../kit/mutate.js';
import { namesTwice } from '../kit/namesTwice.js';
import { passesOverHead } from '../kit/projected.js';
import { placesOf, unitsOf } from '../kit/readHome/units.js';
import { type HomeReading, readHome } from '../kit/readHome.js';
import { assertInvariant } from '../ledger/invariant.js';
import { runs } from '../ledger/rig.js';

const sources: readonly Source[] = registry;
const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
const linesPerSource = runs(20_000);
const buckets = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'reasoning', 'requests'] as const;

const lineSources = sources.filter((source): source is LineSource => source.kind === 'lines');
const isOf = (source: Source) => (unit: { source: Source }) => unit.source === source;

/** Fixture homes with logs of a source. */
function homesOf(source: Source): string[] {
  return readdirSync(fixtures)
    .sort()
    .flatMap((tool) => readdirSync(join(fixtures, tool)).map((name) => join(fixtures, tool, name, 'home')))
    .filter((home) => existsSync(home) && unitsOf([source], placesOf(home)).some(isOf(source)));
}

/**
 * What JSON.parse takes has one truth. The kernel need not look at every byte of what it does not want: the rest has none, nor has a
 * line that tells a member again after it was not wanted by it.
 */
function isTold(line: Buffer, source: LineSource): boolean {
  const text = line.toString('utf8');
  try {
    JSON.parse(text);
    return !(passesOverHead(source.shape, text) && namesTwice(text));
  } catch {
    return line.length === 0;
  }
}

/** Spoils the plain logs of a source in a home by what `keeps` lets through; how many lines were made. */
function spoil(home: string, source: Source, random: Random, keeps: (line: Buffer) => boolean): number {
  let made = 0;
  const paths = unitsOf([source], placesOf(home))
    .filter(isOf(source))
    .map(({ path }) => path)
    .filter((path) => !path.endsWith('.zst'));
  const logs = paths.map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').slice(0, -1) }));
  // A ledger of its own costs more than a hundred lines: small logs give more copies of each.
  const most = Math.max(4, Math.ceil(200 / logs.reduce((sum, { lines }) => sum + lines.length, 1)));
  for (const { path, lines } of logs) {
    const spoilt = lines.flatMap((line) => {
      const copies = Array.from({ length: random.integer(0, most) }, () => mutated(line, random));
      made += copies.length;
      const kept = copies.filter(keeps);
      const original = Buffer.from(line);
      return random.chance(0.5) && keeps(original) ? [original, ...kept] : kept;
    });
    writeFileSync(path, Buffer.concat(spoilt.flatMap((line) => [line, Buffer.from('\n')])));
  }
  return made;
}

function bySession(rows: HomeReading['rows']): Record<string, Figures> {
  const sums: Record<string, Figures> = {};
  for (const row of rows) {
    // A database holds text as UTF-8, which has no half of a surrogate pair.
    const key = Buffer.from(`${row.tool}:${row.session}`).toString();
    const sum = sums[key] ?? Object.fromEntries(buckets.map((name) => [name, 0]));
    sums[key] = sum;
    for (const name of buckets) sum[name] = (sum[name] as number) + row[name];
  }
  return sums;
}

/** Reads a home into a ledger of its own, which must keep its rules; problems there are none. */
async function read(home: string): Promise<Counting> {
  const counting = openCounting({ home, os: 'linux' });
  const report = await counting.scanner.pass();
  assert.deepEqual(report.problems, []);
  assertInvariant(counting.ledger.database, counting.ledger);
  return counting;
}

/** The ledger against JSON.parse and the naive joining: sums by session, and what was passed over. */
async function compare(home: string, source: Source): Promise<void> {
  const { ledger, queries, scanner } = await read(home);
  const told = Object.fromEntries(
    Object.entries(usageOf({ ledger, queries, scanner }).bySession).map(([key, figures]) => [
      key,
      Object.fromEntries(buckets.map((name) => [name, figures[name] as number])),
    ]),
  );
  const reference = readHome(sources, home);
  assert.deepEqual(told, bySession(reference.rows));
  assert.deepEqual(sourceRows(ledger, [source], undefined)[0]?.skipped, readHome([source], home).skipped);
  ledger.close();
}

/** What nobody can read is neither a failure nor a figure that is none. */
async function survive(home: string): Promise<void> {
  const counting = await read(home);
  const { totals } = usageOf(counting);
  for (const name of buckets) assert.ok(Number.isSafeInteger(totals[name]) && (totals[name] as number) >= 0, name);
  counting.ledger.close();
}

async function inCopy(home: string, work: (copy: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tallyboard-fuzz-'));
  try {
    cpSync(home, join(folder, 'home'), { recursive: true });
    await work(join(folder, 'home'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe(`lines as broken disks, tools and hands leave them: ${linesPerSource} a source`, function () {
  this.timeout(3_600_000);
  for (const source of lineSources) {
    it(`never fail, never change a sum, and are counted by reason: ${source.id} ${source.store}`, async () => {
      const homes = homesOf(source);
      assert.ok(homes.length > 0);
      let lines = 0;
      for (let round = 0; lines < linesPerSource || round < homes.length; round++) {
        assert.ok(lines > 0 || round < homes.length, 'no fixture has a plain log');
        const seed = `fuzz ${source.id} ${source.store} ${round}`;
        const home = homes[round % homes.length] as string;
        try {
          await inCopy(home, async (copy) => {
            lines += spoil(copy, source, new Random(seed), (line) => isTold(line, source));
            await compare(copy, source);
          });
          await inCopy(home, async (copy) => {
            spoil(copy, source, new Random(seed), () => true);
            await survive(copy);
          });
        } catch (error) {
          throw new Error(`${seed}, ${home}: ${(error as Error).message}`, { cause: error });
        }
      }
    });
  }
});
