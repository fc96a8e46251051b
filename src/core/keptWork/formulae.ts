import { median, medianDistance } from './statistics.js';

/**
 * The formulae of kept work, version 2 (TEAM §3; version 1 had log2(1 + S15/10) for the volume, and paid 1.7 times for a
 * week's work on one day). Pure: who has the figures of the days can compute every score again to
 * the last digit. Tokens, cost, hours, sessions and prompts never score: none of them raises a result (G1); output tokens
 * only lower it, as what the kept lines took.
 */
export const formulaVersion = 2;

/** κ: so many lines as usual are added to each day, so that few lines say little. */
const shrinkage = 50;
/** μ and Y0 of who has no days yet. */
const firstRatio = 0.5;
const leastYield = 5;
const leastCap = 300;
/** 1.4826 makes the median distance comparable with a standard deviation. */
const capDistance = 6 * 1.4826;
/** Fewer active days say too little. */
export const leastDays = 6;
const bestShare = 0.6;
/** The most that the lines of a day are worth, and how many are worth half of it. */
const mostVolume = 5;
const halfVolume = 14;
/** A share of fewer AI lines says too little to be told. */
export const leastLinesTold = 50;
/** Points by which a share kept may be wrong, where it is worked out from git (`npm run bench -- --only kept`). */
export const keptError = 8;
/** The least score of the bands 2 to 5. */
const bandStarts = [10, 20, 30, 40] as const;

/** What one local day came to. */
export interface DayFigures {
  /** A: AI lines inserted that count. */
  readonly lines: number;
  /** S15, or what stands for it: those of them that stayed. */
  readonly kept: number;
  /** Output tokens of the day. */
  readonly output: number;
}

/** What is usual for a person, from the days before: μ, Y0 and cap. */
export interface Usual {
  readonly ratio: number;
  readonly yield: number;
  readonly cap: number;
}

/** R = (S15 + κ·μ) / (A + κ): the share that stayed, drawn to what is usual where few lines tell (G8). */
export function keptRatio({ lines, kept }: Pick<DayFigures, 'lines' | 'kept'>, usual: number): number {
  return (kept + shrinkage * usual) / (lines + shrinkage);
}

/** Y = S15 / (output tokens / 1000); undefined without output, as where the tool tells none. */
export function yieldOf({ kept, output }: Pick<DayFigures, 'kept' | 'output'>): number | undefined {
  return output > 0 ? kept / (output / 1000) : undefined;
}

/** E = min(1, Y / Y0); 1 where the yield is not known: what a tool does not tell costs nobody anything. */
export function efficiency(own: number | undefined, usual: number): number {
  return own === undefined ? 1 : Math.min(1, own / usual);
}

/** μ = median share kept, Y0 = median yield, at least 5, and cap = median + 6 · 1.4826 · MAD of lines kept, at least 300 (G4). */
export function usualOf(before: readonly DayFigures[]): Usual {
  const kept = before.map((day) => day.kept);
  const yields = before.map(yieldOf).filter((each) => each !== undefined);
  return {
    ratio: median(before.map((day) => day.kept / day.lines)) ?? firstRatio,
    yield: Math.max(leastYield, median(yields) ?? leastYield),
    cap: Math.max(leastCap, (median(kept) ?? 0) + capDistance * medianDistance(kept)),
  };
}

/**
 * V = 5 · S / (S + 14), S = min(S15, cap): lines soon say little more, what they are says all. It cannot go by time: who
 * works three days a week must come out as who works five, so the same work on fewer days is worth more by as much as V
 * grows. Five days' work on one gains 5 · (S + 14) / (5 · S + 14), at most 1.3 from 35 kept lines a day on; a logarithm
 * would gain 1.9. The curve is that of saturation (Michaelis and Menten 1913).
 */
export function volume(kept: number, cap: number): number {
  const lines = Math.min(kept, cap);
  return (mostVolume * lines) / (lines + halfVolume);
}

/** V · (0.25 + 0.75·R) · (0.4 + 0.6·E). */
export function dayScore(day: DayFigures, usual: Usual): number {
  const ratio = keptRatio(day, usual.ratio);
  return volume(day.kept, usual.cap) * (0.25 + 0.75 * ratio) * (0.4 + 0.6 * efficiency(yieldOf(day), usual.yield));
}

/**
 * 10 · mean of the best 60 % of the active days (G5), a whole number; null for fewer than six: too little to say. Where
 * 60 % is no whole number of days, the last one counts in part, so that the number of days makes no difference.
 */
export function score(days: readonly number[]): number | null {
  if (days.length < leastDays) return null;
  const wanted = bestShare * days.length;
  const best = [...days].sort((a, b) => b - a);
  const sum = best.reduce((total, day, index) => total + day * Math.max(0, Math.min(1, wanted - index)), 0);
  return Math.round((10 * sum) / wanted);
}

/** 1 to 5, by thresholds that need nobody else's figures. */
export function band(points: number): number {
  return 1 + bandStarts.filter((start) => points >= start).length;
}

/** CHR = cacheRead / (cacheRead + cacheWrite + input); null of no input. */
export function cacheHitRatio(tokens: {
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly input: number;
}): number | null {
  const all = tokens.cacheRead + tokens.cacheWrite + tokens.input;
  return all > 0 ? tokens.cacheRead / all : null;
}

/** Cost / SC, whole nano-dollars, rounded half up; null where nothing was kept or no price is known. Own view only. */
export function costPerKeptLine(costNano: number | null, committed: number): number | null {
  return costNano === null || committed === 0 ? null : Math.round(costNano / committed);
}
