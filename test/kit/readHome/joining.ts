import { compareQuality, mergeCopies } from '../../../src/core/merge.js';
import type { Checkpoint, Observation, RequestObservation } from '../../../src/core/observation.js';
import { supersededRows } from '../../../src/core/supersede.js';
import type { TokenCounts } from '../../../src/core/usage.js';

const classes = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning'] as const;

/** What counts, of everything that was told: copies joined, better stores first, residues of checkpoints added. */
export function joined(observations: readonly Observation[]): RequestObservation[] {
  const winners = withoutWorseStores(joinCopies(observations.filter((each) => each.kind === 'request')));
  return [...winners, ...residues(observations.filter((each) => each.kind === 'checkpoint'), winners)];
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

/** One row of what the last checkpoint of each session and model holds beyond its own requests. */
function residues(checkpoints: readonly Checkpoint[], rows: readonly RequestObservation[]): RequestObservation[] {
  const last = new Map<string, Checkpoint>();
  for (const checkpoint of checkpoints) {
    const key = JSON.stringify([checkpoint.tool, checkpoint.session, checkpoint.model]);
    const known = last.get(key);
    if (known === undefined || later(checkpoint, known)) last.set(key, checkpoint);
  }
  return [...last.values()].flatMap((checkpoint) => {
    const inherited = inheritedSum(checkpoint, checkpoints, rows);
    const own = sumOf(rows.filter((row) => isOf(row, checkpoint, checkpoint.session) && row.at <= checkpoint.at));
    const rest = counts((name) => Math.max(0, checkpoint[name] - inherited[name] - own[name]));
    const tellsInput = rest.input + rest.cacheRead + rest.cacheWrite5m + rest.cacheWrite1h > 0;
    return tellsInput ? [residueRow(checkpoint, rest)] : [];
  });
}

/** What the parent had used of this model when the session was forked from it. */
function inheritedSum(checkpoint: Checkpoint, all: readonly Checkpoint[], rows: readonly RequestObservation[]): TokenCounts {
  const parent = checkpoint.parent;
  if (parent === undefined) return counts(() => 0);
  const ofSession = (session: string) => all.filter((each) => isOf(each, checkpoint, session));
  const instants = [...rows.filter((row) => isOf(row, checkpoint, checkpoint.session)), ...ofSession(checkpoint.session)];
  const fork = Math.min(...instants.map((each) => each.at));
  const base = ofSession(parent).filter((each) => each.at <= fork).reduce<Checkpoint | undefined>((best, each) => (best === undefined || later(each, best) ? each : best), undefined);
  const from = base?.at ?? Number.NEGATIVE_INFINITY;
  const since = sumOf(rows.filter((row) => isOf(row, checkpoint, parent) && row.at > from && row.at < fork));
  return counts((name) => (base?.[name] ?? 0) + since[name]);
}

function isOf(each: Checkpoint | RequestObservation, like: Checkpoint, session: string): boolean {
  return each.tool === like.tool && each.session === session && each.model === like.model;
}

function later(a: Checkpoint, b: Checkpoint): boolean {
  return a.at > b.at || (a.at === b.at && classes.some((name) => a[name] > b[name]));
}

function sumOf(rows: readonly TokenCounts[]): TokenCounts {
  return counts((name) => rows.reduce((sum, row) => sum + row[name], 0));
}

function counts(of: (name: (typeof classes)[number]) => number): TokenCounts {
  return Object.fromEntries(classes.map((name) => [name, of(name)])) as unknown as TokenCounts;
}

function residueRow(checkpoint: Checkpoint, rest: TokenCounts): RequestObservation {
  const { tool, store, session, model, at, project, branch, toolVersion } = checkpoint;
  return {
    kind: 'request', namespace: `${tool}:residue`, id: JSON.stringify([session, model]), tool, store, rank: 0, session, at,
    copied: false, sidechain: false, model, toolVersion, project, branch, agent: '', requests: 0, precision: 'exact', webSearches: 0, ...rest,
  };
}

/** A fixed order, so that two readings can be compared. */
export function inOrder(rows: readonly RequestObservation[]): RequestObservation[] {
  return [...rows].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : compareQuality(a, b)));
}
