import { createHash } from 'node:crypto';
import type { Cleared } from '../core/team/cleared.js';
import { seal } from './sealing.js';
import type { Seat } from './seat.js';
import type { Slot } from './slots.js';
import type { Version } from './transport.js';

/** Seals, hands over and writes down what left: the only way out. Throws as `Transport.push` does. */
export async function send(
  { store, transport, now }: Seat,
  slot: Slot,
  cleared: Cleared,
  recipients: readonly string[],
  expected: Version | null,
  signal?: AbortSignal,
): Promise<Version> {
  const sealed = await seal(cleared, recipients);
  const version = await transport.push(slot, sealed, expected, signal);
  const hash = createHash('sha256').update(sealed).digest('hex');
  await store.wasSent({ at: now(), slot, bytes: sealed.length, hash, text: withoutKeys(cleared.text) });
  return version;
}

/** A log that kept them would outlive the keys of epochs that are over. */
function withoutKeys(text: string): string {
  return text.replace(/AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}/g, 'AGE-SECRET-KEY-1…');
}
