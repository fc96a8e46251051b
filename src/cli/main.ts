import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { keepCompiledCode } from '../app/compiledCode.js';
import { readingFlags } from '../core/readingFlags.js';
import { inputWithin } from './input.js';
import { loadGuard } from './loadGuard.js';
import { loadOthers } from './loadOthers.js';
import { loadReports } from './loadReports.js';
import { loadTeam } from './loadTeam.js';
import type { Output } from './run.js';
import { standardOutput } from './standardOutput.js';

/** Bytes of one half of V8's young generation in a scan; of as many it has some hundred less for objects. */
const youngBytes = 4 * 1024 * 1024;

/** How often the young generation still doubles up to `youngBytes`. */
function doublings(): number {
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  return young ? Math.round(Math.log2(youngBytes / (young.space_used_size + young.space_available_size))) : 0;
}

/**
 * A scan makes many small short-lived objects. V8 would let its young generation grow with them up to 48 MB; grown once,
 * to 4 MB a half, a scan of 3 GB takes 25 MB less and no more time (measured). At 1 MB, where it starts, it takes a tenth
 * more. The editor's worker has the same limit by its resource limits.
 */
function tuneEngine(): void {
  keepCompiledCode();
  for (const flag of optimizers) setFlagsFromString(`--${flag}`);
  // The list of many files may have made it grow already.
  setFlagsFromString(`--semi-space-growth-factor=${2 ** Math.max(0, doublings())}`);
  setFlagsFromString('--no-incremental-marking');
  // By its size, not by time: on a machine with much else to do a scan has made nothing yet after 60 ms.
  const look = setInterval(() => {
    if (doublings() > 0) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(look);
  }, 10).unref();
  for (const flag of readingFlags(process.versions.v8)) setFlagsFromString(flag);
}

/** V8's optimizing compilers. */
const optimizers = ['opt', 'maglev'];
/** Commands that work through every request, however few of them are new. */
const long = ['export', 'import', 'verify'];

/**
 * A report of what was read before takes a tenth of a second. To optimize code that soon ends was 7 % of its CPU, and won
 * nothing (measured with 177,000 requests); once logs are to be read, `tuneEngine` takes it back.
 */
function spareStart(command: string | undefined): void {
  if (!long.includes(command ?? '')) for (const flag of optimizers) setFlagsFromString(`--no-${flag}`);
}

/** Where even that cannot be said, the exit code says it. */
function tell(text: string): void {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
  process.stderr.write(text);
}

function runOf(command: string | undefined): (words: readonly string[], output: Output) => Promise<number> {
  if (command === 'guard') return loadGuard().runGuard;
  if (command === 'team') return loadTeam().runTeam;
  spareStart(command);
  const { runCommand } = loadReports();
  return (all, output) => runCommand(all, output, loadOthers);
}

const { columns, write } = standardOutput((reason) => {
  tell(`tallyboard: ${reason}\n`);
  process.exitCode ||= 1;
});
const words = process.argv.slice(2);
// A hook starts the guard at every prompt: it does not load the reports, which take longer than the guard's own work.
const run = runOf(words[0]);

void run(words, {
  out: write,
  error: tell,
  input: () => inputWithin(process.stdin, 1000),
  columns,
  onReading: tuneEngine,
}).then((code) => {
  process.exitCode ||= code;
});
