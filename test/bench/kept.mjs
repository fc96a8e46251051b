/**
 * Prints how far kept work is from `git blame` over several made histories: `node test/bench/kept.mjs [seeds] [commits]`, or
 * `npm run bench -- --only kept`. Needs a build.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kit = new URL('../../out/test/kit/keptAccuracy.js', import.meta.url);

export async function keptTable(seeds = 5, commits = 240) {
  const { errorOf, keptAccuracy } = await import(kit.href);
  const all = { committed: [], survived: [] };
  console.log(
    'kept work against git blame, points of 100   committed: mean  bias   after 28 days: mean  bias   coverage told  true',
  );
  for (let seed = 1; seed <= seeds; seed++) {
    const folder = mkdtempSync(join(tmpdir(), 'tallyboard-bench-'));
    try {
      const { committed, survived, coverage } = await keptAccuracy(folder, seed, commits);
      all.committed.push(...committed);
      all.survived.push(...survived);
      line(`seed ${seed}, ${commits} commits`, errorOf(committed), errorOf(survived), coverage);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  line('all', errorOf(all.committed), errorOf(all.survived));
}

function line(label, committed, survived, coverage) {
  const figure = (value) => value.toFixed(1).padStart(6);
  const told = coverage ? [figure(coverage.measured), figure(coverage.truth)] : [];
  console.log(
    [
      label.padEnd(58),
      ...[committed, survived].flatMap(({ mean, bias }) => [figure(mean), figure(bias)]),
      ...told,
    ].join('  '),
  );
}

if (process.argv[1]?.endsWith('kept.mjs'))
  await keptTable(Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 240));
