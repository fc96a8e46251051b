import { type Hunk, hunksOf } from './hunks.js';
import { linesOf } from './prompt.js';

/**
 * The code of an answer with what the guard had taken out of the prompt put back: lines that the model left as it was sent
 * them are the person's own again. A line that the model changed keeps the mark of what is missing, for the person to see.
 *
 * @param prompt with everything in it
 * @param sent what the model got
 */
export function restored(code: readonly string[], prompt: string, sent: string): readonly string[] {
  if (prompt === sent) return code;
  const taken = hunksOf(linesOf(sent), linesOf(prompt)).filter(({ removed }) => removed.length > 0);
  const lines: string[] = [];
  for (let at = 0; at < code.length; ) {
    const hunk = taken.find(({ removed }) => removed.every((line, index) => sameText(line, code[at + index])));
    if (hunk) lines.push(...putBack(hunk, code.slice(at, at + hunk.removed.length)));
    else lines.push(code[at] ?? '');
    at += hunk?.removed.length ?? 1;
  }
  return lines;
}

function sameText(line: string, other: string | undefined): boolean {
  return line.trim() !== '' && line.trim() === other?.trim();
}

function putBack({ removed, added }: Hunk, now: readonly string[]): readonly string[] {
  return added.map((line, index) => {
    const place = Math.min(index, removed.length - 1);
    return indented(line, removed[place], now[place]);
  });
}

/** The model may have moved the line: it keeps the margin that the model gave it. */
function indented(original: string, sent: string | undefined, now: string | undefined): string {
  if (sent === undefined || now === undefined || marginOf(sent) !== marginOf(original)) return original;
  return marginOf(now) + original.trimStart();
}

function marginOf(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}
