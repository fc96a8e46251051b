import { addDays } from '../../../src/core/day.js';
import type { KeptAnswer } from '../../../src/protocol/kept.js';
import type { KeptData } from '../../../src/protocol/page.js';

/** What stayed of so many lines; 73 % of the changes are edits. */
export function keptOf(lines: number, kept: number, more: Partial<KeptAnswer> = {}): KeptAnswer {
  return {
    total: { edits: 12, lines, kept, aged: 0, survived: 0 },
    rows: [],
    leftOut: {},
    noted: { kept: 0, aged: 0, survived: 0 },
    waiting: 0,
    coverage: { seen: 73, escaped: 27 },
    backwards: true,
    ...more,
  };
}

/** Lines and what stayed of them in the 13 weeks up to that of Thu 19 Nov 2026; one off, one of few lines. */
const weeks = [
  [310, 223],
  [280, 213],
  [402, 281],
  [365, 270],
  [350, 273],
  [298, 230],
  [0, 0],
  [31, 28],
  [300, 225],
  [340, 275],
  [420, 332],
  [388, 322],
  [212, 174],
] as const;

export const kept: KeptData = {
  revision: 7,
  recent: keptOf(1_360, 1_115),
  weeks: weeks.map(([lines, of], index) => ({ first: addDays('2026-08-24', 7 * index), lines, kept: of })),
};

const early = weeks.map(([lines], index) => ({
  first: addDays('2026-08-24', 7 * index),
  lines: index === 12 ? 31 : 0,
  kept: index === 12 ? Math.min(lines, 20) : 0,
}));
/** Under the least sample. */
export const keptEarly: KeptData = {
  revision: 7,
  recent: keptOf(31, 20, { leftOut: { undecided: 4 }, waiting: 2, coverage: { seen: 7, escaped: 0 } }),
  weeks: early,
};
