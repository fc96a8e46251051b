import { afterComments, type JsonContainer, skipTrivia } from './jsonText.js';

/**
 * Adds one entry as the last of a container that was read from `text`. The text before and after it stays as it is; the
 * entry is written as the text is: its ends of lines, its indentation, on one line where the container is.
 */
export function addEntry(text: string, container: JsonContainer, key: string | undefined, value: unknown): string {
  const last = container.entries.at(-1);
  const style = styleOf(text, container);
  const name = key === undefined ? '' : `${JSON.stringify(key)}: `;
  const entry = `${style.before}${name}${valueText(value, style)}`;
  const closing = container.end - 1;
  if (!last) {
    const at = afterComments(text, container.start + 1, closing);
    const ended = text.slice(at, closing).includes('\n');
    return insert(text, at, ended ? entry : `${entry}${style.newline}${style.outer}`);
  }
  const comma = skipTrivia(text, last.end);
  if (text[comma] === ',') return insert(text, afterComments(text, comma + 1, closing), `${entry},`);
  const at = afterComments(text, last.end, closing);
  return insert(insert(text, at, entry), last.end, ',');
}

/** Takes away one entry with the comma that it needed: the reverse of `addEntry`. Comments stay. */
export function removeEntry(text: string, container: JsonContainer, index: number): string {
  const entry = container.entries[index];
  const before = container.entries[index - 1];
  if (!entry) return text;
  // After the comma, which is there between two entries.
  const from = before ? skipTrivia(text, before.end) + 1 : container.start + 1;
  const start = afterComments(text, from, entry.start);
  const comma = skipTrivia(text, entry.end);
  if (text[comma] === ',') return cut(text, { from, start, end: comma + 1 });
  const bare = container.entries.length === 1 && /^\s*$/.test(text.slice(container.start + 1, start));
  const without = cut(text, { from, start, end: bare ? container.end - 1 : entry.end });
  return before ? without.slice(0, from - 1) + without.slice(from) : without;
}

/** Puts another text in the place of a value. */
export function replaceRange(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  by: string,
): string {
  return text.slice(0, start) + by + text.slice(end);
}

function insert(text: string, at: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at);
}

/** Without [start, end). What follows does not become a part of a line comment between `from` and `start`. */
function cut(
  text: string,
  { from, start, end }: { readonly from: number; readonly start: number; readonly end: number },
): string {
  const commented = /\/\/[^\n]*$/.test(text.slice(from, start)) && !/^\r?\n/.test(text.slice(end));
  return `${text.slice(0, start)}${commented ? '\n' : ''}${text.slice(end)}`;
}

interface Style {
  readonly newline: string;
  readonly unit: string;
  /** White space before the container's closing, and before an entry of it. */
  readonly outer: string;
  readonly inner: string;
  /** All that stands before an entry. */
  readonly before: string;
  readonly oneLine: boolean;
}

function styleOf(text: string, container: JsonContainer): Style {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const oneLine = container.entries.length > 0 && !text.slice(container.start, container.end).includes('\n');
  const outer = indentationAt(text, container.start);
  const first = container.entries[0];
  const ownLine = first && /\n[ \t]*$/.test(text.slice(container.start, first.start));
  const inner = ownLine ? indentationAt(text, first.start) : outer + unit;
  const spaced = /^. |^[^,]*, /.test(text.slice(container.start, container.end));
  return { newline, unit, outer, inner, before: oneLine ? (spaced ? ' ' : '') : newline + inner, oneLine };
}

/** The white space that the line of this place begins with. */
function indentationAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).replace(/^\uFEFF/, '');
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function valueText(value: unknown, { oneLine, unit, inner, newline }: Style): string {
  if (oneLine) return JSON.stringify(value);
  return JSON.stringify(value, undefined, unit).replaceAll('\n', newline + inner);
}
