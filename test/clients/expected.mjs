// What a reader must find in the logs, worked out from what the API sent. The logs only say which answers they have kept.
import { placeholderOutput } from './counts.mjs';

/**
 * @typedef {import('./api.mjs').Sent} Sent
 * @typedef {import('./api.mjs').Counts} Counts
 * @typedef {(responseId: string) => { output: number, reasoning: boolean } | undefined} Seen
 *   what the log's lines say at most about an answer; undefined: no line
 */

const nothing = () => ({ input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 });
const convention =
  'input excludes cache reads and cache writes; cacheRead/cacheWrite are separate; output includes reasoning/thinking; reasoning is an informational subset of output; total = input+output+cacheRead+cacheWrite';

function completed(sent) {
  return sent.completed ? sent.counts : undefined;
}

/** Of a log that has the reasoning only inside the output, and cache writes without their life. */
function withoutParts({ completed, counts }) {
  const cacheWrite5m = counts.cacheWrite5m + counts.cacheWrite1h;
  return completed ? { ...counts, reasoning: 0, cacheWrite5m, cacheWrite1h: 0 } : undefined;
}

/**
 * A title that a small model made is in no file. Over Anthropic's API the life of a cache write is not told, nor by Kilo and
 * up to 1.18.25 at least the reasoning (1.18.33 tells it); over Responses cache writes are inside the input up to 1.17.11, in 1.18.3 not.
 */
function openCode(sent, _seen, { readsThinking, readsWrites }) {
  if (sent.label === 'helper') return undefined;
  if (sent.completed && sent.endpoint === 'responses' && !readsWrites)
    return { ...sent.counts, input: sent.counts.input + sent.counts.cacheWrite5m, cacheWrite5m: 0 };
  if (sent.endpoint !== 'messages' || !sent.completed) return completed(sent);
  return { ...withoutParts(sent), reasoning: readsThinking ? sent.counts.reasoning : 0 };
}

/** Sums of a session under the model's name in the configuration; over Responses cache writes are inside the input. */
function droid(sent) {
  const parts = withoutParts(sent);
  if (parts === undefined) return undefined;
  const session = { ...parts, requests: 0, model: sent.endpoint === 'messages' ? 'custom:anthropic' : 'custom:openai' };
  return sent.endpoint === 'messages'
    ? session
    : { ...session, input: parts.input + parts.cacheWrite5m, cacheWrite5m: 0 };
}

/** Of an answer that broke off Pi keeps what Anthropic's API tells at its beginning. */
function begun(sent) {
  if (sent.completed || sent.endpoint !== 'messages' || !sent.cut) return sent;
  return { ...sent, completed: true, counts: { ...sent.counts, output: placeholderOutput, reasoning: 0 } };
}

/** Titles, and the line that shows a turn, are in no turn's sums. */
function grok(sent) {
  return sent.label === 'helper' ? undefined : completed(sent);
}

/** Of an answer that its person interrupted Kimi keeps what Anthropic's API tells at its beginning, without any output. */
function kimi(sent) {
  if (!sent.stalled || sent.killed || sent.endpoint !== 'messages') return withoutParts(sent);
  return withoutParts({ completed: true, counts: { ...sent.counts, output: 0 } });
}

/** Titles are in no sums; of a stream that ends with an error what its beginning told is. Builds before 1.50 tell sums alone, without requests or what of the input was cached. */
function goose(sent, _seen, { liveRecords }) {
  const parts = sent.label === 'helper' ? undefined : withoutParts(sent.broken ? begun(sent) : sent);
  if (parts === undefined || liveRecords) return parts;
  const input = parts.input + parts.cacheRead + parts.cacheWrite5m;
  return { ...parts, input, cacheRead: 0, cacheWrite5m: 0, requests: 0 };
}

/** The counts of one answer that the log can know at best, by client. Undefined: the answer left nothing. */
const known = {
  claude(sent, seen, { costState, readsWrites }) {
    const line = seen(sent.responseId);
    // In a sum of the session only, which tells no requests, up to 2.1.300 at least not the life of a cache write either, and
    // which a run that is killed does not come to write.
    if (!line) {
      if (!costState || !sent.completed || sent.killed) return undefined;
      const { cacheWrite5m, cacheWrite1h } = sent.counts;
      const writes = readsWrites ? {} : { cacheWrite5m: cacheWrite5m + cacheWrite1h, cacheWrite1h: 0 };
      return { ...sent.counts, ...writes, requests: 0 };
    }
    if (line.output === placeholderOutput) return { ...sent.counts, output: placeholderOutput, reasoning: 0 };
    return line.reasoning ? sent.counts : { ...sent.counts, reasoning: 0 };
  },
  codex(sent, _seen, { cacheWrites }) {
    if (!sent.completed || sent.label === 'helper') return undefined;
    const { counts } = sent;
    return cacheWrites ? counts : { ...counts, input: counts.input + counts.cacheWrite5m, cacheWrite5m: 0 };
  },
  copilot(sent, _seen, { readsThinking, liveRecords }) {
    if (!sent.completed) return undefined;
    if (sent.killed && !liveRecords)
      return { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: sent.counts.output, reasoning: 0 };
    const reasoning = sent.endpoint !== 'messages' || readsThinking ? sent.counts.reasoning : 0;
    return { ...withoutParts(sent), reasoning: sent.label === 'compact' ? 0 : reasoning };
  },
  // Over Anthropic's API only what was read from the cache is told apart; what was written is inside the input, or in no count.
  qwen: (sent, seen, { readsThinking, readsWrites }) => {
    // In a terminal the sums of a run tell what no chat does.
    if (sent.label === 'aside' && !sent.typed && !seen(sent.responseId)) return undefined;
    const counts = sent.endpoint === 'messages' || !readsThinking ? withoutParts(sent) : completed(sent);
    return counts && { ...counts, input: counts.input + (readsWrites ? counts.cacheWrite5m : 0), cacheWrite5m: 0 };
  },
  // Searches and the like are in no chat.
  gemini: (sent) => (sent.label === 'helper' ? undefined : completed(sent)),
  cline: withoutParts,
  // A title is in no sum.
  continue: (sent, _seen, { liveRecords }) => {
    if (!liveRecords || sent.label === 'helper') return undefined;
    return sent.endpoint === 'messages' ? withoutParts(sent) : completed(sent);
  },
  kimi,
  // Of a summary older builds keep no figures, and newer ones one sum of its two requests where a turn was cut in two.
  pi: (sent) => (sent.label === 'main' ? withoutParts(begun(sent)) : undefined),
  earendil: (sent) => (sent.label === 'helper' ? { ...sent.counts, requests: 0 } : completed(begun(sent))),
  // Titles, questions beside the talk, and what it asks to compact it are in no entry.
  omp: (sent, seen) => seen(sent.responseId) && completed(sent) && { ...sent.counts, reasoning: 0 },
  droid,
  grok,
  goose,
  opencode: openCode,
  kilo: openCode,
};

/**
 * The contents of expected.json.
 * @param {{ client: keyof typeof known, tool: string, name: string, truth: Sent[], seen: Seen, notes: string }} run
 */
export function expectedOf({ client, tool, name, truth, seen, notes }) {
  const found = truth.map((sent) => ({ ...sent, known: known[client](sent, seen, sent.traits) }));
  const exact = found.every((sent) => sameCounts(sent.known, sent.counts));
  const expected = sums(
    found
      .filter((sent) => sent.known)
      .map((sent) => ({ ...sent, counts: sent.known, model: sent.known.model ?? sent.model })),
  );
  const answers = found.map(({ responseId, label, completed, counts, known: kept }) => ({
    responseId,
    label,
    completed,
    sent: counts,
    known: kept ?? null,
  }));
  return { tool, case: name, convention, exact, expected, ...(exact ? {} : { truth: sums(truth) }), notes, answers };
}

const billed = ['input', 'cacheRead', 'output'];

/** Reasoning is information only, and the life of a cache write a detail: a log without them is still exact. */
function sameCounts(left, right) {
  return (
    left !== undefined && billed.every((bucket) => left[bucket] === right[bucket]) && writes(left) === writes(right)
  );
}

const writes = (counts) => counts.cacheWrite5m + counts.cacheWrite1h;

function sums(answers) {
  const totals = nothing();
  const byModel = {};
  const byDayUTC = {};
  const cacheWriteSplit = { '5m': 0, '1h': 0 };
  for (const { model, at, counts } of answers) {
    const day = at.slice(0, 10);
    byModel[model] ??= nothing();
    byDayUTC[day] ??= nothing();
    for (const into of [totals, byModel[model], byDayUTC[day]]) add(into, counts);
    cacheWriteSplit['5m'] += counts.cacheWrite5m;
    cacheWriteSplit['1h'] += counts.cacheWrite1h;
  }
  const requests = answers.reduce((sum, { counts }) => sum + (counts.requests ?? 1), 0);
  const total = totals.input + totals.output + totals.cacheRead + totals.cacheWrite;
  return { totals, total, requests, byModel, byDayUTC, cacheWriteSplit };
}

function add(into, counts) {
  into.input += counts.input;
  into.output += counts.output;
  into.cacheRead += counts.cacheRead;
  into.cacheWrite += counts.cacheWrite5m + counts.cacheWrite1h;
  into.reasoning += counts.reasoning;
}
