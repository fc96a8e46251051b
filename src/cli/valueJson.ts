import type { Value } from '../app/otherCli.js';
import type { KeptDimension, KeptSum } from '../protocol/kept.js';
import { kindOfSplit, shareOf } from './valueShares.js';

/** The documented JSON of `tallyboard report --value`: a contract for scripts. Field order is part of it. */
export function valueJson(
  { total, by, score, cacheHitRatio, costPerKeptLine, costAtLeast, evidence }: Value,
  {
    zone,
    since,
    until,
    splits,
  }: {
    readonly zone: string;
    readonly since?: string | undefined;
    readonly until?: string | undefined;
    readonly splits?: readonly KeptDimension[] | undefined;
  },
): object {
  const told = kindOfSplit.filter(([dimension]) => splits?.includes(dimension) ?? true);
  const maps = told.map(([dimension, name]) => {
    const entries = by[dimension].map(({ key, ...sum }) => [key[dimension] ?? '', sumJson(sum)] as const);
    return [name, Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))] as const;
  });
  const { seen, escaped } = total.coverage;
  return {
    schema: 1,
    timezone: zone,
    since: since ?? null,
    until: until ?? null,
    formula: score.formula,
    backwards: total.backwards,
    total: sumJson(total.total),
    ...Object.fromEntries(maps),
    leftOut: total.leftOut,
    noted: { kept: total.noted.kept, aged: total.noted.aged, survived: total.noted.survived },
    coverage: { seen, escaped, share: shareOf(seen, seen + escaped) },
    cacheHitRatio,
    costPerKeptLineMicroUsd: costPerKeptLine === null ? null : Math.round(costPerKeptLine / 1000),
    costAtLeast,
    score: {
      since: score.since,
      until: score.until,
      score: score.score,
      band: score.band,
      days: score.days.map(({ day, lines, kept, output, usual, points }) => ({
        day,
        lines,
        kept,
        output,
        usual,
        points,
      })),
    },
    ...(evidence ? { evidence } : {}),
  };
}

function sumJson({ edits, lines, kept, aged, survived }: KeptSum): object {
  return { edits, lines, kept, ratio: shareOf(kept, lines), aged, survived, survivedRatio: shareOf(survived, aged) };
}
