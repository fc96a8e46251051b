/** Lines of two texts that are the same: `length` lines from `before` in the one and from `after` in the other. */
export interface SameLines {
  readonly before: number;
  readonly after: number;
  readonly length: number;
}

/** More changed lines than this are taken as one change: the search takes time and memory by their square. */
const mostChanges = 1_000;

/** Runs of equal lines in order, by Myers' algorithm: as few changed lines as can be, up to `mostChanges`. */
export function sameLines(before: readonly string[], after: readonly string[]): readonly SameLines[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const middle = search(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return joined([
    { before: 0, after: 0, length: start },
    ...middle.map((run) => ({ before: run.before + start, after: run.after + start, length: run.length })),
    { before: before.length - end, after: after.length - end, length: end },
  ]);
}

function joined(runs: readonly SameLines[]): readonly SameLines[] {
  const all: SameLines[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (run.length === 0) continue;
    const follows = last && last.before + last.length === run.before && last.after + last.length === run.after;
    if (follows) all[all.length - 1] = { ...last, length: last.length + run.length };
    else all.push(run);
  }
  return all;
}

/** For each number of changes the furthest line of `a` that is reached on each diagonal; then the way back. */
function search(a: readonly string[], b: readonly string[]): readonly SameLines[] {
  if (a.length === 0 || b.length === 0) return [];
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  for (let changes = 0; changes <= Math.min(a.length + b.length, mostChanges); changes++) {
    trace.push(new Map(furthest));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = startOf(furthest, diagonal, changes);
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return wayBack(trace, a.length, b.length);
    }
  }
  return [];
}

function startOf(furthest: ReadonlyMap<number, number>, diagonal: number, changes: number): number {
  const left = furthest.get(diagonal - 1) ?? -1;
  const up = furthest.get(diagonal + 1) ?? -1;
  return diagonal === -changes || (diagonal !== changes && left < up) ? up : left + 1;
}

function wayBack(trace: readonly ReadonlyMap<number, number>[], aLength: number, bLength: number): SameLines[] {
  const runs: SameLines[] = [];
  let [x, y] = [aLength, bLength];
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const furthest = trace[changes] ?? new Map();
    const diagonal = x - y;
    const start = changes === 0 ? 0 : startOf(furthest, diagonal, changes);
    if (x > start) runs.unshift({ before: start, after: start - diagonal, length: x - start });
    if (changes === 0) break;
    const came = startsAbove(furthest, diagonal, changes) ? diagonal + 1 : diagonal - 1;
    x = furthest.get(came) ?? 0;
    y = x - came;
  }
  return runs;
}

function startsAbove(furthest: ReadonlyMap<number, number>, diagonal: number, changes: number): boolean {
  const [left, up] = [furthest.get(diagonal - 1) ?? -1, furthest.get(diagonal + 1) ?? -1];
  return diagonal === -changes || (diagonal !== changes && left < up);
}
