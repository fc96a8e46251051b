import { basename, join } from 'node:path';
import type { BilledRequest, Counts } from '../generate/tally.js';
import { countAt, field, filesBelow, instantOf, type Json, objectsOf, textAt } from './naiveLines.js';

/** Counts as Codex names them, in the order in which totals are compared. */
type Usage = { readonly classes: readonly number[]; readonly sum: number; readonly key: string };

type Row = { readonly at: number; readonly model: string; readonly total?: Usage; readonly last?: Usage };
type UsageRecord = {
  readonly at: number;
  readonly model: string;
  readonly id: string;
  readonly usage: Usage;
  readonly total: string;
};

type Rollout = {
  readonly id: string;
  readonly parent: string;
  readonly project: string;
  readonly branch: string;
  readonly rows: readonly Row[];
  readonly records: readonly UsageRecord[];
};

const classNames = [
  'input_tokens',
  'cached_input_tokens',
  'cache_write_input_tokens',
  'output_tokens',
  'reasoning_output_tokens',
];

/** Codex by FORMATS §2 and §23.2: usage records where a build writes them, else what the totals grew by. */
export function oracleCodex(home: string): BilledRequest[] {
  const rollouts = new Map<string, Rollout>();
  for (const path of chosenFiles(home)) {
    const rollout = rolloutOf(objectsOf(path));
    rollouts.set(rollout.id, rollout);
  }
  const seen = new Set<string>();
  return [...rollouts.values()].flatMap((rollout) => requestsOf(rollout, rollouts.get(rollout.parent), seen));
}

/** One file for each rollout: a plain one before a compressed one, an active one before an archived one. */
function chosenFiles(home: string): string[] {
  const chosen = new Map<string, string>();
  const all = ['sessions', 'archived_sessions'].flatMap((folder) => filesBelow(join(home, '.codex', folder)));
  for (const ending of ['.jsonl', '.jsonl.zst']) {
    for (const path of all.filter((name) => name.endsWith(ending))) {
      const name = basename(path, ending);
      chosen.set(name, chosen.get(name) ?? path);
    }
  }
  return [...chosen.values()];
}

function rolloutOf(lines: readonly Json[]): Rollout {
  const metas = lines.filter((line) => field(line, 'type') === 'session_meta').map((line) => field(line, 'payload'));
  const [own, second] = metas;
  const id = textAt(own, 'id');
  const spawned = textAt(own, 'source', 'subagent', 'thread_spawn', 'parent_thread_id');
  const copied = textAt(second, 'id');
  const parent =
    textAt(own, 'forked_from_id') || textAt(own, 'parent_thread_id') || spawned || (copied === id ? '' : copied);
  return { id, parent, project: textAt(own, 'cwd'), branch: textAt(own, 'git', 'branch'), ...countsIn(lines) };
}

function countsIn(lines: readonly Json[]): { rows: Row[]; records: UsageRecord[] } {
  const rows: Row[] = [];
  const records: UsageRecord[] = [];
  let model = 'unknown';
  for (const line of lines) {
    const type = field(line, 'type');
    const payload = field(line, 'payload');
    const at = instantOf(field(line, 'timestamp'));
    if (type === 'turn_context') {
      model = textAt(payload, 'model') || model;
    } else if (type === 'token_usage_record') {
      const total = usageOf(field(payload, 'thread_token_usage')).key;
      records.push({ at, model, id: textAt(payload, 'response_id'), usage: usageOf(field(payload, 'usage')), total });
    } else if (type === 'event_msg' && field(payload, 'type') === 'token_count') {
      const total = field(payload, 'info', 'total_token_usage');
      const last = field(payload, 'info', 'last_token_usage');
      if (total !== undefined || last !== undefined) {
        rows.push({
          at,
          model,
          ...(total === undefined ? {} : { total: usageOf(total) }),
          ...(last === undefined ? {} : { last: usageOf(last) }),
        });
      }
    }
  }
  return { rows, records };
}

function usageOf(value: Json): Usage {
  const classes = classNames.map((name) => countAt(value, name));
  const sum = countAt(value, 'total_tokens');
  return { classes, sum, key: [...classes, sum].join() };
}

function requestsOf(rollout: Rollout, parent: Rollout | undefined, seen: Set<string>): BilledRequest[] {
  const requests: BilledRequest[] = [];
  const add = (at: number, model: string, classes: readonly number[]): void => {
    if (classes.some((count) => count > 0)) {
      const { id: session, project, branch } = rollout;
      requests.push({ tool: 'codex', model, session, project, branch, at, counts: bucketsOf(classes) });
    }
  };
  for (const { at, model, id, usage } of rollout.records.filter((record) => !seen.has(record.id))) {
    seen.add(id);
    add(at, model, usage.classes);
  }
  const recorded = new Set(rollout.records.map((record) => record.total));
  const replayed = replayedRows(rollout, parent);
  let before = replayed > 0 ? rollout.rows[replayed - 1] : inherited(rollout);
  for (const row of rollout.rows.slice(replayed)) {
    if (!recorded.has(row.total?.key ?? '')) {
      add(row.at, row.model, grownBy(row, before));
    }
    before = row;
  }
  return requests;
}

/** How many rows at the start repeat the parent's totals. */
function replayedRows(rollout: Rollout, parent: Rollout | undefined): number {
  const theirs = parent?.rows ?? [];
  let count = 0;
  while (
    count < rollout.rows.length &&
    rollout.rows[count]?.total !== undefined &&
    rollout.rows[count]?.total?.key === theirs[count]?.total?.key
  ) {
    count++;
  }
  return count;
}

/** A child without copied rows goes on from its parent's total: its first total less its first own usage. */
function inherited(rollout: Rollout): Row | undefined {
  const [first] = rollout.rows;
  if (rollout.parent === '' || first?.total === undefined || first.last === undefined) {
    return undefined;
  }
  const { total, last } = first;
  const classes = total.classes.map((count, index) => count - (last.classes[index] ?? 0));
  return { at: first.at, model: first.model, total: { classes, sum: total.sum - last.sum, key: '' } };
}

/** What a row adds to the row before it, class by class. */
function grownBy(row: Row, before: Row | undefined): readonly number[] {
  const { total, last } = row;
  if (total === undefined) {
    return last === undefined || last.key === before?.last?.key ? [] : last.classes;
  }
  const old = before?.total;
  if (old !== undefined && total.key === old.key) {
    return [];
  }
  if (total.sum > 0 && total.classes.every((count) => count === 0)) {
    return old?.classes.some((count) => count > 0) ? [] : (last?.classes ?? []);
  }
  const delta = total.classes.map((count, index) => count - (old?.classes[index] ?? 0));
  return delta.some((count) => count < 0) ? total.classes : delta;
}

/** Disjoint buckets: cached and written tokens are inside Codex's input. */
function bucketsOf(classes: readonly number[]): Counts {
  const [input = 0, cacheRead = 0, cacheWrite5m = 0, output = 0, reasoning = 0] = classes;
  return { input: input - cacheRead - cacheWrite5m, cacheRead, cacheWrite5m, cacheWrite1h: 0, output, reasoning };
}
