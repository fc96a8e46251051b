import { Lease } from '../ledger/lease.js';
import { systemClock } from '../platform/clock.js';
import { runAtLowPriority } from '../platform/lowPriority.js';
import { parentWire } from '../platform/processWire.js';
import { newCancellation } from '../platform/workerWire.js';
import type { ApartEvents, ApartMethods } from '../protocol/ledger.js';
import { connect } from '../protocol/rpc.js';
import { openCounting } from './counting.js';

/** The other end of `readApart`: reads once, and ends when whoever started it does. SQLite undoes what it was writing. */
export function serveApart(): void {
  runAtLowPriority();
  process.on('disconnect', () => process.exit());
  const peer = connect<ApartMethods, Record<string, never>, ApartEvents, Record<string, never>>({
    wire: parentWire,
    newCancellation,
    handlers: {
      async read({ settings, holder }, signal) {
        const { ledger, scanner } = openCounting(settings);
        try {
          const lease = holder === undefined ? undefined : new Lease(ledger.database, systemClock, holder);
          const { filesRead, records } = await scanner.pass({
            signal,
            guard: lease && (() => lease.check()),
            pauseMs: 1,
            onProgress: (step) => peer.emit('progress', step),
          });
          return { filesRead, records };
        } finally {
          ledger.close();
        }
      },
    },
  });
}
