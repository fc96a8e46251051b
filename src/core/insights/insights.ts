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

/** All waste found in a session. */
export function insightsOf(facts: SessionFacts, now: number): readonly Finding[] {
  return Object.values(detectors).flatMap((detect) => detect(facts, now));
}
