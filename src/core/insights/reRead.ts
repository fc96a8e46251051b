import { cachedOf, type Detector, promptOf, type RequestFact, sumCost } from './facts.js';
import { stretches } from './stretches.js';

const leastRequests = 10;
const leastPrompt = 20_000;

/**
 * A conversation that the model reads whole, at full price, with every request: ten or more in a row of one thread, each
 * giving at least as much as 90 % of the one before, nothing of it from or to a cache.
 * Avoided by a provider or setting that caches prompts.
 */
export const reRead: Detector = ({ session, requests }) =>
  stretches(requests, leastRequests, fits).map(([first, last]) => {
    const again = requests.slice(first + 1, last + 1).map((request, index) => {
      const tokens = Math.min(promptOf(requests[first + index] as RequestFact), promptOf(request));
      return { tokens, cost: request.rate && tokens * (request.rate.input - request.rate.cacheRead) };
    });
    const cost = sumCost(again.map((each) => each.cost));
    return {
      kind: 're-read',
      session,
      first,
      last,
      requests: again.length,
      tokens: again.reduce((sum, each) => sum + each.tokens, 0),
      costNano: cost === null ? null : Math.round(cost),
    };
  });

function fits(request: RequestFact, before: RequestFact | undefined): boolean {
  if (request.counts.cacheRead > 0 || cachedOf(request) > 0 || promptOf(request) < leastPrompt) return false;
  if (!before || before.counts.cacheRead > 0 || promptOf(before) < leastPrompt) return true;
  return (
    before.agent === request.agent && before.model === request.model && promptOf(request) >= 0.9 * promptOf(before)
  );
}
