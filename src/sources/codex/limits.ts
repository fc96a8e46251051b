import type { LimitSnapshot } from '../../core/observation.js';
import { instantOf, record, text } from '../json.js';

/** Of each plan window: used per cent and end. What was told last, to tell changes only. */
export type KnownLimits = Record<string, readonly [number, number | null]>;

const sameEnd = 60_000;
const windows: readonly (readonly [number, string])[] = [
  [300, '5h'],
  [1_440, 'daily'],
  [10_080, 'weekly'],
  [43_200, 'monthly'],
];

/** The windows of a `rate_limits` value that differ from what is known; `known` is brought up to date. */
export function changedLimits(limits: unknown, at: number, known: KnownLimits): LimitSnapshot[] {
  const value = record(limits);
  if (value === undefined) return [];
  const told = ['primary', 'secondary'].flatMap((name) => snapshot(value, name, at) ?? []);
  return told.filter((each) => {
    const before = known[each.window];
    known[each.window] = [each.usedPercent, each.resetsAt ?? null];
    return before === undefined || before[0] !== each.usedPercent || !near(before[1], each.resetsAt ?? null);
  });
}

/** Ends told as "in n seconds" wander by the time a response takes. */
function near(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) < sameEnd);
}

/** Two shapes: an object for each window, and (before 0.40) flat keys such as `primary_used_percent`. */
function snapshot(limits: Readonly<Record<string, unknown>>, name: string, at: number): LimitSnapshot | undefined {
  const inner = record(limits[name]);
  const value = (key: string) => (inner === undefined ? limits[`${name}_${key}`] : inner[key]);
  const usedPercent = number(value('used_percent'));
  if (usedPercent === undefined || !Number.isFinite(at)) return undefined;
  const length = windowName(number(value('window_minutes')) ?? number(value('window_duration_mins')), name);
  const family = text(limits['limit_id']);
  const window = family === undefined || family === 'codex' ? length : `${family} ${length}`;
  return {
    kind: 'limit',
    tool: 'codex',
    window,
    usedPercent,
    resetsAt: endOf(value('resets_at'), value('resets_in_seconds'), at),
    at,
  };
}

/** Lengths come one minute short at times (299, 10079). */
function windowName(minutes: number | undefined, name: string): string {
  if (minutes === undefined || minutes <= 0) return name;
  const known = windows.find(([length]) => Math.abs(length - minutes) <= 1);
  if (known !== undefined) return known[1];
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

function endOf(end: unknown, seconds: unknown, at: number): number | undefined {
  const instant = instantOf(end);
  if (!Number.isNaN(instant)) return instant;
  const left = number(seconds);
  return left === undefined ? undefined : Math.round(at + left * 1000);
}

function number(value: unknown): number | undefined {
  const result = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof result === 'number' && Number.isFinite(result) ? result : undefined;
}
