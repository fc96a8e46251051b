import { type Detector, promptOf, type RequestFact, sumCost } from './facts.js';
import { stretches } from './stretches.js';

const leastRequests = 20;
const oversized = 150_000;
/** What a context is compacted to at most, by the tools' own compaction. */
const compacted = 50_000;

/**
 * Twenty requests or more in a row that give the model over 150,000 tokens each. Counted is what lies over 50,000, at the
 * price of reading it from a cache, the least it can have cost. Avoided by compacting, or by a new session for a new task.
 */
export const oversizedContext: Detector = ({ session, requests }) =>
  stretches(requests, leastRequests, (request) => promptOf(request) > oversized).map(([first, last]) => {
    const those = requests.slice(first, last + 1);
    const over = (request: RequestFact) => promptOf(request) - compacted;
    const cost = sumCost(those.map((each) => each.rate && over(each) * each.rate.cacheRead));
    return {
      kind: 'oversized-context',
      session,
      first,
      last,
      requests: those.length,
      tokens: those.reduce((sum, each) => sum + over(each), 0),
      costNano: cost === null ? null : Math.round(cost),
    };
  });
