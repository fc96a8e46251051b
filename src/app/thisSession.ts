import type { SessionRow } from '../core/report.js';
import type { UsageQuery, WindowUse } from '../protocol/ledger.js';
import type { Cancellation } from '../protocol/rpc.js';
import type { Asking, LedgerReader } from './you.js';

const minute = 60_000;
const day = 86_400_000;
/** A session with a request this short ago is going on. What is dated over a day ahead, by a clock that was wrong, is not. */
export const liveFor = 10 * minute;
/** "This session" is looked for this far back. */
const sessionsBack = 7 * day;
/** A session is summed this far back. */
const sessionLength = 60 * day;

/** The sessions that there are now, side by side. */
export interface Sessions {
  /** The tools' own: the newest that is going on in the workspace, else anywhere; else the last one. Without hooked use. */
  readonly tool: SessionRow | null;
  /** What was hooked in this window. */
  readonly window: WindowUse;
  /** Which of them "this session" means; null: none. */
  readonly means: 'tool' | 'window' | null;
}

/**
 * "This session" is where the person works: of the tools' session and the editor session, the one with the newest use
 * that counts. The editor session lies in the workspace: there it stands against the newest of the tools' sessions in
 * it, and what goes on in another folder does not outdo it. So an assist command or an accepted suggestion is in the
 * figure at once, and the next request of an agent leads back to the agent's.
 */
export async function sessionsNow(
  reader: LedgerReader,
  asking: Pick<Asking, 'now' | 'zone' | 'folders' | 'editorSession'>,
  signal?: Cancellation,
): Promise<Sessions> {
  const { now, zone, folders, editorSession } = asking;
  const newest = async (since: number, within?: readonly string[]) => {
    const query = { zone, since, until: now + day, limit: 1, folders: within, hooked: false } as const;
    return (await reader.call('sessions', query, signal)).sessions[0];
  };
  const [window, liveHere] = await Promise.all([
    reader.call('windowUse', { editorSession }, signal),
    folders.length > 0 ? newest(now - liveFor, folders) : undefined,
  ]);
  const found =
    liveHere ??
    (await newest(now - liveFor)) ??
    (folders.length > 0 ? await newest(now - sessionsBack, folders) : undefined) ??
    (await newest(now - sessionsBack));
  const tool = found ? await whole(reader, asking, found, signal) : null;
  return { tool, window, means: meant(now, tool, liveHere !== undefined, window) };
}

function meant(now: number, tool: SessionRow | null, liveHere: boolean, { lastAt }: WindowUse): Sessions['means'] {
  if (lastAt === null) return tool && 'tool';
  if (!tool) return 'window';
  const windowLives = lastAt >= now - liveFor;
  if (windowLives && !liveHere) return 'window';
  return lastAt > tool.end ? 'window' : 'tool';
}

/** With all its use, not only what lies in the range looked at. */
async function whole(
  reader: LedgerReader,
  { now, zone }: Pick<Asking, 'now' | 'zone'>,
  found: SessionRow,
  signal?: Cancellation,
): Promise<SessionRow> {
  const query = { zone, since: now - sessionLength, until: now + day, sessions: [found.id], limit: 1 };
  return (await reader.call('sessions', query, signal)).sessions[0] ?? found;
}

/** What a question about the editor session is narrowed by: since its start, in the workspace, and what it hooked. */
export function windowRange({ windowSince, folders, editorSession }: Asking) {
  return { since: windowSince, folders, editorSession } satisfies Partial<UsageQuery>;
}

/** What a question about "this session" is narrowed by; of none: nothing. */
export function sessionRange(asking: Asking, { tool, means }: Sessions): Partial<UsageQuery> {
  if (means === 'window') return windowRange(asking);
  return { sessions: means === 'tool' && tool ? [tool.id] : [] };
}
