import { countNames, type Sum, type Truth, totalOf } from './generate/tally.js';

/** One figure that differs. */
export type Difference = {
  /** `totals`, or a group and its key such as `byDay 2026-01-09`. */
  readonly where: string;
  readonly bucket: string;
  readonly truth: number;
  readonly found: number;
};

type Figures = Readonly<Record<string, unknown>>;
type Groups = Readonly<Record<string, Figures>>;

/** Groups that are always compared, and those that are compared where both sides have them. */
const required = ['byTool', 'byModel', 'byDay'] as const;
const optional = ['bySession', 'byProject', 'byBranch'] as const;

/**
 * Where the output of `tallyboard report --json` (or a second truth) differs from a truth: every bucket, the total
 * and the requests, over all and by tool, model and day; by session, project and branch only where `found` has them
 * and `wide` is set. A key whose figures are all 0 equals an absent one. Empty when they are equal.
 */
export function differences(truth: Truth, found: Figures, wide = false): Difference[] {
  const list = sumDifferences('totals', truth.totals, figuresAt(found, 'totals'));
  const names = [...required, ...(wide ? optional.filter((name) => found[name] !== undefined) : [])];
  for (const name of names) {
    const groups = (found[name] ?? {}) as Groups;
    for (const key of new Set([...Object.keys(truth[name]), ...Object.keys(groups)])) {
      list.push(...sumDifferences(`${name} ${key}`, truth[name][key], groups[key]));
    }
  }
  return list;
}

/** The differences as lines for a person, at most `limit` of them. */
export function differenceText(list: readonly Difference[], limit = 20): string {
  const lines = list
    .slice(0, limit)
    .map(({ where, bucket, truth, found }) => `${where} ${bucket}: ${found} instead of ${truth} (${found - truth})`);
  return [...lines, ...(list.length > limit ? [`and ${list.length - limit} more`] : [])].join('\n');
}

function sumDifferences(where: string, truth: Sum | undefined, found: Figures | undefined): Difference[] {
  const named = truth as Figures | undefined;
  const rows = [...countNames, 'requests'].map((bucket) => ({
    where,
    bucket,
    truth: Number(named?.[bucket] ?? 0),
    found: Number(found?.[bucket] ?? 0),
  }));
  const total = {
    where,
    bucket: 'total',
    truth: truth === undefined ? 0 : totalOf(truth),
    found: Number(found?.['total'] ?? 0),
  };
  const checked = found !== undefined && !('total' in found) ? rows : [...rows, total];
  return checked.filter((row) => row.truth !== row.found);
}

function figuresAt(found: Figures, name: string): Figures {
  return (found[name] ?? {}) as Figures;
}
