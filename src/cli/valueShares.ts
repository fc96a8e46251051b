import type { KeptDimension } from '../protocol/kept.js';

/** Null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The maps of the JSON, in its order. */
export const kindOfSplit = [
  ['tool', 'byTool'],
  ['model', 'byModel'],
  ['day', 'byDay'],
  ['session', 'bySession'],
  ['branch', 'byBranch'],
] as const satisfies readonly (readonly [KeptDimension, string])[];
