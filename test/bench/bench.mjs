/**
 * Prints PERFORMANCE.md's table for this machine and this build: `npm run bench -- --corpus C1|C3|C1d|small --rounds 5
 * --only P2,P3 --cli dist/cli.cjs --strict`. Each round runs every program once, one after the other, so that what
 * disturbs one disturbs all; figures are medians of the rounds' pairs. Exits 1 when P1 fails, with --strict at any MISS.
 */
import { existsSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { activation } from './activation.mjs';
import { appendToLargeLog, stallOfHost } from './appends.mjs';
import { exactness } from './exactness.mjs';
import { firstFigures, sidebarPainted } from './firsts.mjs';
import { goalLine, goalsOf, rounded } from './goals.mjs';
import { keptTable } from './kept.mjs';
import { corpora, corpusOf } from './kit.mjs';
import { median } from './measure.mjs';
import { slowestQuery } from './queries.mjs';
import { rescanInWorker } from './rescans.mjs';
import { errorText } from './rivals.mjs';
import { contestants, ledger, playRounds } from './rounds.mjs';
import { sizes } from './sizes.mjs';
import { changedStores } from './stores.mjs';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'C1' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    cli: { type: 'string', default: 'dist/cli.cjs' },
    seeds: { type: 'string', default: '3' },
    strict: { type: 'boolean', default: false },
  },
});

const plan = corpora[options.corpus];
if (plan === undefined) throw new Error(`--corpus is one of ${Object.keys(corpora).join(', ')}`);
const goals = goalsOf(options.corpus).filter(({ id }) => wanted(id.split(' ')[0]));
const cli = existsSync(options.cli) ? options.cli : undefined;

/** P5 needs minutes and another download, P18 a gigabyte on disk: only when asked for by name. */
function wanted(id) {
  return options.only === undefined ? !['P5', 'P18'].includes(id) : options.only.split(',').includes(id);
}

if (options.only === 'kept') {
  await keptTable();
  process.exit();
}

const corpus = corpusOf(plan);
const processors = cpus();
console.log(
  `machine: ${processors.length} × ${processors[0]?.model.trim()}, ${rounded(totalmem() / 2 ** 30)} GB, load ${loadavg()[0].toFixed(1)}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
);
console.log(
  `corpus ${options.corpus}: ${corpus.bytes.toLocaleString('en')} bytes, ${corpus.files} files, ${corpus.truth.totals.requests.toLocaleString('en')} requests, ${options.rounds} rounds`,
);
if (cli === undefined) console.log(`${options.cli} is not built: only the rivals are measured`);

const programs = contestants(corpus, cli, (id) => wanted(id));
const rounds = await playRounds(programs, Number(options.rounds));
printPrograms();
await printGoals();

function printPrograms() {
  console.log('\n| program | CPU s | wall s | CPU ÷ cat | peak MB | against the truth |\n|---|--:|--:|--:|--:|---|');
  for (const [name, { label, totals }] of Object.entries(programs)) {
    const runs = rounds.map((round) => round[name]);
    const last = runs.at(-1);
    const error =
      totals === undefined
        ? ''
        : last.status === 0
          ? errorText(totals(last.stdout), corpus.truth)
          : `failed: ${last.stderr.slice(0, 200)}`;
    const [cpu, wall, peak] = ['cpu', 'wall', 'peak'].map((figure) => median(runs.map((run) => run[figure])));
    console.log(
      `| ${label} | ${rounded(cpu)} | ${rounded(wall)} | ${rounded(ratio(name, 'cat') ?? 0)} | ${rounded(peak / 2 ** 20)} | ${error} |`,
    );
  }
}

async function printGoals() {
  const figures = await figuresOf();
  console.log('\n| # | goal | measured | must | stretch | |\n|---|---|--:|--:|--:|---|');
  for (const goal of goals) console.log(goalLine(goal, figures[goal.id]));
  const missed = goals.some((goal) => figures[goal.id] > goal.must && (options.strict || goal.id === 'P1'));
  process.exitCode = missed ? 1 : 0;
}

async function figuresOf() {
  const activated = wanted('P13') ? await activation() : undefined;
  const appended = wanted('P12') ? await appendToLargeLog() : undefined;
  const sidebar = wanted('P17') ? await sidebarPainted() : undefined;
  const beyond = pairs('ours', 'cat', (ours, cat) => ((ours.cpu - cat.cpu) / corpus.truth.totals.requests) * 1e6);
  return {
    P1: cli === undefined || !wanted('P1') ? undefined : await exactness(cli, corpus, Number(options.seeds)),
    P2: ratio('ours', 'cat'),
    P2b: beyond,
    P3: ratio('ours', 'ccusage'),
    'P3 wall': ratio('ours', 'ccusage', 'wall'),
    P4: ratio('ours', 'tokscale'),
    'P4 wall': ratio('ours', 'tokscale', 'wall'),
    P5: ratio('ours', 'ccusageScript'),
    P6: pairs('ours', 'ours', (ours) => ours.peak / 2 ** 20),
    P7: wanted('P7') && cli ? await rescanInWorker(corpus.home, ledger) : undefined,
    'P7 command': pairs('warm', 'warm', (warm) => scanMilliseconds(warm.stderr)),
    P8: ratio('warm', 'tokscaleCached'),
    'P8 ccusage': ratio('warm', 'ccusage'),
    P9: wanted('P9') ? await slowestQuery() : undefined,
    P10: pairs('ours', 'ours', (ours) => ours.ledgerBytes / corpus.truth.totals.requests),
    P11: wanted('P11') ? await stallOfHost(corpus.home) : undefined,
    P12: appended?.kilobytesRead,
    'P12 live': appended?.milliseconds,
    P13: activated?.beyond,
    'P13 all': activated?.whole,
    P16: wanted('P16') ? await firstFigureOfToday() : undefined,
    P17: sidebar?.painted,
    'P17 tab': sidebar?.tab,
    P18: wanted('P18') ? await changedStores() : undefined,
    ...sizes('.'),
  };
}

async function firstFigureOfToday() {
  const { today, everything } = await firstFigures(corpus.home);
  console.log(`\nP16: today after ${rounded(today)} ms, everything after ${rounded(everything)} ms`);
  return today;
}

/** The median over the rounds of one program's figure over another's in the same round. */
function ratio(name, other, figure = 'cpu') {
  return pairs(name, other, (one, two) => one[figure] / two[figure]);
}

function pairs(name, other, figureOf) {
  const figures = rounds
    .filter((round) => round[name] && round[other])
    .map((round) => figureOf(round[name], round[other]));
  return figures.length === 0 || figures.some((figure) => !Number.isFinite(figure)) ? undefined : median(figures);
}

/** What our command says of its scan on standard error when `TALLYBOARD_TIMING` is set: lines such as `{"scanMs":17}`. */
function scanMilliseconds(text) {
  const line = text.split('\n').find((candidate) => candidate.includes('"scanMs"'));
  return line === undefined ? Number.NaN : JSON.parse(line).scanMs;
}
