import { addDays, type DayKey } from '../day.js';
import { band, type DayFigures, dayScore, formulaVersion, score, type Usual, usualOf } from './formulae.js';

/** Fewer AI lines are no active day: a day of reviews with one small fix costs nothing. */
const leastLines = 10;
const scoreDays = 28;
const usualDays = 60;

export interface KeptDay extends DayFigures {
  readonly day: DayKey;
}

/** A day as it went into a score: all that is needed to compute it again. */
export interface ScoredDay extends KeptDay {
  readonly usual: Usual;
  readonly points: number;
}

/** The score of 28 days with its evidence. */
export interface KeptScore {
  readonly formula: number;
  readonly since: DayKey;
  readonly until: DayKey;
  /** Null: too little to say, as are fewer than six active days. */
  readonly score: number | null;
  readonly band: number | null;
  /** Active days of the 28, in order. */
  readonly days: readonly ScoredDay[];
}

/**
 * The score of the 28 days that end with `until`. What is usual for a day comes from the active days of the 60 before it.
 * Later days count nothing (G3: no future).
 */
export function scoreOf(all: readonly KeptDay[], until: DayKey): KeptScore {
  const since = addDays(until, 1 - scoreDays);
  const active = all.filter((day) => day.lines >= leastLines && day.day <= until);
  const days = active
    .filter(({ day }) => day >= since)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map((day) => {
      const from = addDays(day.day, -usualDays);
      const usual = usualOf(active.filter((other) => other.day >= from && other.day < day.day));
      return { ...day, usual, points: dayScore(day, usual) };
    });
  const points = score(days.map((day) => day.points));
  return {
    formula: formulaVersion,
    since,
    until,
    score: points,
    band: points === null ? null : band(points),
    days,
  };
}
