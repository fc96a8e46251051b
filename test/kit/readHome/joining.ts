import { compareQuality, mergeCopies } from '../../../src/core/merge.js';
import type { Checkpoint, Observation, RequestObservation } from '../../../src/core/observation.js';
import { supersededRows } from '../../../src/core/supersede.js';

const summed = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'output',
  'reasoning',
  'webSearches',
  'requests',
] as const;
type Sums = Readonly<Record<(typeof summed)[number], number>>;

/** What counts, of everything that was told: copies joined, better stores first, residues of checkpoints added. */
export function joined(observations: readonly Observation[]): RequestObservation[] {
  const winners = withoutWorseStores(joinCopies(observations.filter((each) => each.kind === 'request')));
  return [
    ...winners,
    ...residues(
      observations.filter((each) => each.kind === 'checkpoint'),
      winners,
    ),
  ];
}

/** One row per request: rows that share an id or an alias, over any number of steps, are one. */
export function joinCopies(rows: readonly RequestObservation[]): RequestObservation[] {
  let groups: { names: Set<string>; row: RequestObservation }[] = [];
  for (const row of rows) {
    const names = new Set([row.id, ...(row.aliases ?? [])].map((id) => `${row.namespace}\u0000${id}`));
    const same = groups.filter((group) => [...names].some((name) => group.names.has(name)));
    const merged = { names: new Set([...names, ...same.flatMap((group) => [...group.names])]), row };
    for (const group of same) merged.row = mergeCopies(merged.row, group.row);
    groups = [...groups.filter((group) => !same.includes(group)), merged];
  }
  return groups.map((group) => group.row);
}

/** Drops what a better store of the same tool and session tells too. */
function withoutWorseStores(rows: readonly RequestObservation[]): RequestObservation[] {
  const keyOf = (row: RequestObservation) => JSON.stringify([row.tool, row.session]);
  return [...new Set(rows.map(keyOf))].flatMap((key) => {
    const session = rows.filter((row) => keyOf(row) === key);
    const flags = supersededRows(session);
    return session.filter((_, index) => flags[index] !== true);
  });
}

/** One row for what each checkpoint holds beyond the session's own requests and the residues before it. */
function residues(told: readonly Checkpoint[], rows: readonly RequestObservation[]): RequestObservation[] {
  const checkpoints = uniqueCheckpoints(told);
  const counterOf = ({ whole, model }: Checkpoint) => (whole ? '' : model);
  const byCounter = [...checkpoints].sort(
    (a, b) => Number(counterOf(a) > counterOf(b)) - Number(counterOf(a) < counterOf(b)),
  );
  const given = new Map<string, { at: number; sums: Sums }[]>();
  const held: { checkpoint: Checkpoint; sum: Sums }[] = [];
  const found: RequestObservation[] = [];
  for (const checkpoint of byCounter) {
    const key = JSON.stringify([checkpoint.tool, checkpoint.session, counterOf(checkpoint)]);
    const own = sumOf(rows.filter((row) => isOf(row, checkpoint, checkpoint.session) && holds(checkpoint, row.at)));
    const earlier = given.get(key) ?? [];
    const before = earlier.filter(({ at }) => at >= startOf(checkpoint)).map((each) => each.sums);
    const known = [inheritedSum(checkpoint, checkpoints, rows), own, ...before];
    const rest = without(
      sums((name) => checkpoint[name] ?? 0),
      sumOf(known),
    );
    const left = without(rest, foreign(checkpoint, checkpoints, rows, held));
    held.push({ checkpoint, sum: without(rest, left) });
    given.set(key, [...earlier, { at: checkpoint.at, sums: left }]);
    const prompt = left.input + left.cacheRead + left.cacheWrite5m + left.cacheWrite1h;
    // The output of a cut stream is too high in sums that stand beside requests; sums of a session alone are exact.
    if (prompt === 0 && (!checkpoint.whole || left.output === 0)) continue;
    found.push(residueRow(checkpoint, left));
  }
  return found;
}

function endOf({ covers, at }: Checkpoint): number {
  return covers ?? at;
}

function startOf({ since, parent }: Checkpoint): number {
  return parent === undefined && since !== undefined ? since : Number.NEGATIVE_INFINITY;
}

function holds(checkpoint: Checkpoint, at: number): boolean {
  return at >= startOf(checkpoint) && at <= endOf(checkpoint);
}

/** What the checkpoint may hold of requests to models that its session's checkpoints do not name, beyond what those of other models hold. */
function foreign(
  checkpoint: Checkpoint,
  all: readonly Checkpoint[],
  rows: readonly RequestObservation[],
  held: readonly { readonly checkpoint: Checkpoint; readonly sum: Sums }[],
): Sums {
  const { tool, session, model, whole } = checkpoint;
  const ofSession = <Each extends Checkpoint | RequestObservation>(each: readonly Each[]) =>
    each.filter((one) => one.tool === tool && one.session === session);
  const named = ofSession(all).map((each) => each.model);
  const unnamed = ofSession(rows).filter((row) => !named.includes(row.model) && holds(checkpoint, row.at));
  const others = new Map<string, Sums>();
  for (const each of held) {
    const [same] = ofSession([each.checkpoint]);
    if (same && same.model !== model && endOf(same) <= endOf(checkpoint)) others.set(same.model, each.sum);
  }
  return whole ? sums(() => 0) : without(sumOf(unnamed), sumOf([...others.values()]));
}

/** Never below zero. Cache writes of both lives are one: who does not tell a life has all of them in the shorter. */
function without(sum: Sums, taken: Sums): Sums {
  const less = (name: keyof Sums) => sum[name] - taken[name];
  const writes = Math.max(0, less('cacheWrite5m') + less('cacheWrite1h'));
  const cacheWrite1h = Math.max(0, Math.min(writes, less('cacheWrite1h')));
  return { ...sums((name) => Math.max(0, less(name))), cacheWrite1h, cacheWrite5m: writes - cacheWrite1h };
}

/** In the order of their instants; those of one instant, told by several files, are one. */
function uniqueCheckpoints(told: readonly Checkpoint[]): Checkpoint[] {
  const unique = new Map<string, Checkpoint>();
  for (const each of told) {
    const key = JSON.stringify([each.tool, each.session, each.model, each.at]);
    const known = unique.get(key) ?? each;
    const covers = Math.min(known.covers ?? known.at, each.covers ?? each.at);
    const [parent, forkedAt] = [each.parent ?? known.parent, each.forkedAt ?? known.forkedAt];
    unique.set(key, {
      ...each,
      ...sums((name) => Math.max(known[name] ?? 0, each[name] ?? 0)),
      covers,
      parent,
      forkedAt,
      since: [known.since, each.since].reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a)),
    });
  }
  return [...unique.values()].sort(
    (a, b) => a.at - b.at || a.input + a.cacheRead - b.input - b.cacheRead || (a.model < b.model ? -1 : 1),
  );
}

/** What the parent told before the fork; where it told nothing, its requests before the fork. */
function inheritedSum(checkpoint: Checkpoint, all: readonly Checkpoint[], rows: readonly RequestObservation[]): Sums {
  const { parent, parentTool, tool, session } = checkpoint;
  if (parent === undefined) return sums(() => 0);
  if (parentTool !== undefined) return copiedSum({ ...checkpoint, tool: parentTool }, parent, all, rows);
  const own = rows.filter((row) => row.tool === tool && row.session === session).map(({ at }) => at);
  const forkedAt = checkpoint.forkedAt ?? Math.min(Number.MAX_SAFE_INTEGER, ...own);
  const before = all.filter((each) => isOf(each, checkpoint, parent) && each.at < forkedAt).at(-1);
  if (before !== undefined) return sums((name) => before[name] ?? 0);
  return sumOf(rows.filter((row) => isOf(row, checkpoint, parent) && row.at < forkedAt));
}

/** What the other tool's session had come to at the checkpoint's instant. */
function copiedSum(
  like: Checkpoint,
  parent: string,
  all: readonly Checkpoint[],
  rows: readonly RequestObservation[],
): Sums {
  const told = all.filter((each) => isOf(each, like, parent) && each.at <= like.at).at(-1);
  const from = told === undefined ? Number.NEGATIVE_INFINITY : endOf(told);
  const later = rows.filter((row) => isOf(row, like, parent) && row.at > from && row.at <= like.at);
  return sumOf([...(told ? [sums((name) => told[name] ?? 0)] : []), sumOf(later)]);
}

function isOf(each: Checkpoint | RequestObservation, like: Checkpoint, session: string): boolean {
  return each.tool === like.tool && each.session === session && (like.whole === true || each.model === like.model);
}

function sumOf(rows: readonly Sums[]): Sums {
  return sums((name) => rows.reduce((sum, row) => sum + row[name], 0));
}

function sums(of: (name: (typeof summed)[number]) => number): Sums {
  return Object.fromEntries(summed.map((name) => [name, of(name)])) as unknown as Sums;
}

function residueRow(checkpoint: Checkpoint, rest: Sums): RequestObservation {
  const { tool, store, session, model, at, toolVersion, project, branch } = checkpoint;
  return {
    ...rest,
    kind: 'request',
    namespace: `${tool}/residue`,
    id: JSON.stringify([session, model, at]),
    tool,
    store,
    rank: 0,
    session,
    at,
    copied: false,
    sidechain: false,
    model,
    toolVersion,
    project,
    branch,
    agent: '',
    precision: 'exact',
  };
}

/** A fixed order, so that two readings can be compared. */
export function inOrder(rows: readonly RequestObservation[]): RequestObservation[] {
  return [...rows].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : compareQuality(a, b)));
}
