import type { Line } from '../../core/line.js';
import type { Shape } from '../../core/shape.js';
import type { TokenCounts } from '../../core/usage.js';

/** Slots of the figures of one request, and of who answered it. */
export type Figures = ReturnType<typeof figuresIn>;

/** Of an entry or of a message: both tell them by the same names. */
export function figuresIn(shape: Shape) {
  const usage = shape.object('usage');
  const orchestration = usage.object('orchestration');
  return {
    model: shape.text('model'),
    /** Told where another than the one asked for answered. */
    responseModel: shape.text('responseModel'),
    provider: shape.text('provider'),
    usage: usage.slot,
    input: usage.number('input'),
    output: usage.number('output'),
    cacheRead: usage.number('cacheRead'),
    cacheWrite: usage.number('cacheWrite'),
    /** Parts of what stands before them: Pi's names, then OMP's. */
    cacheWrite1h: usage.number('cacheWrite1h'),
    ephemeral1h: usage.object('cttl').number('ephemeral1h'),
    reasoning: usage.number('reasoning'),
    reasoningTokens: usage.number('reasoningTokens'),
    /** What the provider used around the conversation: billed, and in none of the figures above. */
    around: {
      input: orchestration.number('input'),
      output: orchestration.number('output'),
      cacheRead: orchestration.number('cacheRead'),
    },
    /** In dollars; 0 for a model that Pi has no price of. */
    cost: usage.object('cost').number('total'),
  };
}

/** All buckets apart. */
export function countsOf(line: Line, slots: Figures): TokenCounts {
  const { around } = slots;
  const cacheWrite = line.count(slots.cacheWrite);
  const cacheWrite1h = Math.min(cacheWrite, line.count(slots.cacheWrite1h) || line.count(slots.ephemeral1h));
  const output = line.count(slots.output) + line.count(around.output);
  return {
    input: line.count(slots.input) + line.count(around.input),
    cacheRead: line.count(slots.cacheRead) + line.count(around.cacheRead),
    cacheWrite5m: cacheWrite - cacheWrite1h,
    cacheWrite1h,
    output,
    reasoning: Math.min(output, line.count(slots.reasoning) || line.count(slots.reasoningTokens)),
  };
}
