import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Generated, generate, generatedName } from './generate.js';
import { type Plan, planKey } from './plan.js';

/** A generated home that stays for the next run, and what it holds. */
export type Corpus = Generated & { readonly home: string };

/** Where corpora and the benchmark's rivals are kept: `$TALLYBOARD_BENCH_CACHE`, else a folder of the system's temporary one. */
export function cacheFolder(): string {
  return process.env['TALLYBOARD_BENCH_CACHE'] ?? join(tmpdir(), 'tallyboard-bench');
}

/** The corpus of a plan, generated unless an earlier run left it. Callers only read it. */
export function corpusOf(plan: Plan): Corpus {
  const home = join(cacheFolder(), `corpus-${planKey(plan)}`);
  const list = join(home, generatedName);
  if (!existsSync(list)) {
    const draft = `${home}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    generate(plan, draft);
    rmSync(home, { recursive: true, force: true });
    renameSync(draft, home);
  }
  const generated: Generated = JSON.parse(readFileSync(list, 'utf8'));
  return { ...generated, home };
}
