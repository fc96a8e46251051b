import { record, text } from '../../core/json.js';
import { requestShape } from './chatRequest.js';
import { type Kept, keep, reaches, set } from './projection.js';

/** A chat session as far as its counts need it: VS Code's mutation log replayed over what is kept. */
export interface ChatReplay {
  /** '' until told. */
  session: string;
  /** By position; null where a request is gone or not told. */
  requests: (Kept | null)[];
}

/** More requests than any session has: a longer index is damage, not data. */
const mostRequests = 100_000;

/**
 * Applies one entry (`kind` 0 all, 1 set, 2 cut the array at `i` and push, 3 delete) and returns the positions of the
 * requests it touched; undefined for what is no entry.
 */
export function applyEntry(replay: ChatReplay, entry: unknown): readonly number[] | undefined {
  const { kind, k, v, i } = record(entry) ?? {};
  if (kind === 0) return record(v) && replaceAll(replay, v);
  if (!Array.isArray(k)) return undefined;
  if (kind === 1) return setAt(replay, k, v);
  if (kind === 2) return pushAt(replay, k, Array.isArray(v) ? v : [], i);
  return kind === 3 ? setAt(replay, k, undefined) : undefined;
}

/** Whether an entry with this path can change what is kept. */
export function isKeptPath(path: readonly unknown[]): boolean {
  const [first, index, ...rest] = path;
  if (path.length === 0) return false;
  if (first === 'sessionId') return true;
  return first === 'requests' && (path.length === 1 || (isIndex(index) && reaches(requestShape, rest)));
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < mostRequests;
}

function replaceAll(replay: ChatReplay, value: unknown): readonly number[] {
  const session = record(value);
  replay.session = text(session?.['sessionId']) ?? replay.session;
  const requests = session?.['requests'];
  replay.requests = Array.isArray(requests) ? requests.map(keepRequest) : [];
  return range(0, replay.requests.length);
}

function setAt(replay: ChatReplay, path: readonly unknown[], value: unknown): readonly number[] {
  const [first, index, ...rest] = path;
  if (first === 'sessionId' && path.length === 1) replay.session = text(value) ?? replay.session;
  if (first !== 'requests') return [];
  if (path.length === 1) {
    replay.requests = Array.isArray(value) ? value.map(keepRequest) : [];
    return range(0, replay.requests.length);
  }
  if (!isIndex(index)) return [];
  while (replay.requests.length <= index) replay.requests.push(null);
  replay.requests[index] = set(replay.requests[index] ?? undefined, requestShape, rest, value) ?? null;
  return [index];
}

function pushAt(
  replay: ChatReplay,
  path: readonly unknown[],
  values: readonly unknown[],
  from: unknown,
): readonly number[] {
  const [first, index, ...rest] = path;
  if (first !== 'requests') return [];
  if (path.length > 1)
    return values.length > 0 && isIndex(index) && reaches(requestShape, rest) ? setAt(replay, path, values) : [];
  if (isIndex(from)) replay.requests.length = Math.min(replay.requests.length, from);
  const start = replay.requests.length;
  replay.requests.push(...values.map(keepRequest));
  return range(start, replay.requests.length);
}

function keepRequest(request: unknown): Kept | null {
  return record(request) ? (keep(request, requestShape) ?? null) : null;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}
