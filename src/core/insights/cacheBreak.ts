import { cachedOf, type Detector, type Finding, promptOf, type RequestFact } from './facts.js';

/** Smaller contexts cost little to read again. */
const leastCached = 20_000;

/**
 * A context that was cached is paid for again: the next request of the same thread and model gives the model at least 80 %
 * as much, yet reads less than 20 % of what was cached. A compaction or a new start gives it less, so is none.
 * Avoided by going on within the cache's life, and by leaving instructions and tools as they are within a session.
 */
export const cacheBreak: Detector = ({ session, requests }) => {
  const found: Finding[] = [];
  const before = new Map<string, RequestFact>();
  for (const [index, request] of requests.entries()) {
    const thread = `${request.agent}\0${request.model}`;
    const last = before.get(thread);
    before.set(thread, request);
    const cached = last ? last.counts.cacheRead + cachedOf(last) : 0;
    if (!last || cached < leastCached || promptOf(request) < 0.8 * promptOf(last)) continue;
    if (request.counts.cacheRead >= 0.2 * cached) continue;
    const tokens = Math.min(cached, promptOf(request)) - request.counts.cacheRead;
    found.push({
      kind: 'cache-break',
      session,
      first: index,
      last: index,
      requests: 1,
      tokens,
      costNano: extra(request, tokens),
    });
  }
  return found;
};

/** Above the price of reading them from the cache; what was not written again was plain input. */
function extra({ rate, counts }: RequestFact, tokens: number): number | null {
  if (!rate) return null;
  const written = Math.min(tokens, cachedOf({ counts }));
  return Math.round(written * (rate.cacheWrite - rate.cacheRead) + (tokens - written) * (rate.input - rate.cacheRead));
}
