import type { Stream } from '../core/team/heard.js';
import { derived, mac } from './keys.js';

/**
 * Where an object is kept: `<epoch>/<name>`. Roster and keyring of an epoch have plain names, since a member must
 * find them; all others are named by a keyed hash, which tells the host nothing. Requests and welcomes are of epoch 0.
 */
export type Slot = string;

const pattern = /^(0|[1-9]\d{0,5})\/(roster|keyring|[0-9a-f]{32})$/;

export function isSlot(text: string): boolean {
  return pattern.test(text);
}

export function epochOf(slot: Slot): number {
  return Number(slot.slice(0, slot.indexOf('/')));
}

export function commonSlot(epoch: number, kind: 'roster' | 'keyring'): Slot {
  return `${epoch}/${kind}`;
}

/** Names of what members say in an epoch. Needs the epoch's secret, so that only members can tell whose a slot is. */
export class SlotNames {
  readonly #epoch: number;
  readonly #key: Buffer;

  constructor(epoch: number, identity: string) {
    this.#epoch = epoch;
    this.#key = derived(identity, 'names');
  }

  of(stream: Stream): Slot {
    return `${this.#epoch}/${mac(this.#key, stream).slice(0, 32)}`;
  }
}

/** Where the answer to an invite, and the answer to that, are kept. */
export function inviteSlot(secret: string, kind: 'request' | 'welcome'): Slot {
  return `0/${mac(derived(secret, 'slots'), kind).slice(0, 32)}`;
}
