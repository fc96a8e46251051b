/** P1: our report against the generator's truth, on the benchmark's corpus, on `plain` and on small corpora of other seeds. */
import { corpora, corpusOf, differences, differenceText, planned } from './kit.mjs';
import { measure } from './measure.mjs';
import { freshLedger, ourCommand } from './rounds.mjs';

/** @returns {Promise<number>} the tokens and requests by which any figure is off, summed; the differences are printed */
export async function exactness(cli, corpus, seeds) {
  const small = Array.from({ length: seeds }, (_, index) => corpusOf(planned({ seed: `seed-${index}`, bytes: 12e6 })));
  let off = 0;
  for (const candidate of [corpus, corpusOf(corpora.plain), ...small]) {
    freshLedger();
    const { stdout, stderr, status } = await measure(ourCommand(cli, candidate.home), { TZ: 'UTC' });
    if (status !== 0) throw new Error(`report failed on ${candidate.plan.seed}: ${stderr}`);
    const list = differences(candidate.truth, JSON.parse(stdout));
    if (list.length > 0)
      console.log(`\n${candidate.plan.kind} ${candidate.plan.seed} (${candidate.home}):\n${differenceText(list)}`);
    off += list.reduce((sum, { truth, found }) => sum + Math.abs(found - truth), 0);
  }
  return off;
}
