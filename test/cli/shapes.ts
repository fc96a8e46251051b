import assert from 'node:assert/strict';
import { run } from './rig.js';

/** What a command prints as JSON. */
export type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/** The shape of a value: key sets in their order, and the kinds of what is in them. Maps by names have one entry `*`. */
export function shapeOf(value: Json, maps: readonly string[], name = ''): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0] as Json, maps)];
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  const entries = Object.entries(value).map(([key, each]) => [key, shapeOf(each as Json, maps, key)] as const);
  return maps.includes(name) ? { '*': entries[0]?.[1] } : entries;
}

/** What a command that succeeds without a word on standard error prints. */
export async function json(...words: string[]): Promise<{ readonly [key: string]: Json }> {
  const { code, out, error } = await run(...words);
  assert.deepEqual([code, error], [0, '']);
  return JSON.parse(out) as { readonly [key: string]: Json };
}

/** Totals, as every report has them. */
export const totalsShape = [
  ['input', 'number'],
  ['cacheRead', 'number'],
  ['cacheWrite', 'number'],
  ['cacheWrite5m', 'number'],
  ['cacheWrite1h', 'number'],
  ['output', 'number'],
  ['reasoning', 'number'],
  ['total', 'number'],
  ['requests', 'number'],
  ['costMicroUsd', 'number'],
  ['costAtLeast', 'boolean'],
  ['unpricedModels', []],
  [
    'precision',
    [
      ['exact', 'number'],
      ['atLeast', 'number'],
      ['estimate', 'number'],
    ],
  ],
];
/** The members of a report that are maps by names. */
export const maps = ['byTool', 'byModel', 'byDay', 'bySession', 'byProject', 'byBranch'];
/** What a report tells of a tool whose logs it has read. */
export const sourceShape = [
  ['tool', 'string'],
  ['files', 'number'],
  ['bytes', 'number'],
  ['records', 'number'],
  ['skipped', []],
  ['lastEventAt', 'string'],
];
