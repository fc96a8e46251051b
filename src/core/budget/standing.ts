import type { DayKey } from '../day.js';

/** Percent of a budget at which a person is told. */
export const crossings = [80, 100] as const;
export type Crossing = (typeof crossings)[number];

export interface Standing {
  /** Whole percent; a lower bound, and what is short of a crossing, rounded down: 80 and 100 stand only where they are true. */
  readonly percent: number;
  /** The highest crossing that is reached. */
  readonly crossed: Crossing | null;
  /** Some of the use has no price, or is known as a lower bound. */
  readonly atLeast: boolean;
}

/** What is used of a budget. `limit` is more than 0, in the unit of `used`. */
export function standing(used: number, limit: number, atLeast: boolean): Standing {
  const exact = (100 * used) / limit;
  const nearest = Math.round(exact);
  const percent = atLeast || crossings.some((each) => exact < each && each <= nearest) ? Math.floor(exact) : nearest;
  return { percent, crossed: crossings.findLast((each) => percent >= each) ?? null, atLeast };
}

/** The last crossing that a person was told of, and the period and budget it belongs to. */
export interface ToldCrossing {
  readonly from: DayKey;
  /** Tells one budget from another: a changed budget may be told of again. */
  readonly budget: string;
  readonly crossing: Crossing;
}

/**
 * What to tell now, and to remember as told; null where nothing is new. A jump over both tells of 100 alone; use that shrinks
 * (a new price) and grows again tells nothing twice; nor does a period that comes back with a change of zone.
 */
export function dueCrossing(
  { crossed }: Pick<Standing, 'crossed'>,
  now: Omit<ToldCrossing, 'crossing'>,
  told: ToldCrossing | null,
): ToldCrossing | null {
  if (crossed === null) return null;
  const same = told?.budget === now.budget;
  if (same && (told.from > now.from || (told.from === now.from && told.crossing >= crossed))) return null;
  return { ...now, crossing: crossed };
}
