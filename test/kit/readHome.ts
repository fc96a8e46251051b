import type { Observation, RequestObservation } from '../../src/core/observation.js';
import type { Places, SkipReason, Source } from '../../src/core/source.js';
import { inOrder, joined } from './readHome/joining.js';
import { Reader } from './readHome/reader.js';
import { placesOf, type Unit, unitsOf, unread } from './readHome/units.js';

export { compareExpected, type Expected, sum } from './readHome/sums.js';

export interface ReadOptions {
  /** Byte offsets at which a line file was cut while it grew: one reading up to each, then one of the whole. */
  readonly splits?: (path: string, bytes: Buffer) => readonly number[];
  /** The order of the files within each reading. */
  readonly order?: (paths: readonly string[]) => readonly string[];
  /** What differs from a plain Linux home without environment variables. */
  readonly places?: Partial<Places>;
}

export interface HomeReading {
  /** What counts, in a fixed order. */
  readonly rows: readonly RequestObservation[];
  /** Everything the sources emitted, as emitted. */
  readonly observations: readonly Observation[];
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  readonly files: readonly string[];
}

/** A slow, obviously right reading of a home folder: the reference for the ledger. */
export function readHome(sources: readonly Source[], home: string, options: ReadOptions = {}): HomeReading {
  return readUnits(unitsOf(sources, { ...placesOf(home), ...options.places }), options);
}

/**
 * The same of files that were found before: a folder that stays as it is need not be walked for each of many readings, which took
 * half of their time. None of them knows of another.
 */
export function readUnits(found: readonly Unit[], options: Omit<ReadOptions, 'places'> = {}): HomeReading {
  const units = found.map(unread);
  const reader = new Reader(units);
  const cuts = new Map(units.map((unit) => [unit, options.splits?.(unit.path, unit.content) ?? []]));
  const passes = Math.max(0, ...[...cuts.values()].map((list) => list.length));
  for (let pass = 0; pass <= passes; pass++) {
    for (const path of options.order?.(units.map((unit) => unit.path)) ?? units.map((unit) => unit.path)) {
      for (const unit of units.filter((each) => each.path === path)) {
        unit.visible = Math.max(unit.visible, cuts.get(unit)?.[pass] ?? unit.content.length);
        reader.read(unit);
      }
    }
    reader.settle();
  }
  const observations = units.flatMap((unit) => unit.rows);
  return {
    rows: inOrder(joined(observations)),
    observations,
    skipped: added(units.map((unit) => unit.skipped)),
    files: units.map((unit) => unit.path),
  };
}

function added(counts: readonly Partial<Record<SkipReason, number>>[]): Partial<Record<SkipReason, number>> {
  const sums: Partial<Record<SkipReason, number>> = {};
  for (const [reason, count] of counts.flatMap((each) => Object.entries(each) as [SkipReason, number][])) {
    sums[reason] = (sums[reason] ?? 0) + count;
  }
  return sums;
}
