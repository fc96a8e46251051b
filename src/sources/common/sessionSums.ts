import type { Checkpoint } from '../../core/observation.js';
import type { TokenCounts } from '../../core/usage.js';

type Required = 'tool' | 'store' | 'session' | 'model' | 'at';

/**
 * What a session has used so far, of a tool that tells nothing finer: each change of it that is seen is dated by itself.
 * Whatever model it names then, the figures are of all.
 */
export function sessionSums(told: Pick<Checkpoint, Required> & TokenCounts & Partial<Checkpoint>): Checkpoint {
  return { kind: 'checkpoint', whole: true, project: '', branch: '', webSearches: 0, ...told };
}
