import type { Reply } from './conversation.js';
import type { Random } from './random.js';
import type { Counts } from './tally.js';

/** How a build of Claude Code writes its lines, and which oddities a session has. */
export type ClaudeShape = {
  readonly version: string;
  /** All lines of a response but the last have a placeholder output (up to 2.1.96). */
  readonly growing: boolean;
  readonly withoutRequestIds: boolean;
  readonly withoutMessageIds: boolean;
  /** `usage` objects inside tool inputs. */
  readonly decoys: boolean;
  /** Nulls, numbers as strings and floats in counters. */
  readonly oddCounters: boolean;
  /** Fields of the future, some of them named `usage`. */
  readonly unknownFields: boolean;
  readonly contextManagement: boolean;
  /** An adviser of another model answers inside some responses. */
  readonly advisor: boolean;
  /** `usage.iterations` and `output_tokens_details`, as new builds write them. */
  readonly iterations: boolean;
  readonly cache: 'split' | 'flat' | 'nested' | 'zeroSplit';
  /** Times with an offset instead of Z. */
  readonly offsets: boolean;
  /** `type` before `message` instead of after it. */
  readonly typeFirst: boolean;
};

export const advisorModel = 'claude-opus-4-8';

/** The shape that a build and a session's traps give. */
export function claudeShape(version: string, traps: ReadonlySet<string>, random: Random): ClaudeShape {
  const old = version === '1.0.96' || version === '2.1.50' || version === '2.1.88';
  const recent = version === '2.1.330';
  const cache = traps.has('cacheForms')
    ? random.pick(['flat', 'nested', 'zeroSplit'] as const)
    : version === '1.0.96'
      ? 'flat'
      : 'split';
  return {
    version,
    growing: old && traps.has('growing'),
    withoutRequestIds: traps.has('withoutRequestIds'),
    withoutMessageIds: traps.has('withoutMessageIds'),
    decoys: traps.has('decoys'),
    oddCounters: traps.has('oddCounters'),
    unknownFields: traps.has('unknownFields'),
    contextManagement: recent,
    advisor: traps.has('advisor'),
    iterations: recent || traps.has('advisor'),
    cache,
    offsets: traps.has('offsets'),
    typeFirst: traps.has('typeFirst'),
  };
}

/** What a response's lines say was billed: a cache write without a split counts as a five-minute one. */
export function billedCounts(shape: ClaudeShape, counts: Counts): Counts {
  const reasoning = shape.version === '2.1.330' ? counts.reasoning : 0;
  if (shape.cache === 'flat' || shape.cache === 'zeroSplit') {
    return { ...counts, cacheWrite5m: counts.cacheWrite5m + counts.cacheWrite1h, cacheWrite1h: 0, reasoning };
  }
  return { ...counts, reasoning };
}

/** What the adviser inside a response was billed, or nothing when there was none. */
export function advisorCounts(shape: ClaudeShape, reply: Reply): Counts | undefined {
  if (!shape.advisor || reply.index % 4 !== 1) {
    return undefined;
  }
  const output = 20 + (reply.counts.output >> 2);
  return { input: 900 + (reply.context % 7_000), cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output, reasoning: 0 };
}

/** The `usage` object of a line. */
export function usageText(shape: ClaudeShape, counts: Counts, output: number): string {
  const write = counts.cacheWrite5m + counts.cacheWrite1h;
  const flat = shape.cache === 'nested' ? 0 : write;
  const [five, hour] = shape.cache === 'zeroSplit' ? [0, 0] : [counts.cacheWrite5m, counts.cacheWrite1h];
  const split =
    shape.cache === 'flat'
      ? ''
      : `,"cache_creation":{"ephemeral_5m_input_tokens":${five},"ephemeral_1h_input_tokens":${hour}}`;
  const odd = shape.oddCounters;
  const read = odd && counts.cacheRead === 0 ? 'null' : odd ? `${counts.cacheRead}.0` : counts.cacheRead;
  const written = odd && flat === 0 ? 'null' : flat;
  const input = odd ? `"${counts.input}"` : counts.input;
  const details =
    shape.version === '2.1.330'
      ? `,"output_tokens_details":{"thinking_tokens":${Math.min(counts.reasoning, output)}}`
      : '';
  return (
    `{"input_tokens":${input},"cache_creation_input_tokens":${written},"cache_read_input_tokens":${read}${split},` +
    `"output_tokens":${output},"service_tier":"standard"${details}}`
  );
}

/** The rest of a `usage` object in builds that list their iterations, else nothing. */
export function iterationsText(shape: ClaudeShape, reply: Reply, output: number): string {
  if (!shape.iterations) {
    return '';
  }
  const { counts } = reply;
  const own =
    `{"type":"message","input_tokens":${counts.input},"output_tokens":${output},"cache_read_input_tokens":${counts.cacheRead},` +
    `"cache_creation_input_tokens":${counts.cacheWrite5m + counts.cacheWrite1h}}`;
  const advisor = advisorCounts(shape, reply);
  const second =
    advisor === undefined
      ? ''
      : `,{"type":"advisor_message","model":"${advisorModel}","input_tokens":${advisor.input},"output_tokens":${advisor.output},` +
        '"cache_creation_input_tokens":0,"cache_read_input_tokens":0}';
  return `,"iterations":[${own}${second}],"speed":"standard"`;
}
