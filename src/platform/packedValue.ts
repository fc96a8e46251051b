import { deserialize, serialize } from 'node:v8';
import type { Packed } from '../protocol/kept.js';

/** Plain values and bytes, as the structured clone of a message between threads would carry them. */
export function packValue<T>(value: T): Packed<T> {
  return serialize(value) as Packed<T>;
}

export function unpackValue<T>(bytes: Packed<T>): T {
  return deserialize(bytes) as T;
}
