import { readFileSync } from 'node:fs';
import type { Places } from '../../core/source.js';
import type { Told, TotalsSource } from '../../core/totals.js';
import { LineReader } from '../../platform/lineReader.js';
import { loneFacts } from '../../platform/loneFacts.js';
import { rootsOf } from '../../platform/roots.js';
import { type FoundFile, filesBelow } from '../../platform/walk.js';

/** A line of a log: the offset after its end tells it; `lineOf` gives its number. */
export interface Place {
  readonly path: string;
  readonly end: number;
}

/** A figure, and the line that tells it. */
export type ToldLine = Told & Place & { readonly tool: string };

export interface ToldOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
}

/** Reading goes on at most so long before others get their turn, in milliseconds. */
const sliceMs = 25;

/**
 * Reads what the tools say themselves, from all their files. Nothing is kept, so it may be stopped at any file. A file
 * that cannot be read tells nothing: the counting pass says so already.
 */
export async function readTold<Item>(
  // biome-ignore lint/suspicious/noExplicitAny: each source owns its state type; it is only carried here.
  sources: readonly TotalsSource<any, Item>[],
  places: Places,
  options: ToldOptions = {},
): Promise<(Item & Place & { readonly tool: string })[]> {
  const reader = new LineReader();
  const lines: (Item & Place & { readonly tool: string })[] = [];
  let sliceEnd = performance.now() + sliceMs;
  for (const source of sources) {
    for (const file of filesBelow(rootsOf(source.source, places))) {
      if (options.signal?.aborted) return lines;
      readFile(reader, source, file, lines);
      if (performance.now() < sliceEnd) continue;
      await new Promise((resolve) => setTimeout(resolve, 1));
      sliceEnd = performance.now() + sliceMs;
    }
  }
  return lines;
}

function readFile<Item>(
  reader: LineReader,
  totals: TotalsSource<unknown, Item>,
  file: FoundFile,
  lines: (Item & Place & { readonly tool: string })[],
): void {
  const facts = loneFacts(totals.source.companions?.(file.path) ?? [], file);
  const state = totals.start(facts);
  const tool = totals.source.id;
  let end = 0;
  const tell = (told: Item) => void lines.push({ ...told, tool, path: file.path, end });
  try {
    reader.read(file.path, 0, undefined, totals.shape, {
      line(line, lineEnd) {
        end = lineEnd;
        totals.read(line, state, tell, facts);
      },
      malformed() {},
      tooLong() {},
      restart() {},
    });
  } catch {
    // What was told before the damage stays.
  }
}

/** The number of the line that ends at an offset, from 1; undefined where the file cannot be read so (an archive). */
export function lineOf({ path, end }: Place): number | undefined {
  if (path.endsWith('.zst')) return undefined;
  try {
    const bytes = readFileSync(path).subarray(0, end);
    let line = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) line++;
    return line;
  } catch {
    return undefined;
  }
}
