import { join } from 'node:path';
import type { BilledRequest, Counts } from '../generate/tally.js';
import { countAt, field, filesBelow, instantOf, type Json, objectsOf, textAt } from './naiveLines.js';

type Row = {
  readonly sidechain: boolean;
  /** The line says that it was copied from another session. */
  readonly copied: boolean;
  readonly counts: Counts;
  readonly total: number;
  readonly at: number;
  readonly session: string;
  readonly project: string;
  readonly branch: string;
  readonly model: string;
  readonly advice: readonly Json[];
};

/** Claude Code by FORMATS §1 and §23.1: one winner for each `message.id` of all files. */
export function oracleClaude(home: string): BilledRequest[] {
  const copies = new Map<string, Row[]>();
  let unnamed = 0;
  for (const path of filesBelow(join(home, '.claude', 'projects')).filter((name) => name.endsWith('.jsonl'))) {
    for (const line of objectsOf(path)) {
      const row = rowOf(line);
      if (row !== undefined) {
        const id = textAt(line, 'message', 'id') || `unnamed-${unnamed++}`;
        copies.set(id, [...(copies.get(id) ?? []), row]);
      }
    }
  }
  return [...copies.values()].flatMap(requestsOf);
}

function rowOf(line: Json): Row | undefined {
  const type = field(line, 'type');
  const usage = field(line, 'message', 'usage');
  const at = instantOf(field(line, 'timestamp'));
  const model = textAt(line, 'message', 'model');
  if ((type !== undefined && type !== 'assistant') || typeof usage !== 'object' || usage === null) {
    return undefined;
  }
  if (Number.isNaN(at) || model === '<synthetic>') {
    return undefined;
  }
  const counts = countsOf(usage);
  const iterations = field(usage, 'iterations');
  return {
    sidechain: field(line, 'isSidechain') === true,
    copied: field(line, 'forkedFrom') !== undefined,
    counts,
    total: counts.input + counts.cacheRead + counts.cacheWrite5m + counts.cacheWrite1h + counts.output,
    at,
    session: textAt(line, 'sessionId'),
    project: textAt(line, 'cwd'),
    branch: textAt(line, 'gitBranch'),
    model,
    advice: Array.isArray(iterations) ? iterations.filter((entry) => field(entry, 'type') === 'advisor_message') : [],
  };
}

function countsOf(usage: Json): Counts {
  const cacheWrite1h = countAt(usage, 'cache_creation', 'ephemeral_1h_input_tokens');
  const split = countAt(usage, 'cache_creation', 'ephemeral_5m_input_tokens') + cacheWrite1h;
  const written = Math.max(countAt(usage, 'cache_creation_input_tokens'), split);
  return {
    input: countAt(usage, 'input_tokens'),
    cacheRead: countAt(usage, 'cache_read_input_tokens'),
    cacheWrite5m: written - cacheWrite1h,
    cacheWrite1h,
    output: countAt(usage, 'output_tokens'),
    reasoning: countAt(usage, 'output_tokens_details', 'thinking_tokens'),
  };
}

/** The winner's figures with the earliest copy's day and session, and what its advisers were billed. */
function requestsOf(copies: readonly Row[]): BilledRequest[] {
  const [winner] = [...copies].sort(
    (a, b) =>
      Number(a.sidechain) - Number(b.sidechain) ||
      b.counts.output - a.counts.output ||
      b.total - a.total ||
      b.at - a.at,
  );
  const [first] = [...copies].sort(
    (a, b) => a.at - b.at || Number(a.copied) - Number(b.copied) || (a.session < b.session ? -1 : 1),
  );
  if (winner === undefined || first === undefined) {
    return [];
  }
  const { session, project, branch, at } = first;
  const request = { tool: 'claude-code', session, project, branch, at } as const;
  const advice = winner.advice.map((entry) => ({ ...request, model: textAt(entry, 'model'), counts: countsOf(entry) }));
  return [{ ...request, model: winner.model, counts: winner.counts }, ...advice];
}
