/**
 * Works as if a minute had passed, so that a folder which has just changed has not for a while. What comes after it is in another tick of
 * the system's clock.
 */
export function later<T>(work: () => T): T {
  const { now } = Date;
  Date.now = () => now() + 60_000;
  try {
    return work();
  } finally {
    Date.now = now;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 12);
  }
}
