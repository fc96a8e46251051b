import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * From now on this process runs where others leave room. On Linux a priority is a thread's own, and those of V8 that compile
 * and collect in the background are there already: each is asked for it. A system that refuses lets it run as before.
 */
export function runAtLowPriority(): void {
  for (const thread of threads()) {
    try {
      setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It has ended meanwhile, or may not be changed.
    }
  }
}

function threads(): readonly number[] {
  if (process.platform !== 'linux') return [0];
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}
