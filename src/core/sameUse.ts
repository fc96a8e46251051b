import type { HookedUse } from './hookedUse.js';
import { namesOf } from './modelNames.js';

/** What decides whether a log tells of a use that was hooked. `id` is any value that tells them apart. */
export interface UseToWeigh
  extends Pick<HookedUse, 'kind' | 'at' | 'loggedBy' | 'loggedSession' | 'model' | 'input' | 'output'> {
  readonly id: string;
}

/** A request that a log tells. `input`: all that was sent, from a cache or not; `text`: generated without reasoning. */
export interface LoggedRequest {
  readonly id: string;
  readonly at: number;
  readonly tool: string;
  readonly session: string;
  readonly model: string;
  readonly input: number;
  readonly text: number;
}

/** A log tells of a use at most so long before or after the editor saw its end, milliseconds. */
export const nearEnough = 120_000;

/**
 * Two tokenizers count one text differently: makers name up to 35 % between their own, and more than that is another
 * text more often than another tokenizer. An answer of a few words differs by its frame, a few tokens.
 */
const tolerance = { share: 0.35, tokens: 8 };
/** What a provider may put before what was sent: instructions, tools. */
const preamble = 4_096;

/** Whether a log may tell of a use: one without a session, a known tool or a known model has nothing to be known by. */
export function isWeighed({ kind, loggedBy, loggedSession, model }: Omit<UseToWeigh, 'id'>): boolean {
  return loggedBy !== undefined || loggedSession !== undefined || (kind !== 'inline' && model !== 'unknown');
}

/**
 * Which request of a log tells of which use: the log's count is the provider's, so that the use then does not count.
 * A request stands for one use at most. As many uses as can be are told of, the earlier before the later; which ones
 * depends on the two lists as sets, never on their order.
 */
export function toldUses(
  uses: readonly UseToWeigh[],
  logged: readonly LoggedRequest[],
): Map<UseToWeigh, LoggedRequest> {
  const rows = [...logged].sort((a, b) => a.at - b.at);
  const tellers = new Map(
    [...uses].sort(byInstant).map((use) => [
      use,
      nearTo(use, rows)
        .filter((row) => tells(row, use))
        .sort(closestTo(use)),
    ]),
  );
  const useOf = new Map<LoggedRequest, UseToWeigh>();
  for (const use of tellers.keys()) place(use, tellers, useOf, new Set());
  return new Map([...useOf].map(([row, use]) => [use, row]));
}

/** Of rows by instant those near by: a day has many more. */
function nearTo({ at }: UseToWeigh, rows: readonly LoggedRequest[]): LoggedRequest[] {
  return rows.slice(firstFrom(rows, at - nearEnough), firstFrom(rows, at + nearEnough + 1));
}

function firstFrom(rows: readonly LoggedRequest[], instant: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.at ?? instant) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Gives a use a request, moving others to another one of theirs where need be. */
function place(
  use: UseToWeigh,
  tellers: ReadonlyMap<UseToWeigh, readonly LoggedRequest[]>,
  useOf: Map<LoggedRequest, UseToWeigh>,
  tried: Set<LoggedRequest>,
): boolean {
  for (const row of tellers.get(use) ?? []) {
    if (tried.has(row)) continue;
    tried.add(row);
    const holder = useOf.get(row);
    if (holder && !place(holder, tellers, useOf, tried)) continue;
    useOf.set(row, use);
    return true;
  }
  return false;
}

/**
 * Of the tool's session that the hook knows, any request near by; else one of the same model whose generated text has
 * the same size. Where not even the tool is known, what was sent has to fit too: other tools answer all the time.
 */
function tells(row: LoggedRequest, use: UseToWeigh): boolean {
  if (use.loggedBy !== undefined && row.tool !== use.loggedBy) return false;
  if (use.loggedSession !== undefined) return [row.session, `${row.tool}:${row.session}`].includes(use.loggedSession);
  const known = use.loggedBy !== undefined;
  if (!isSameSize(row.text, use.output) || !(known || fits(row.input, use.input))) return false;
  return isSameModel(row.model, use.model) || (known && [row.model, use.model].includes('unknown'));
}

/** By name alone: without what a seller puts before it, and without a date, which an answer often adds to what was asked. */
export function isSameModel(one: string, other: string): boolean {
  const names = bareNames(one);
  return one !== 'unknown' && bareNames(other).some((name) => names.includes(name));
}

function bareNames(model: string): readonly string[] {
  const id = model.toLowerCase().trim().replace(/^.*\//, '');
  const bare = id.replace(/^(?:[a-z-]+\.)?[a-z0-9]+\.(?=[a-z])/, '').replace(/-v\d+(?::\d+)?$/, '');
  return namesOf(bare);
}

function isSameSize(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(tolerance.tokens, tolerance.share * Math.max(a, b));
}

function fits(logged: number, sent: number): boolean {
  return isSameSize(logged, sent) || (logged > sent && logged - sent <= preamble);
}

function byInstant(a: UseToWeigh, b: UseToWeigh): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

function closestTo(use: UseToWeigh) {
  return (a: LoggedRequest, b: LoggedRequest): number =>
    Math.abs(a.at - use.at) - Math.abs(b.at - use.at) ||
    Math.abs(a.text - use.output) - Math.abs(b.text - use.output) ||
    a.at - b.at ||
    (a.id < b.id ? -1 : 1);
}
