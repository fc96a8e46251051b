import { Random } from './random.js';
import type { Counts } from './tally.js';

/** One thread of work with a model: a session, or a sub-agent's part of one. */
export type Thread = {
  /** The same seed gives the same conversation, which is how copies of a history are written. */
  readonly seed: string;
  readonly startAt: number;
  /** No reply begins after this instant. */
  readonly until: number;
  readonly replies: number;
  /** Raw model ids and how often each answers a turn. */
  readonly models: readonly (readonly [string, number])[];
  readonly billing: Billing;
  /** Tokens in the window before the first prompt: system prompt, tools, or a parent's history. */
  readonly context: number;
  /** Median bytes of a tool's result. */
  readonly resultBytes: number;
  /** Puts the second reply across 00:00 UTC. */
  readonly overMidnight?: boolean;
  /** No pause is longer than so many milliseconds. */
  readonly longestPause?: number;
};

/** How a provider splits what it reads and writes in its prompt cache. */
export type Billing = 'anthropic' | 'openai' | 'openai-writes';

export type Block = { readonly kind: 'thinking' | 'text' | 'tool'; readonly bytes: number };

/** One model response, what led to it and what its tools gave back. */
export type Reply = {
  readonly index: number;
  readonly id: string;
  readonly requestId: string;
  readonly at: number;
  readonly model: string;
  readonly counts: Counts;
  /** Tokens in the window after it. */
  readonly context: number;
  /** Present when a person's prompt opened a turn with it. */
  readonly prompt?: { readonly at: number; readonly bytes: number };
  /** The history was summed up before this reply. */
  readonly compacted: boolean;
  readonly blocks: readonly Block[];
  /** Bytes of each tool result that follows. */
  readonly results: readonly number[];
};

const windowTokens = 170_000;
const day = 86_400_000;

/** The replies of a thread in order. */
export function* conversation(thread: Thread): Generator<Reply> {
  const random = new Random(`${thread.seed}/conversation`);
  const state: State = {
    at: thread.startAt,
    window: { context: thread.context, cached: 0, longCache: random.chance(0.3) },
    leftInTurn: 0,
    model: random.weighted(thread.models),
  };
  for (let index = 0; index < thread.replies; index++) {
    const reply = replyOf(thread, random, state, index);
    if (reply.at > thread.until) {
      return;
    }
    yield reply;
  }
}

type Window = { context: number; cached: number; readonly longCache: boolean };
type State = { at: number; readonly window: Window; leftInTurn: number; model: string };

function replyOf(thread: Thread, random: Random, state: State, index: number): Reply {
  const { window } = state;
  const opens = state.leftInTurn === 0;
  if (opens) {
    state.leftInTurn = random.logNormal(4, 0.9, 40);
    state.model = random.weighted(thread.models);
  }
  state.leftInTurn--;
  state.at = nextInstant(thread, random, state.at, index, opens);
  const { at, model } = state;
  const prompt = { at: at - random.integer(20, 2_000), bytes: random.logNormal(300, 1, 20_000) };
  const compacted = window.context > windowTokens;
  if (compacted) {
    window.context = 24_000;
    window.cached = 0;
  }
  const blocks = blocksOf(random, state.leftInTurn > 0);
  const results = blocks
    .filter((block) => block.kind === 'tool')
    .map(() => random.logNormal(thread.resultBytes, 1.45, 200_000));
  const counts = countsOf(random, thread.billing, window, blocks);
  window.cached = window.context;
  window.context += counts.output + Math.round(sum(results) / 4) + random.integer(20, 200);
  const ids = { id: random.identifier('msg_01'), requestId: random.identifier('req_011C') };
  return {
    index,
    ...ids,
    at,
    model,
    counts,
    context: window.context,
    ...(opens ? { prompt } : {}),
    compacted,
    blocks,
    results,
  };
}

function nextInstant(thread: Thread, random: Random, at: number, index: number, opens: boolean): number {
  const pause = opens && index > 0 ? random.logNormal(180_000, 1.3, 14_400_000) : random.logNormal(9_000, 0.9, 300_000);
  if (thread.overMidnight === true && index === 1) {
    return (Math.floor(at / day) + 1) * day - 100;
  }
  return at + Math.min(pause, thread.longestPause ?? pause);
}

function blocksOf(random: Random, more: boolean): Block[] {
  const blocks: Block[] = [];
  if (random.chance(0.3)) {
    blocks.push({ kind: 'thinking', bytes: random.logNormal(600, 0.8, 12_000) });
  }
  if (!more || random.chance(0.35)) {
    blocks.push({ kind: 'text', bytes: random.logNormal(350, 1, 16_000) });
  }
  if (more) {
    const calls = random.weighted([
      [1, 80],
      [2, 14],
      [3, 6],
    ]);
    for (let call = 0; call < calls; call++) {
      blocks.push({ kind: 'tool', bytes: random.logNormal(320, 1.3, 60_000) });
    }
  }
  return blocks;
}

/** Counts that fit the texts: the window is read from the cache as far as the last request left it there. */
function countsOf(random: Random, billing: Billing, window: Window, blocks: readonly Block[]): Counts {
  const written = sum(blocks.map((block) => block.bytes));
  const output = 10 + Math.round(written / 3.6) + random.integer(0, 60);
  const reasoning = Math.min(output, Math.round(written / 9) + random.integer(0, 40));
  const none = { cacheWrite5m: 0, cacheWrite1h: 0 };
  if (billing !== 'anthropic') {
    const cacheRead = random.chance(0.08) ? 0 : Math.floor(window.cached / 128) * 128;
    const fresh = window.context - cacheRead + random.integer(5, 60);
    const cacheWrite5m = billing === 'openai-writes' ? Math.floor(fresh * 0.8) : 0;
    return { input: fresh - cacheWrite5m, cacheRead, ...none, cacheWrite5m, output, reasoning };
  }
  const expired = random.chance(0.04);
  const cacheRead = expired ? 0 : window.cached;
  const write = window.context - cacheRead + random.integer(1, 40);
  const part = window.longCache ? 1 : random.chance(0.1) ? random.fraction() : 0;
  const cacheWrite1h = Math.floor(write * part);
  return {
    input: random.integer(1, 12),
    cacheRead,
    cacheWrite5m: write - cacheWrite1h,
    cacheWrite1h,
    output,
    reasoning,
  };
}

function sum(list: readonly number[]): number {
  return list.reduce((total, value) => total + value, 0);
}
