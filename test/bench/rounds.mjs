/** Who is measured, and the rounds in which they take turns. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './kit.mjs';
import { measure } from './measure.mjs';
import { ccusage, ccusageScript, tokscale } from './rivals.mjs';

/** Of the last run; a warm one follows each cold one. */
export const ledger = join(cacheFolder(), 'ledger', 'bench.db');

/** How our command is run: cold with a fresh ledger, warm with the one a cold run left. */
export function ourCommand(cli, home, file = ledger) {
  return [process.execPath, cli, 'report', '--json', '--home', home, '--ledger', file, '--timezone', 'UTC'];
}

/** Removes a ledger and what SQLite keeps beside it. */
export function freshLedger(file = ledger) {
  mkdirSync(join(file, '..'), { recursive: true });
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
}

/** The programs that the wanted goals need, in the order in which a round runs them. */
export function contestants(corpus, cli, wanted) {
  const { home } = corpus;
  const any = (...ids) => ids.some(wanted);
  const ours = cli === undefined ? {} : ownRuns(cli, home);
  const all = {
    cat: any('P2', 'P2b') && { label: 'cat', run: () => measure(['cat', ...filesOf(home)], {}, true) },
    ours: any('P2', 'P2b', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P10') && ours.cold,
    warm: any('P7', 'P8') && ours.warm,
    ccusage: any('P3', 'P8') && rival(ccusage, home),
    tokscale: any('P4', 'P8') && rival(tokscale, home),
    tokscaleCached: wanted('P8') && rival(tokscale, home, true),
    ccusageScript: wanted('P5') && rival(ccusageScript, home),
  };
  return Object.fromEntries(Object.entries(all).filter(([, program]) => program));
}

function ownRuns(cli, home) {
  const totals = (text) => {
    const { totals: sum, byDay } = JSON.parse(text);
    return { total: sum.total, byDay: Object.fromEntries(Object.entries(byDay).map(([day, row]) => [day, row.total])) };
  };
  // A machine that has Tallyboard: as the others' code is compiled when they are installed, ours is kept compiled.
  const own = join(cacheFolder(), 'somebody', 'tallyboard');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const environment = { HOME: join(own, '..'), TALLYBOARD_HOME: own, TZ: 'UTC', TALLYBOARD_TIMING: '1' };
  const cold = async () => {
    freshLedger();
    const measured = await measure(ourCommand(cli, home), environment);
    const parts = readdirSync(join(ledger, '..')).filter((name) => name.startsWith('bench.db'));
    const ledgerBytes = parts.reduce((sum, name) => sum + statSync(join(ledger, '..', name)).size, 0);
    return { ...measured, ledgerBytes };
  };
  return {
    cold: { label: 'tallyboard, cold', run: cold, totals },
    warm: { label: 'tallyboard, warm', run: () => measure(ourCommand(cli, home), environment), totals },
  };
}

function rival(program, home, cached = false) {
  const label = cached ? `${program.label}, cached` : program.label;
  const run = () => {
    const { command, environment } = program.command(home, cached);
    return measure(command, environment);
  };
  return { label, run, totals: program.totals };
}

/** Runs all programs once to warm the page cache and install what is missing, then `count` rounds. */
export async function playRounds(programs, count) {
  const rounds = [];
  await measure(['true']);
  for (let round = 0; round <= count; round++) {
    const results = {};
    for (const [name, program] of Object.entries(programs)) {
      if (round > 0 || name !== 'warm') results[name] = await program.run();
    }
    if (round > 0) rounds.push(results);
  }
  return rounds;
}

function filesOf(home) {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(jsonl|zst|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
