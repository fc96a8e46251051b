import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

/** Anything JSON can be, to be looked into with `field`. */
export type Json = unknown;

/** All files below a folder, sorted by path; none when the folder is absent. */
export function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
}

/** The objects of a log's complete lines, the whole file read at once; what is no JSON object is left out. */
export function objectsOf(path: string): Json[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString('utf8');
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .slice(0, -1);
  return lines.map(parsed).filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** JSON of a text, or nothing when it is none. */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value at a path of keys, or nothing. */
export function field(value: Json, ...path: readonly (string | number)[]): Json {
  let current = value;
  for (const key of path) {
    current =
      typeof current === 'object' && current !== null ? (current as Record<string | number, Json>)[key] : undefined;
  }
  return current;
}

/** A text at a path, or ''. */
export function textAt(value: Json, ...path: readonly (string | number)[]): string {
  const found = field(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** A count at a path: nulls and absent ones are 0, numbers in strings are numbers. */
export function countAt(value: Json, ...path: readonly (string | number)[]): number {
  const count = Number(field(value, ...path) ?? 0);
  return Number.isFinite(count) && count > 0 ? Math.trunc(count) : 0;
}

/** An instant from ISO text or milliseconds, or NaN. */
export function instantOf(value: Json): number {
  return typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
