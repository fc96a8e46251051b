import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf, machineZone } from '../../core/day.js';
import { jsonOf, record } from '../../core/json.js';
import { withoutPadding } from '../../core/team/cleared.js';
import type { Opened } from '../../protocol/teamWork.js';
import type { Sent } from '../../team/seat.js';
import { epochOf } from '../../team/slots.js';
import { openedByAge } from '../../team/stockAge.js';
import { changeTeamFacts } from './facts.js';
import type { Membership } from './seat.js';

/**
 * Fetches this machine's last share from where the team keeps it, and has the stock `age` program on the path open it. Once both agree on every byte,
 * badges know of it.
 */
export async function openOwnShare({ seat, folder }: Membership): Promise<Opened> {
  const last = (await seat.store.sent()).findLast(isShare);
  const identity = (await seat.store.keys()).epochs.find(({ epoch }) => epoch === epochOf(last?.slot ?? ''))?.identity;
  const sealed = last && (await seat.transport.fetch([last.slot])).get(last.slot);
  if (!last || !sealed || identity === undefined) return { opened: false, reason: 'nothing' };
  if (createHash('sha256').update(sealed).digest('hex') !== last.hash) return { opened: false, reason: 'differs' };
  const text = await opened(sealed, identity);
  if (text === null) return { opened: false, reason: 'noAge' };
  if (text !== last.text) return { opened: false, reason: 'differs' };
  const day = dayOf(seat.now(), machineZone());
  changeTeamFacts(folder, (now) => ({ ...now, opened: now.opened ?? day }));
  return { opened: true, text };
}

function isShare({ text }: Sent): boolean {
  return Array.isArray(record(record(jsonOf(withoutPadding(text)))?.['body'])?.['weeks']);
}

/** Null where there is no such program. What is written for it is sealed. */
async function opened(sealed: Uint8Array, identity: string): Promise<string | undefined | null> {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-share-'));
  try {
    const file = join(folder, 'share.age');
    writeFileSync(file, sealed, { mode: 0o600 });
    return await openedByAge(file, identity);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
