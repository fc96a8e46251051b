import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';

/** Counters in Codex's own order: input, cached, written, output, reasoning. */
export type Usage = readonly [number, number, number, number, number];

/** What was asked of the model in one thread, and how its rollout tells it. */
export interface CodexThread {
  readonly id: string;
  readonly requests: readonly Usage[];
  /** What the file begins with: nothing, a copy of the parent's lines, the parent's total, or a counter of its own. */
  readonly begins: 'root' | 'copy' | 'inherit' | 'sub-agent';
  readonly parent: number;
  /** How many of the parent's requests, its own copies included, came before the fork. */
  readonly forkedAfter: number;
  /** Turn ids that tell their instant. */
  readonly turnIds: boolean;
  /** Where `token_usage_record` lines stand: before the `token_count` of their response, behind it, or nowhere. */
  readonly records: 'before' | 'behind' | 'none';
  /** How often each `token_count` is repeated (by request, in turns). */
  readonly repeats: readonly number[];
  /** A context estimate after each third request, as after a compaction. */
  readonly compacts: boolean;
}

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 1, 22);
const model = 'gpt-5.2-codex';

/** Histories of up to five threads with forks; no two requests have the same counts, so that the truth is certain. */
export function codexThreads(): fc.Arbitrary<readonly CodexThread[]> {
  const counts = fc.tuple(fc.nat(9_000), fc.nat(100), fc.nat(100), fc.nat(900), fc.nat(100));
  const thread = fc.record({
    requests: fc.array(counts, { minLength: 1, maxLength: 6 }),
    begins: fc.constantFrom(
      'copy' as const,
      'copy' as const,
      'inherit' as const,
      'sub-agent' as const,
      'root' as const,
    ),
    parent: fc.nat(4),
    forkedAfter: fc.nat(8),
    turnIds: fc.boolean(),
    records: fc.constantFrom('before' as const, 'behind' as const, 'none' as const),
    repeats: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
    compacts: fc.boolean(),
  });
  return fc.array(thread, { minLength: 1, maxLength: 5 }).map((threads) => {
    let serial = 0;
    return threads.map((each, index) => {
      const requests = each.requests.map(([input, cached, written, output, reasoning]): Usage => {
        serial++;
        const part = Math.floor(input / 2);
        return [
          input * 64 + serial,
          Math.min(part, cached),
          Math.min(part, written),
          output + 1,
          Math.min(output, reasoning),
        ];
      });
      const parent = index === 0 ? 0 : each.parent % index;
      return { ...each, id: threadId(index), requests, parent, begins: index === 0 ? 'root' : each.begins };
    });
  });
}

/** Writes the threads' rollouts below a home folder, without those of `missing`. */
export function writeRollouts(
  home: string,
  threads: readonly CodexThread[],
  missing: ReadonlySet<number> = new Set(),
): void {
  const files = threads.map((_, index) => rollout(threads, index));
  for (const [index, lines] of files.entries()) {
    if (missing.has(index)) continue;
    const stamp = new Date(createdAt(index)).toISOString().slice(0, 19).replaceAll(':', '-');
    const path = join(home, '.codex', 'sessions', '2026', '05', '01', `rollout-${stamp}-${threadId(index)}.jsonl`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}

interface Line {
  readonly timestamp: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

function threadId(index: number): string {
  return `${createdAt(index)
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-7000-8000-00000000000${index}`;
}

function createdAt(index: number): number {
  return start + index * hour;
}

function rollout(threads: readonly CodexThread[], index: number): Line[] {
  const thread = threads[index];
  if (thread === undefined) return [];
  const created = createdAt(index);
  const parent = threads[thread.parent];
  const lines: Line[] = [line(created, 'session_meta', head(thread, parent))];
  const copies = thread.begins === 'copy' ? copiedLines(rollout(threads, thread.parent), thread.forkedAfter) : [];
  lines.push(...copies.map((each, place) => ({ ...each, timestamp: instant(created + 5 + place) })));
  return [...lines, ...ownLines(thread, created, baseTotal(threads, index))];
}

function ownLines(thread: CodexThread, created: number, base: Usage): Line[] {
  const lines: Line[] = [];
  let total = base;
  for (const [place, usage] of thread.requests.entries()) {
    const at = created + 60_000 + place * 20_000;
    const turn = thread.turnIds
      ? {
          turn_id: `${at
            .toString(16)
            .padStart(12, '0')
            .replace(/^(.{8})/, '$1-')}-7000-9000-000000000000`,
        }
      : {};
    lines.push(line(at - 9_000, 'turn_context', { cwd: '/home/u/proj', model, ...turn }));
    total = added(total, usage);
    const record = recordOf(thread.id, usage, total);
    if (thread.records === 'before') lines.push(line(at - 50, 'token_usage_record', record));
    const times = 1 + (thread.repeats[place % thread.repeats.length] ?? 0);
    for (let time = 0; time < times; time++) lines.push(count(at + time * 30, total, usage));
    if (thread.records === 'behind') lines.push(line(at + 100, 'token_usage_record', record));
    if (thread.compacts && place % 3 === 2) lines.push(count(at + 500, total, [0, 0, 0, 0, 0]));
  }
  return lines;
}

/** What a copying build takes over: heads, turns and counts, but no records; up to a number of requests. */
function copiedLines(lines: readonly Line[], requests: number): Line[] {
  const totals = new Set<string>();
  const kept: Line[] = [];
  for (const each of lines) {
    const info = each.payload['info'] as { total_token_usage: unknown } | undefined;
    if (info !== undefined) totals.add(JSON.stringify(info.total_token_usage));
    if (totals.size > requests) break;
    if (each.type !== 'token_usage_record') kept.push(each);
  }
  return kept;
}

/** The total with which a thread's own requests go on. */
function baseTotal(threads: readonly CodexThread[], index: number): Usage {
  const thread = threads[index];
  if (thread === undefined || thread.begins === 'root' || thread.begins === 'sub-agent') return [0, 0, 0, 0, 0];
  const infos = copiedLines(rollout(threads, thread.parent), thread.forkedAfter).map((each) => each.payload['info']);
  const last = infos.filter((info) => info !== undefined).at(-1) as
    | { total_token_usage: Record<string, number> }
    | undefined;
  if (last !== undefined) return tupleOf(last.total_token_usage);
  return thread.begins === 'inherit' ? [0, 0, 0, 0, 0] : baseOfEmptyCopy(threads, thread);
}

/** A copy without a single count starts where its parent's file started. */
function baseOfEmptyCopy(threads: readonly CodexThread[], thread: CodexThread): Usage {
  return threads[thread.parent]?.begins === 'inherit' ? baseTotal(threads, thread.parent) : [0, 0, 0, 0, 0];
}

function head(thread: CodexThread, parent: CodexThread | undefined): Record<string, unknown> {
  const common = {
    id: thread.id,
    cwd: '/home/u/proj',
    originator: 'codex_cli_rs',
    cli_version: '0.169.0',
    model_provider: 'openai',
  };
  if (thread.begins === 'root' || parent === undefined) return { ...common, source: 'cli' };
  if (thread.begins !== 'sub-agent') return { ...common, source: 'cli', forked_from_id: parent.id };
  return {
    ...common,
    source: { subagent: { thread_spawn: { parent_thread_id: parent.id, depth: 1, agent_nickname: 'Popper' } } },
  };
}

function line(at: number, type: string, payload: Readonly<Record<string, unknown>>): Line {
  return { timestamp: instant(at), type, payload };
}

function count(at: number, total: Usage, last: Usage): Line {
  const info = { total_token_usage: counters(total), last_token_usage: counters(last), model_context_window: 258_400 };
  return line(at, 'event_msg', { type: 'token_count', info });
}

function recordOf(id: string, usage: Usage, total: Usage): Record<string, unknown> {
  const ids = {
    thread_id: id,
    turn_id: 't',
    session_id: id,
    root_turn_id: 't',
    response_id: `resp_${id}_${total.join('_')}`,
  };
  return { ...ids, usage: counters(usage), turn_token_usage: counters(usage), thread_token_usage: counters(total) };
}

function counters([input, cached, written, output, reasoning]: Usage): Record<string, number> {
  return {
    input_tokens: input,
    cached_input_tokens: cached,
    cache_write_input_tokens: written,
    output_tokens: output,
    reasoning_output_tokens: reasoning,
    total_tokens: input + output,
  };
}

function tupleOf(usage: Record<string, number>): Usage {
  const of = (key: string) => usage[key] ?? 0;
  return [
    of('input_tokens'),
    of('cached_input_tokens'),
    of('cache_write_input_tokens'),
    of('output_tokens'),
    of('reasoning_output_tokens'),
  ];
}

function added(a: Usage, b: Usage): Usage {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]];
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
