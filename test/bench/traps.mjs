/**
 * Prints what each trap of the corpora does to the rivals and to us: `node test/bench/traps.mjs [--cli dist/cli.cjs]`.
 * One small home a trap, the error in percent of its true tokens; 0 means exact. Exits 1 when ours is off anywhere.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateTrap, totalOf, traps } from './kit.mjs';
import { measure } from './measure.mjs';
import { ccusage, tokscale } from './rivals.mjs';

const { values: options } = parseArgs({ options: { cli: { type: 'string', default: 'dist/cli.cjs' } } });

async function rivalError(rival, home, truth) {
  const { command, environment } = rival.command(home);
  const { stdout, status } = await measure(command, environment);
  return percent(status === 0 ? rival.totals(stdout).total : 0, truth);
}

async function ourError(home, truth) {
  if (!existsSync(options.cli)) return '–';
  const { stdout } = await measure([
    process.execPath,
    options.cli,
    'report',
    '--json',
    '--home',
    home,
    '--timezone',
    'UTC',
  ]);
  return percent(JSON.parse(stdout).totals.total, truth);
}

function percent(total, truth) {
  const part = ((total - totalOf(truth.totals)) / totalOf(truth.totals)) * 100;
  return part === 0 ? '0' : `${part > 0 ? '+' : ''}${part.toFixed(2)} %`;
}

console.log(`| tool | trap | tallyboard | ${ccusage.label} | ${tokscale.label} |\n|---|---|--:|--:|--:|`);
for (const [tool, names] of Object.entries(traps)) {
  for (const trap of names) {
    const home = mkdtempSync(join(tmpdir(), 'tallyboard-trap-'));
    const truth = generateTrap(tool, trap, home);
    const ours = await ourError(home, truth);
    const theirs = [await rivalError(ccusage, home, truth), await rivalError(tokscale, home, truth)];
    console.log(`| ${tool} | ${trap} | ${ours} | ${theirs.join(' | ')} |`);
    if (ours !== '0' && ours !== '–') process.exitCode = 1;
    rmSync(home, { recursive: true });
  }
}
