import { type Detector, promptOf } from './facts.js';
import { between, wholeFinding } from './whole.js';

const mostRequests = 2;
const leastPrompt = 50_000;
const mostOutput = 100;
const day = 86_400_000;

/**
 * A session that gave the model 50,000 tokens or more, got no more than 100 back, changed nothing and was left for a day.
 * Avoided by going on in a session that knows the code already.
 */
export const abandonedSession: Detector = (facts, now) => {
  const { requests } = facts;
  const last = requests.at(-1);
  if (!last || requests.length > mostRequests || now - last.at < day) return [];
  const output = requests.reduce((sum, request) => sum + request.output, 0);
  if (output > mostOutput || promptOf(last) < leastPrompt || requests.some(({ changed }) => changed)) return [];
  return [wholeFinding('abandoned-session', facts, between(0, requests.length - 1))];
};
