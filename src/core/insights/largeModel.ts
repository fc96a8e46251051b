import { isSmallModel } from '../smallModel.js';
import { type Detector, promptOf, type RequestFact } from './facts.js';
import { wholeFinding } from './whole.js';

const leastTurns = 10;
const mostOutput = 200;
const mostPrompt = 8_000;

/**
 * Ten turns or more of one session that a large model answered in one short request each: at most 8,000 tokens given, 200
 * back, no file changed. Nothing is said where the turns are not known. Avoided by a small model for questions of that size.
 */
export const largeModel: Detector = (facts) => {
  const small = shortAnswers(facts.requests);
  return small.length < leastTurns ? [] : [wholeFinding('large-model', facts, small)];
};

/** The indices of those turns. */
export function shortAnswers(requests: readonly RequestFact[]): readonly number[] {
  return requests.flatMap((request, index) => {
    const { turn } = request;
    const alone = turn !== null && requests[index - 1]?.turn !== turn && requests[index + 1]?.turn !== turn;
    const fits = alone && !request.changed && request.output <= mostOutput && promptOf(request) <= mostPrompt;
    return fits && !isSmallModel(request.model) ? [index] : [];
  });
}
