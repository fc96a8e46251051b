import type { Standing } from '../badge.js';

/** Of one's teams the one in which a badge is nearer, the first of those that are as near. */
export function further(best: Standing | undefined, standing: Standing): Standing {
  return best !== undefined && best.progress >= standing.progress ? best : standing;
}
