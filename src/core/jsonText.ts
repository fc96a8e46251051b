/**
 * Reading and changing JSON as text: what is not changed stays as it was, byte for byte, with its comments, order,
 * indentation and ends of lines.
 */

interface Placed {
  /** The first character, and the first after the last. */
  readonly start: number;
  readonly end: number;
}

/** A value with where it stands. Of an object the entries have keys. */
export type JsonNode =
  | (Placed & { readonly kind: 'object' | 'array'; readonly entries: readonly JsonEntry[] })
  | (Placed & { readonly kind: 'plain'; readonly value: string | number | boolean | null });

export type JsonContainer = Extract<JsonNode, { entries: unknown }>;

/** A member of an object from its key on, or an item of a list. */
export interface JsonEntry extends Placed {
  readonly key: string | undefined;
  readonly value: JsonNode;
}

/** `line` counts from 1. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
  readonly line: number;

  constructor(line: number) {
    super(`Line ${line} is no JSON.`);
    this.line = line;
  }
}

/** Reads a JSON text with comments and trailing commas, a byte order mark or none. Throws `JsonTextError`. */
export function parseJsonText(text: string): JsonNode {
  const reader = new Reader(text);
  const root = reader.value(text.startsWith('\uFEFF') ? 1 : 0, 0);
  if (skipTrivia(text, root.end) < text.length) throw reader.error(root.end);
  return root;
}

/** The value at a path of keys; undefined where there is none. The last of several members of one key counts. */
export function nodeAt(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  const [key, ...rest] = path;
  if (key === undefined || node === undefined) return node;
  if (node.kind !== 'object') return undefined;
  return nodeAt(node.entries.findLast((entry) => entry.key === key)?.value, ...rest);
}

const deepest = 200;

class Reader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  error(at: number): JsonTextError {
    return new JsonTextError(this.#text.slice(0, skipTrivia(this.#text, at)).split('\n').length);
  }

  value(from: number, depth: number): JsonNode {
    const start = skipTrivia(this.#text, from);
    const first = this.#text[start];
    if (depth > deepest) throw this.error(start);
    if (first === '{') return this.#container('object', '}', start, depth);
    if (first === '[') return this.#container('array', ']', start, depth);
    return this.#plain(start);
  }

  #container(kind: 'object' | 'array', closing: string, start: number, depth: number): JsonNode {
    const entries: JsonEntry[] = [];
    let at = skipTrivia(this.#text, start + 1);
    while (this.#text[at] !== closing) {
      const entry = this.#entry(kind, at, depth);
      entries.push(entry);
      at = skipTrivia(this.#text, entry.end);
      if (this.#text[at] === ',') at = skipTrivia(this.#text, at + 1);
      else if (this.#text[at] !== closing) throw this.error(at);
    }
    return { kind, start, end: at + 1, entries };
  }

  #entry(kind: 'object' | 'array', start: number, depth: number): JsonEntry {
    if (kind === 'array') {
      const value = this.value(start, depth + 1);
      return { key: undefined, start, end: value.end, value };
    }
    const key = this.#plain(start);
    const colon = skipTrivia(this.#text, key.end);
    if (typeof key.value !== 'string' || this.#text[colon] !== ':') throw this.error(start);
    const value = this.value(colon + 1, depth + 1);
    return { key: key.value, start, end: value.end, value };
  }

  #plain(start: number): Extract<JsonNode, { kind: 'plain' }> {
    const pattern = /"(?:[^"\\]|\\.)*"|[-+.\w]+/sy;
    pattern.lastIndex = start;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw this.error(start);
    try {
      const value = JSON.parse(found) as string | number | boolean | null;
      return { kind: 'plain', start, end: start + found.length, value };
    } catch {
      throw this.error(start);
    }
  }
}

const trivia = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

/** The place of the first character from `at` on that is neither white space nor comment. */
export function skipTrivia(text: string, at: number): number {
  for (let place = at; ; place = trivia.lastIndex) {
    trivia.lastIndex = place;
    if (!trivia.test(text)) return place;
  }
}

/** The end of the last comment from `at` on before `end`, else `at`: where something may follow what is there. */
export function afterComments(text: string, at: number, end: number): number {
  let last = at;
  for (let place = at; place < end; place = trivia.lastIndex) {
    trivia.lastIndex = place;
    const found = trivia.exec(text)?.[0];
    if (found === undefined) return last;
    if (found.startsWith('/')) last = trivia.lastIndex;
  }
  return last;
}
