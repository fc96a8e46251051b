/** One applied change of a file by an AI tool, as its log tells it. Its lines are text: hashed at once and dropped. */
export interface Edit {
  readonly kind: 'edit';
  /** The tool call's own id, with the file's place in it where one call changes several; copies of a log repeat it. */
  readonly id: string;
  readonly tool: string;
  /** The tool's own session id, without the tool's name. */
  readonly session: string;
  readonly model: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Working folder; '' if unknown. */
  readonly project: string;
  readonly branch: string;
  /** Absolute, or relative to `project`. */
  readonly file: string;
  /** As the file has them: those of a notebook's cells as strings of JSON. */
  readonly inserted: readonly string[];
  readonly removed: readonly string[];
}

/** A command that an AI tool ran and that writes files: what it wrote, no log tells. Only counted, for the coverage. */
export interface Escape extends Pick<Edit, 'id' | 'tool' | 'session' | 'at' | 'project'> {
  readonly kind: 'escape';
}

/** A person spoke to an AI tool: what it does next was asked for. Nothing of what was said. */
export interface Spoken extends Pick<Edit, 'tool' | 'session' | 'at'> {
  readonly kind: 'spoken';
}

/** Ways of working that logs of tools tell of beside edits: a tool of an MCP server was called, a turn planned before it changed anything. */
export const triedWays = ['mcp', 'plan'] as const;
export type TriedWay = (typeof triedWays)[number];

/** One of them was used. */
export interface Tried extends Pick<Edit, 'at'> {
  readonly kind: 'tried';
  readonly way: TriedWay;
}

export type Change = Edit | Escape | Spoken | Tried;

/** Lines of a text; a line end at its end begins no further line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * What an exchange of one text for another inserts and removes: lines that stand in both, at the start, at the end or in
 * between, are neither.
 */
export function exchange(before: string, after: string): Pick<Edit, 'inserted' | 'removed'> {
  const removed = linesOf(before);
  const inserted = linesOf(after);
  return { inserted: without(inserted, removed), removed: without(removed, inserted) };
}

/** Each line of `others` takes away one of `lines`. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}

const writes =
  /(^|[^<>&\d=-])>>?\s*(?!&|\/dev\/)[\w."'$/~-]|\btee\b|\bsed\s+(-\w*i|--in-place)|\bperl\s+-\w*i|\bgit\s+(apply|am|mv)\b|(^|[;&|]\s*)(patch|cp|mv)\s|\b(prettier|biome|eslint|ruff|black|gofmt|rustfmt)\b.*(--write|--fix|-w\b|format)/m;

/** Whether a shell command writes files in a way that no edit tells of. */
export function writesFiles(command: string): boolean {
  return writes.test(command);
}
