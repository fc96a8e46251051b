import type { Standing } from '../../../src/core/badges/badge.js';
import type { BadgeFacts } from '../../../src/core/badges/facts.js';
import { type BadgeId, badgeOf } from '../../../src/core/badges/registry.js';
import { factsOf } from './facts.js';

/** How a badge stands where this is what is known, and nothing else. */
export function judge(id: BadgeId, parts: Partial<BadgeFacts>): Standing {
  return badgeOf(id).judge(factsOf(parts));
}
