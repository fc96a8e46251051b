// Token counts that name their request.

/** Mian–Chowla numbers: all sums of two are distinct, so a sum that is wrong by one or two requests says by which. */
const names = [1, 2, 4, 8, 13, 21, 31, 45, 66, 81, 97, 123, 148, 182, 204, 252, 290, 361, 401, 475, 565, 593, 662, 775];

/** What each bucket multiplies the request's name with. Divide a wrong sum's difference by it to get the name. */
const factors = { input: 11, cacheRead: 41, cacheWrite5m: 7, cacheWrite1h: 13, output: 17, reasoning: 5 };

/** What the wire says before the answer is finished, as in real streams. Smaller than any final output. */
export const placeholderOutput = 2;

/**
 * The counts of the nth answer (from 1), disjoint; reasoning is a part of output.
 * @param {number} nth
 * @param {{ big?: boolean }} options big: an input large enough to make a client compact its context
 */
export function countsOf(nth, { big }) {
  const name = names[(nth - 1) % names.length] + Math.floor((nth - 1) / names.length) * 1000;
  const counts = Object.fromEntries(Object.entries(factors).map(([bucket, factor]) => [bucket, name * factor]));
  if (nth % 3 === 0) counts.cacheWrite1h = 0;
  if (big) counts.input += 200_000;
  return counts;
}

/** The same for APIs that have no cache write (`chat`, `gemini`) or no split of it (`responses`). */
export function countsFor(endpoint, nth, { big, cacheWrites }) {
  const counts = countsOf(nth, { big });
  if (endpoint === 'messages') return counts;
  counts.cacheWrite1h = 0;
  if (endpoint === 'chat' || endpoint === 'gemini' || !cacheWrites) counts.cacheWrite5m = 0;
  return counts;
}

/** OpenAI's input: caches inside. */
export function inclusiveInput(counts) {
  return counts.input + counts.cacheRead + counts.cacheWrite5m + counts.cacheWrite1h;
}
