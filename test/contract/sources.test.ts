import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Observation, RequestObservation } from '../../src/core/observation.js';
import type { Source } from '../../src/core/source.js';
import { sources as registry } from '../../src/sources/registry.js';
import { Random } from '../kit/generate/random.js';
import { placesOf, type Unit, unitsOf } from '../kit/readHome/units.js';
import {
  compareExpected,
  type Expected,
  type HomeReading,
  type ReadOptions,
  readHome,
  readUnits,
  sum,
} from '../kit/readHome.js';
import { spellings } from './spellings.js';

const sources: readonly Source[] = registry;
const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
const boundaryLimit = 40;
const randomSplits = 50;

for (const tool of readdirSync(fixtures).sort()) {
  describe(`${tool} fixtures`, function () {
    this.timeout(60_000);
    it('belong to a registered source', () => assert.ok(sources.some((source) => source.id === tool)));
    for (const name of readdirSync(join(fixtures, tool)).sort())
      describe(name, () => contract(join(fixtures, tool, name)));
  });
}

/** What holds for every source on every fixture. */
function contract(folder: string): void {
  const home = join(folder, 'home');
  let expected: Expected;
  let whole: HomeReading;
  /** The fixture's files, which no test changes: found once for its seventy readings. */
  let found: readonly Unit[];

  before(() => {
    expected = expectation(folder);
    whole = readHome(sources, home);
    found = unitsOf(sources, placesOf(home));
  });
  // A reading that went on where another one stood would have its rows without reading anything, and be the same whatever it does.
  after(() => assert.ok(found.every(({ offset, rows }) => offset === 0 && rows.length === 0)));

  it('gives the sums that the fixture says', () => {
    compareExpected(sum(whole.rows), expected);
    if (expected.skipped !== undefined) assert.deepEqual(whole.skipped, expected.skipped);
  });

  it('gives the same when a file is cut between any two lines', () => {
    for (const path of whole.files) {
      for (const split of boundaries(readFileSync(path))) {
        const cut = readUnits(found, { splits: (each) => (each === path ? [split] : []) });
        same(cut, whole, `${path} cut at ${split}`);
      }
    }
  });

  it('gives the same when all files grow in random steps, in random order', () => {
    for (let seed = 0; seed < randomSplits; seed++) {
      same(readUnits(found, randomGrowth(`growth ${seed}`)), whole, `growth ${seed}`);
    }
  });

  it('gives the same in any order of files', () => {
    const orders = [
      (paths: readonly string[]) => [...paths].reverse(),
      ...Array.from({ length: 5 }, (_, seed) => shuffler(`order ${seed}`)),
    ];
    for (const [index, order] of orders.entries()) same(readUnits(found, { order }), whole, `order ${index}`);
  });

  it('ignores what is no whole record of a known kind', () =>
    onCopy(home, (copy) => {
      for (const path of readHome(sources, copy).files.filter((each) => each.endsWith('.jsonl'))) spoil(path);
      const spoilt = readHome(sources, copy);
      assert.deepEqual(sum(spoilt.rows), sum(whole.rows));
      assert.deepEqual(spoilt.rows.map(keyOf), whole.rows.map(keyOf));
    }));

  for (const [name, spelling] of Object.entries(spellings)) {
    it(`gives the same from JSON that is ${name}`, () =>
      onCopy(home, (copy) => {
        const files = new Set(readHome(sources, copy).files);
        for (const path of [...files].filter((each) => /\.jsonl?$/.test(each)))
          writeFileSync(path, spelling(readFileSync(path, 'utf8'), new Random(name)));
        const respelt = readHome(sources, copy);
        assert.deepEqual(sum(respelt.rows), sum(whole.rows));
        assert.deepEqual(respelt.rows.map(keyOf), whole.rows.map(keyOf));
      }));
  }

  it('has the same keys wherever the home folder is', () =>
    onCopy(home, (copy) => {
      assert.deepEqual(readHome(sources, copy).rows.map(keyOf), whole.rows.map(keyOf));
    }));

  it('keeps free text out of all but the local columns', () => {
    for (const observation of whole.observations) {
      for (const [name, text] of texts(observation)) {
        assert.doesNotMatch(text, /canary/i, name);
        assert.ok(text.length <= 200 && !/[\r\n]/.test(text), `${name} looks like free text: ${text.slice(0, 80)}`);
      }
    }
  });

  it('counts in whole numbers that are not negative', () => {
    for (const row of whole.observations.filter((each) => each.kind === 'request')) {
      const counts = [
        row.input,
        row.cacheRead,
        row.cacheWrite5m,
        row.cacheWrite1h,
        row.output,
        row.reasoning,
        row.requests,
      ];
      assert.ok(
        counts.every((count) => Number.isSafeInteger(count) && count >= 0),
        JSON.stringify(row),
      );
      assert.ok(row.reasoning <= row.output, JSON.stringify(row));
      assert.ok(Number.isSafeInteger(row.at), JSON.stringify(row));
    }
  });
}

function expectation(folder: string): Expected {
  const path = join(folder, 'expected.json');
  assert.ok(existsSync(path), `${path} is missing: a fixture without an expectation proves nothing`);
  return JSON.parse(readFileSync(path, 'utf8')) as Expected;
}

function same(reading: HomeReading, whole: HomeReading, what: string): void {
  assert.deepEqual(reading.rows, whole.rows, what);
}

/** Offsets after each line of a small file; of a large one none. */
function boundaries(bytes: Buffer): number[] {
  const offsets: number[] = [];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) offsets.push(at + 1);
  return offsets.length > boundaryLimit ? [] : offsets;
}

function randomGrowth(seed: string): ReadOptions {
  return {
    splits(path, bytes) {
      const random = new Random(`${seed} ${path.slice(-60)}`);
      return Array.from({ length: random.integer(0, 4) }, () => random.integer(0, bytes.length)).sort((a, b) => a - b);
    },
    order: shuffler(seed),
  };
}

function shuffler(seed: string): (paths: readonly string[]) => readonly string[] {
  const random = new Random(seed);
  return (paths) =>
    paths
      .map((path) => [random.fraction(), path] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, path]) => path);
}

/** Puts lines between the lines that no reader may count, and a torn line at the end. */
function spoil(path: string): void {
  const strange = [
    'not json',
    '[]',
    'null',
    '"text"',
    '17',
    '{}',
    '',
    '{"type":"from-the-future","payload":{"type":"token_count"}}',
    '{"type":',
  ];
  const lines = readFileSync(path, 'latin1').split('\n');
  const torn = lines.pop() ?? '';
  const mixed = lines.flatMap((line, index) => [line, strange[index % strange.length] ?? '']);
  writeFileSync(path, `${mixed.join('\n')}\n${strange.join('\n')}\n${torn}`, 'latin1');
  if (torn === '') appendFileSync(path, (lines.at(-1) ?? '').slice(0, -3), 'latin1');
}

function onCopy(home: string, run: (copy: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-home-'));
  try {
    cpSync(home, join(folder, 'home'), { recursive: true, preserveTimestamps: true });
    run(join(folder, 'home'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function keyOf(row: RequestObservation): string {
  return `${row.namespace} ${row.id}`;
}

/** All texts of an observation but the three local columns. */
function texts(observation: Observation): [string, string][] {
  const {
    project: _project,
    branch: _branch,
    agent: _agent,
    ...shared
  } = { project: '', branch: '', agent: '', ...observation };
  return Object.entries(shared).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((each) => typeof each === 'string')
      .map((text): [string, string] => [name, text]),
  );
}
