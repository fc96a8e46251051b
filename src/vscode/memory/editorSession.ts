/** The time that one window works on one workspace. It goes on over reloads. */
export interface EditorSession {
  /** The instant of its start in base 36 and the window's random part. */
  readonly id: string;
  readonly start: number;
  /** When the window last was there. */
  readonly heartbeat: number;
}

/** The window writes its heartbeat this often. */
export const heartbeatEvery = 60_000;

/**
 * The session that was kept, when its last heartbeat is younger than `idleMs`; else a new one. Anything else than a
 * session, one of the future included, counts as none. One that an older build kept without an id gets one.
 */
export function continueSession(kept: unknown, now: number, idleMs: number): EditorSession {
  const session = readSession(kept);
  if (!session || session.start > now || now - session.heartbeat >= idleMs) return newSession(now, now);
  return { ...session, heartbeat: Math.max(now, session.heartbeat) };
}

function newSession(start: number, heartbeat: number): EditorSession {
  const [part = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { id: `${start.toString(36)}-${part.toString(36)}`, start, heartbeat };
}

function readSession(kept: unknown): EditorSession | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { id, start, heartbeat } = kept as Partial<Record<keyof EditorSession, unknown>>;
  if (typeof start !== 'number' || typeof heartbeat !== 'number') return undefined;
  if (!Number.isSafeInteger(start) || !Number.isFinite(heartbeat) || heartbeat < start) return undefined;
  return typeof id === 'string' && /^[0-9a-z]+-[0-9a-z]+$/.test(id)
    ? { id, start, heartbeat }
    : newSession(start, heartbeat);
}
