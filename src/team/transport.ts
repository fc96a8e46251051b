import type { Sealed } from './sealing.js';
import type { Slot } from './slots.js';

/** Tells one content of a slot from the next, on one machine; of no meaning elsewhere. */
export type Version = string;

/**
 * Where a team's sealed objects are kept: a dumb place that is trusted with nothing. All methods throw `TeamError` with one
 * of the reasons of a place, or the signal's own error once it aborts.
 */
export interface Transport {
  /** All slots with what they hold now. What is no object of ours is left out. */
  list(signal?: AbortSignal): Promise<ReadonlyMap<Slot, Version>>;
  /** The objects of these slots; what is gone, or larger than any object, is left out. */
  fetch(slots: readonly Slot[], signal?: AbortSignal): Promise<ReadonlyMap<Slot, Uint8Array>>;
  /** Writes a slot whole or not at all. Throws `stale` unless it holds what the caller knows; null: nothing. */
  push(slot: Slot, object: Sealed, expected: Version | null, signal?: AbortSignal): Promise<Version>;
  /** Empties a slot; one that is empty stays so. Throws `stale` as `push` does. */
  remove(slot: Slot, expected: Version, signal?: AbortSignal): Promise<void>;
}

/** Of any kind of object, in bytes. */
export const largestObject = 1_048_576;
