import type { InsightKind, RequestFact, SessionFacts } from '../../../src/core/insights/facts.js';
import { noTokens } from '../../../src/core/usage.js';

export const start = Date.UTC(2026, 10, 1);
export const rate = { input: 3_000, cacheRead: 300, cacheWrite: 3_750 };
type Random = () => number;

/** A request that reads `read`, writes `write` and is given `input` besides. */
export function request(at: number, read: number, write: number, input: number, output: number): RequestFact {
  const counts = { ...noTokens, input, cacheRead: read, cacheWrite5m: write, output };
  const costNano = input * rate.input + read * rate.cacheRead + write * rate.cacheWrite + output * 15_000;
  return {
    at,
    output,
    turn: null,
    human: false,
    changed: false,
    model: 'claude-sonnet-4-5',
    agent: '',
    counts,
    rate,
    costNano,
  };
}

export function random(seed: number): Random {
  let state = (seed * 7_919 + 13) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const between = (next: Random, from: number, to: number) => Math.floor(from + next() * (to - from));

/** A healthy agent's run: the prompt grows and is read from the cache, a person speaks and files change now and then. */
function healthy(next: Random, count: number, from: number): RequestFact[] {
  let [at, prompt] = [start, from];
  return Array.from({ length: count }, (_, index) => {
    const write = index === 0 ? prompt : between(next, 200, 3_000);
    const read = index === 0 ? 0 : prompt;
    at += between(next, 3_000, 90_000);
    if (index > 0) prompt += write;
    const changed = next() < 0.2;
    return {
      ...request(at, read, write, between(next, 2, 20), between(next, 60, 2_500)),
      changed,
      human: index % 12 === 0,
    };
  });
}

type Maker = (next: Random) => RequestFact[];

/** One more request of a run, `pause` later, made from the last one's prompt. */
function then(run: RequestFact[], pause: number, make: (at: number, prompt: number) => RequestFact): RequestFact[] {
  const last = run.at(-1) as RequestFact;
  return [...run, make(last.at + pause, last.counts.cacheRead + last.counts.cacheWrite5m + last.counts.input)];
}

const questions: (next: Random, count: number, model: string, output: number) => RequestFact[] = (
  next,
  count,
  model,
  output,
) =>
  Array.from({ length: count }, (_, index) => ({
    ...request(start + index * between(next, 60_000, 200_000), 0, 0, between(next, 200, 7_000), output),
    human: true,
    turn: index,
    model,
  }));

export const wasteful: Readonly<Record<InsightKind, Maker>> = {
  'cache-break': (next) =>
    then(
      healthy(next, between(next, 5, 30), between(next, 25_000, 60_000)),
      between(next, 310_000, 3e6),
      (at, prompt) => request(at, between(next, 0, 4_000), prompt, 5, 900),
    ),
  're-read': (next) => {
    let prompt = between(next, 21_000, 60_000);
    return Array.from({ length: between(next, 12, 40) }, (_, index) => {
      prompt += between(next, 100, 2_000);
      return { ...request(start + index * 40_000, 0, 0, prompt, between(next, 60, 900)), changed: index % 5 === 0 };
    });
  },
  'oversized-context': (next) => healthy(next, between(next, 22, 60), between(next, 155_000, 180_000)),
  'retry-storm': (next) => {
    let run = healthy(next, between(next, 3, 20), 15_000);
    for (let retry = between(next, 6, 30); retry > 0; retry--)
      run = then(run, between(next, 500, 9_000), (at) => request(at, 18_000, 0, 40, between(next, 0, 20)));
    return run;
  },
  'idle-loop': (next) =>
    Array.from({ length: between(next, 110, 300) }, (_, index) =>
      request(start + index * 30_000 + between(next, 0, 4_000), 9_000, 300, 3, between(next, 80, 120)),
    ),
  'large-model': (next) => questions(next, between(next, 10, 40), 'claude-opus-4-5', between(next, 10, 200)),
  'abandoned-session': (next) => [
    { ...request(start, 0, between(next, 50_000, 150_000), 5, between(next, 1, 90)), human: true },
  ],
};

/** What only looks like waste. */
export const clean: readonly Maker[] = [
  (next) => healthy(next, between(next, 20, 90), 12_000),
  // A compaction, a pause within the cache's life, and a sub-agent with a context of its own.
  (next) => then(healthy(next, 20, 90_000), 20_000, (at) => request(at, 0, between(next, 15_000, 40_000), 5, 900)),
  (next) => then(healthy(next, 20, 40_000), 280_000, (at, prompt) => request(at, prompt, 900, 5, 900)),
  (next) => then(healthy(next, 20, 40_000), 9_000, (at) => ({ ...request(at, 0, 60_000, 5, 900), agent: 'explore' })),
  // Small contexts that were never cached, and a few large ones.
  (next) =>
    Array.from({ length: 30 }, (_, index) => request(start + index * between(next, 20_000, 90_000), 0, 0, 9_000, 700)),
  (next) =>
    Array.from({ length: 6 }, (_, index) =>
      request(start + index * 50_000, 0, 0, 30_000 + index, between(next, 300, 900)),
    ),
  (next) => healthy(next, 12, between(next, 155_000, 170_000)),
  // Quick short tool calls, whose prompt grows; a read-only look around; questions of two requests each, to a
  // small model, few, with a long answer; a context that was loaded for an answer.
  (next) =>
    healthy(next, 40, 10_000).map((each, index) => ({
      ...each,
      at: start + index * 4_000,
      output: between(next, 20, 48),
    })),
  (next) => healthy(next, between(next, 60, 98), 15_000).map((each) => ({ ...each, changed: false })),
  // Research: a long run without a person or a change, whose beat and answers are as uneven as what it reads.
  (next) =>
    healthy(next, between(next, 110, 300), 15_000).map(({ at, output }, index) =>
      request(at, index === 0 ? 0 : 15_000 + 300 * index, index === 0 ? 15_300 : 300, 5, output),
    ),
  (next) => questions(next, 30, 'claude-opus-4-5', 90).map((each, index) => ({ ...each, turn: index >> 1 })),
  (next) => questions(next, 30, 'claude-haiku-4-5', 90),
  (next) => questions(next, 8, 'claude-opus-4-5', 90),
  (next) => questions(next, 30, 'claude-opus-4-5', 900),
  (next) => [{ ...request(start, 0, 80_000, 5, between(next, 400, 3_000)), human: true }],
];

/** The same, of logs of which it is not known who spoke. */
export const cleanWithoutTurns: readonly Maker[] = [
  (next) => questions(next, 30, 'claude-opus-4-5', 90).map((each) => ({ ...each, turn: null })),
];

export const named = (session: string, requests: readonly RequestFact[]): SessionFacts => ({ session, requests });
