/** The time that one window works on one workspace. It goes on over reloads. */
export interface EditorSession {
  readonly start: number;
  /** When the window last was there. */
  readonly heartbeat: number;
}

/** The window writes its heartbeat this often. */
export const heartbeatEvery = 60_000;

/**
 * The session that was kept, when its last heartbeat is younger than `idleMs`; else a new one. Anything else than a
 * session, one of the future included, counts as none.
 */
export function continueSession(kept: unknown, now: number, idleMs: number): EditorSession {
  const session = readSession(kept);
  if (!session || session.start > now || now - session.heartbeat >= idleMs) return { start: now, heartbeat: now };
  return { start: session.start, heartbeat: Math.max(now, session.heartbeat) };
}

function readSession(kept: unknown): EditorSession | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { start, heartbeat } = kept as Partial<Record<keyof EditorSession, unknown>>;
  if (typeof start !== 'number' || typeof heartbeat !== 'number') return undefined;
  if (!Number.isFinite(start) || !Number.isFinite(heartbeat) || heartbeat < start) return undefined;
  return { start, heartbeat };
}
