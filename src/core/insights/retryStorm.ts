import { type Detector, promptOf, type RequestFact } from './facts.js';
import { stretches } from './stretches.js';
import { between, wholeFinding } from './whole.js';

const leastRequests = 5;
const mostOutput = 50;
const mostPause = 15_000;
/** A request that answers a tool call has grown by more than so many tokens. */
const sameWithin = 16;

/**
 * Five requests or more within 15 seconds of each other that give one thread's model the very same and get next to nothing
 * back. The first of them is not counted. Avoided by stopping it and mending what fails.
 */
export const retryStorm: Detector = (facts) =>
  stretches(
    facts.requests,
    leastRequests - 1,
    (request, before) => before !== undefined && isRetry(request, before),
  ).map(([first, last]) => wholeFinding('retry-storm', facts, between(first, last)));

function isRetry(request: RequestFact, before: RequestFact): boolean {
  return (
    !request.human &&
    !request.changed &&
    request.agent === before.agent &&
    request.model === before.model &&
    request.at - before.at <= mostPause &&
    request.output <= mostOutput &&
    before.output <= mostOutput &&
    Math.abs(promptOf(request) - promptOf(before)) <= sameWithin
  );
}
