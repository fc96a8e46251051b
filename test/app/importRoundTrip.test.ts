import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { importFiles } from '../../src/app/importUsage.js';
import { exportLines } from '../../src/ledger/imports/exportLines.js';
import { storedImports } from '../../src/ledger/imports/imports.js';
import { undoImport } from '../../src/ledger/imports/undoImport.js';
import { assertInvariant } from '../ledger/invariant.js';
import { withFolder } from '../ledger/rig.js';
import { usageOf } from './reports.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures');
const homes = ['sources', 'telemetry'].flatMap((kind) =>
  readdirSync(join(fixtures, kind))
    .sort()
    .flatMap((tool) => readdirSync(join(fixtures, kind, tool)).map((name) => join(kind, tool, name)))
    .filter((name) => existsSync(join(fixtures, name, 'home'))),
);

/** Machines whose ledgers are in memory, and what they export. */
class Machines {
  readonly #folder: string;
  readonly #open: Counting[] = [];
  #files = 0;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(join(folder, 'empty'));
  }

  async with(home: string | undefined, ...files: readonly string[]): Promise<Counting> {
    const counting = openCounting({ home: home ?? join(this.#folder, 'empty'), os: 'linux' });
    this.#open.push(counting);
    if (home !== undefined) await counting.scanner.pass();
    for (const file of files) take(counting, file);
    return counting;
  }

  export({ ledger }: Counting): { readonly path: string; readonly lines: readonly string[] } {
    const path = join(this.#folder, `${this.#files++}.jsonl`);
    const lines = [...exportLines(ledger, {})];
    writeFileSync(path, lines.join(''));
    return { path, lines };
  }

  close(): void {
    for (const { ledger } of this.#open) {
      assertInvariant(ledger.database, ledger);
      ledger.close();
    }
  }
}

async function withMachines(work: (machines: Machines) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const machines = new Machines(folder);
    await work(machines);
    machines.close();
  });
}

function take(counting: Counting, ...paths: string[]) {
  return importFiles(counting.ledger, { paths, at: 0, apply: true });
}

function takeAllBack({ ledger }: Counting): void {
  for (const { id } of storedImports(ledger)) undoImport(ledger, id);
}

describe('what one machine exports and another imports', () => {
  for (const name of homes) {
    const home = join(fixtures, name, 'home');
    const otlp = join(fixtures, name, 'otlp.jsonl');
    const telemetry = existsSync(otlp) ? [otlp] : [];
    const alone = telemetry.length > 0 ? [[], telemetry] : [[]];
    for (const files of alone)
      it(`${name}${files.length > 0 ? ', log and telemetry' : ''}: is the same sums wherever it came, as often and in whatever order`, () =>
        withMachines(async (machines) => {
          const a = await machines.with(home, ...files);
          const truth = usageOf(a);
          const ofA = machines.export(a);
          if (ofA.lines.length === 0) return;
          const b = await machines.with(undefined, ofA.path);
          const without = ({ limits: _limits, ...usage }: ReturnType<typeof usageOf>) => usage;
          const same = (counting: Counting, what: string) =>
            assert.deepEqual(without(usageOf(counting)), without(truth), what);
          same(b, 'on a machine without the log');
          const ofB = machines.export(b);
          assert.deepEqual([...ofB.lines].sort(), [...ofA.lines].sort(), 'exported again');
          assert.equal(take(b, ofB.path).id, undefined, 'its own export again');
          same(b, 'its own export again');
          take(a, ofA.path);
          same(a, 'where it came from');
          assert.deepEqual([...machines.export(a).lines].sort(), [...ofA.lines].sort(), 'exported again there');
          take(a, ofB.path);
          same(a, 'by way of another machine');
          const c = await machines.with(undefined, ofB.path, ofA.path);
          same(c, 'both ways');
          const both = await machines.with(undefined);
          take(both, ofA.path, ofB.path);
          same(both, 'both ways at once');
          const d = await machines.with(home, ofA.path, ...files);
          same(d, 'beside the log and telemetry');
          takeAllBack(d);
          const log = files.length > 0 ? usageOf(await machines.with(home)) : truth;
          assert.deepEqual(usageOf(d), log, 'taken back');
        }));
  }
});
