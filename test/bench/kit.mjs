/** The generator, the oracle's comparison and the corpora's plans, bundled from TypeScript for the benchmark. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const kit = fileURLToPath(new URL('../kit', import.meta.url));
const outdir = fileURLToPath(new URL('../../out/bench-kit', import.meta.url));
const entries = {
  plan: 'generate/plan.ts',
  corpus: 'generate/corpus.ts',
  truth: 'truth.ts',
  trap: 'generate/trap.ts',
  tally: 'generate/tally.ts',
};

mkdirSync(outdir, { recursive: true });
await build({
  entryPoints: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(kit, path)])),
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
});

const load = (name) => import(pathToFileURL(join(outdir, `${name}.mjs`)));

export const { corpora, planned } = await load('plan');
export const { corpusOf, cacheFolder } = await load('corpus');
export const { differences, differenceText } = await load('truth');
export const { totalOf } = await load('tally');
export const { generateTrap, traps } = await load('trap');
