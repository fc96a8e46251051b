import { createHash } from 'node:crypto';
import type { ToolId } from './tally.js';

/** What to generate. Everything in the result follows from these values alone. */
export type Plan = {
  readonly seed: string;
  /** `plain` has no traps, `full` has all of them, `demo` is one believable developer. */
  readonly kind: 'plain' | 'full' | 'demo';
  /** About how many bytes the logs should have. */
  readonly bytes: number;
  /** About how many files they should be in. */
  readonly files: number;
  /** Each tool's share of the bytes. */
  readonly tools: Readonly<Partial<Record<ToolId, number>>>;
  /** How many days the logs cover, `endDay` (such as `2026-06-30`) being the last. */
  readonly days: number;
  readonly endDay: string;
  /** The zone of the truth's days and of the developer's working hours. */
  readonly timezone: string;
  /** `normal` has about 18 KB of log a request, `dense` about 6.9 KB. */
  readonly density: 'normal' | 'dense';
  /** Of a `full` corpus: every how manieth session has the trap whose turn it is; others come by chance. */
  readonly trapEvery: number;
  /** The instant at which a demo's live sessions stop. */
  readonly now: number;
};

/** Changes whenever the same plan gives other bytes, so that no cached corpus outlives its generator. */
const generatorVersion = 5;

const corpus: Plan = {
  seed: 'tallyboard',
  kind: 'full',
  bytes: 20e6,
  files: 0,
  tools: { 'claude-code': 0.67, codex: 0.33 },
  days: 180,
  endDay: '2026-06-30',
  timezone: 'UTC',
  density: 'normal',
  trapEvery: 1,
  now: Date.UTC(2026, 5, 30, 23),
};

/** A plan with the values of a 20 MB `full` corpus where none are given. */
export function planned(wanted: Partial<Plan>): Plan {
  const plan = { ...corpus, ...wanted };
  const files = plan.files > 0 ? plan.files : Math.max(160, Math.round(plan.bytes / 700_000));
  return { ...plan, files };
}

/**
 * The corpora of PERFORMANCE.md. The large ones are about speed: every eighth session has a trap, which is still more than
 * logs have. The small ones are about exactness: every session has one or more.
 */
export const corpora = {
  small: planned({}),
  plain: planned({ kind: 'plain', bytes: 100e6 }),
  C1: planned({ bytes: 1.01e9, files: 1458, trapEvery: 8 }),
  C1d: planned({ bytes: 1e9, files: 1458, density: 'dense', trapEvery: 8 }),
  C3: planned({ bytes: 3e9, files: 2966, trapEvery: 8 }),
} as const satisfies Record<string, Plan>;

/** The plan of the demo: sixty days that end now, in the given zone. */
export function demoPlan(now: number, timezone: string, seed = 'demo'): Plan {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const tools = { 'claude-code': 0.55, codex: 0.35, 'copilot-chat': 0.1 };
  return {
    ...corpus,
    seed,
    kind: 'demo',
    bytes: 6e6,
    files: 150,
    tools,
    days: 60,
    endDay: format.format(now),
    timezone,
    now,
  };
}

/** A short name for a plan, different for different plans. */
export function planKey(plan: Plan): string {
  const text = JSON.stringify([generatorVersion, ...Object.entries(plan).sort()]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
