import type { RequestObservation } from '../../core/observation.js';
import { addTo, contains, minus, models, noSum, plus, type Sum, type Sums, sumOf, total } from './sums.js';

/** A request whose input only a shutdown can tell. */
export type Open = Pick<RequestObservation, 'id' | 'at' | 'model' | 'output' | 'project' | 'branch' | 'agent'>;

/** Where in the events one may have begun to count: at the last shutdown, the last resume, the last compaction. */
type Mark = 'shutdown' | 'resume' | 'compaction';

export interface Rollup {
  /** What requests told since each mark; a compaction only since the last resume or shutdown. */
  since: { shutdown: Sums; resume: Sums; compaction: Sums | null };
  /** Of what requests told since the last shutdown those of compactions, which 1.0.102 leaves out of its figures. */
  compacted?: Sums;
  /** How many of `open` lie before each mark. */
  before: { resume: number; compaction: number };
  open: Open[];
  /** Everything requests told in this file. */
  known: Sums;
  /** The last shutdown's figures, and what came before the counter they stand for was started. */
  last: Sums;
  base: Sums;
}

export function startRollup(): Rollup {
  const since = { shutdown: {}, resume: {}, compaction: null };
  return { since, before: { resume: 0, compaction: 0 }, open: [], known: {}, last: {}, base: {} };
}

export function noteRequest(rollup: Rollup, model: string, sum: Sum, open?: Open): void {
  for (const sums of [rollup.known, rollup.since.shutdown, rollup.since.resume, rollup.since.compaction]) {
    if (sums) addTo(sums, model, sum);
  }
  if (open) rollup.open.push(open);
}

/** Takes back a message of this run, whose request is told by another record. */
export function forgetRequest(rollup: Rollup, open: Open): void {
  const index = rollup.open.findIndex(({ id }) => id === open.id);
  if (index < 0) return;
  rollup.open.splice(index, 1);
  const { before, since } = rollup;
  if (index < before.compaction) before.compaction--;
  if (index < before.resume) before.resume--;
  const own = { [`#${open.model}`]: { ...noSum, output: open.output, requests: 1 } };
  const without = (sums: Sums) => minus(sums, own);
  rollup.known = without(rollup.known);
  rollup.since = {
    shutdown: without(since.shutdown),
    resume: without(since.resume),
    compaction: since.compaction && without(since.compaction),
  };
}

export function noteResume(rollup: Rollup): void {
  rollup.since = { ...rollup.since, resume: {}, compaction: null };
  rollup.before.resume = rollup.open.length;
}

/** The request that a compaction made itself. */
export function noteSummary(rollup: Rollup, model: string, sum: Sum): void {
  noteRequest(rollup, model, sum);
  rollup.compacted ??= {};
  addTo(rollup.compacted, model, sum);
}

export function noteCompaction(rollup: Rollup): void {
  rollup.since.compaction = {};
  rollup.before.compaction = rollup.open.length;
}

interface Settlement {
  /** Cumulative figures from the session's start to this shutdown, whatever the build counts from. */
  readonly sums: Sums;
  /** Requests whose input these figures hold. */
  readonly covered: readonly Open[];
}

/**
 * What a shutdown says of the whole session. Builds of 1.0.44's time start a new counter with every run, 1.0.102 goes on
 * over `--continue` from what the shutdown before said (so without a run that was killed in between), and a compaction may
 * have started a new one: the widest stretch is taken whose known requests the figures can hold. What lies before it was
 * told by no shutdown; it stays as its requests told it.
 */
export function settle(rollup: Rollup, told: Sums): Settlement {
  const isWhole = goesOn(rollup, told);
  const leavesOut = !isWhole && goesOnWithout(rollup.compacted, rollup, told);
  if (leavesOut) rollup.base = plus(rollup.base, rollup.compacted ?? {});
  const skipsKilled = !isWhole && !leavesOut && goesOn(withoutKilled(rollup), told);
  const mark = isWhole || leavesOut ? undefined : skipsKilled ? 'resume' : markOf(rollup, told);
  const from = mark === 'compaction' ? rollup.before.compaction : mark === 'resume' ? rollup.before.resume : 0;
  if (mark !== undefined) {
    const lost = minus(rollup.since.shutdown, rollup.since[mark] ?? {});
    rollup.base = plus(skipsKilled ? rollup.base : plus(rollup.base, rollup.last), lost);
  }
  const covered = rollup.open.slice(from).map(reassigning(told));
  rollup.last = told;
  rollup.open = [];
  delete rollup.compacted;
  rollup.before = { resume: 0, compaction: 0 };
  rollup.since = { shutdown: {}, resume: {}, compaction: null };
  return { sums: plus(rollup.base, told), covered };
}

function goesOn({ last, since }: Rollup, told: Sums): boolean {
  return contains(told, last) && holds(told, plus(last, since.shutdown));
}

/** Whether the figures go on, but for what compactions used. */
function goesOnWithout(compacted: Sums | undefined, rollup: Rollup, told: Sums): boolean {
  if (compacted === undefined) return false;
  const { since } = rollup;
  return goesOn({ ...rollup, since: { ...since, shutdown: minus(since.shutdown, compacted) } }, told);
}

/** As if the last run alone had followed the last shutdown. */
function withoutKilled(rollup: Rollup): Rollup {
  const { since } = rollup;
  return { ...rollup, since: { ...since, shutdown: since.resume } };
}

function markOf(rollup: Rollup, told: Sums): Mark {
  if (holds(told, rollup.since.shutdown)) return 'shutdown';
  if (rollup.since.compaction === null || holds(told, rollup.since.resume)) return 'resume';
  return 'compaction';
}

/** Output and number of requests are what requests tell in every build; helper calls make the figures larger, never smaller. */
function holds(told: Sums, known: Sums): boolean {
  const [a, b] = [total(told), total(known)];
  return a.output >= b.output && (a.requests === 0 || a.requests >= b.requests);
}

/**
 * Older messages do not name their model. One that the shutdown does not know gets the model whose output is furthest
 * from told, lest its output count once under each name.
 */
function reassigning(told: Sums): (open: Open) => Open {
  const rest: Sums = { ...told };
  const take = (model: string, output: number) => {
    const sum = sumOf(rest, model);
    rest[`#${model}`] = { ...sum, output: sum.output - output };
  };
  return (open) => {
    const candidates = models(told).sort((a, b) => sumOf(rest, b).output - sumOf(rest, a).output);
    const model = Object.hasOwn(told, `#${open.model}`) ? open.model : (candidates[0] ?? open.model);
    take(model, open.output);
    return { ...open, model };
  };
}
