import { abandonedSession } from './abandonedSession.js';
import { cacheBreak } from './cacheBreak.js';
import type { Detector, Finding, InsightKind, SessionFacts } from './facts.js';
import { idleLoop } from './idleLoop.js';
import { largeModel } from './largeModel.js';
import { oversizedContext } from './oversizedContext.js';
import { reRead } from './reRead.js';
import { retryStorm } from './retryStorm.js';

const detectors: Readonly<Record<InsightKind, Detector>> = {
  'cache-break': cacheBreak,
  're-read': reRead,
  'oversized-context': oversizedContext,
  'retry-storm': retryStorm,
  'idle-loop': idleLoop,
  'large-model': largeModel,
  'abandoned-session': abandonedSession,
};

/** All waste found in sessions, the dearest first, then by tokens and session; those without a price come last. */
export function insightsOf(sessions: readonly SessionFacts[], now: number): readonly Finding[] {
  return sessions
    .flatMap((facts) => Object.values(detectors).flatMap((detect) => detect(facts, now)))
    .sort(
      (a, b) =>
        (b.costNano ?? -1) - (a.costNano ?? -1) ||
        b.tokens - a.tokens ||
        (a.session < b.session ? -1 : 1) ||
        a.first - b.first,
    );
}
