import type { ImportEmit, ImportSkip } from '../../core/imported.js';
import { count, instantOf, text } from '../../core/json.js';
import { noTokens, type TokenCounts } from '../../core/usage.js';
import type { MetricPoint } from './record.js';

type Classes = (value: number) => Partial<TokenCounts>;

/**
 * What a metric's `type` adds: Google's input has the cached tokens inside, its thoughts stand beside the output. Of Qwen Code's
 * they are inside it over other APIs, and no point says which it was.
 */
const metrics: Readonly<
  Record<string, { readonly tool: string; readonly classes: Readonly<Record<string, Classes>> }>
> = {
  'claude_code.token.usage': {
    tool: 'claude-code',
    classes: {
      input: (input) => ({ input }),
      output: (output) => ({ output }),
      cacheRead: (cacheRead) => ({ cacheRead }),
      cacheCreation: (cacheWrite5m) => ({ cacheWrite5m }),
    },
  },
  'gemini_cli.token.usage': {
    tool: 'gemini-cli',
    classes: {
      input: (input) => ({ input }),
      tool: (input) => ({ input }),
      cache: (cacheRead) => ({ cacheRead, input: -cacheRead }),
      output: (output) => ({ output }),
      thought: (reasoning) => ({ output: reasoning, reasoning }),
    },
  },
  'qwen-code.token.usage': {
    tool: 'qwen-code',
    classes: {
      input: (input) => ({ input }),
      tool: (input) => ({ input }),
      cache: (cacheRead) => ({ cacheRead, input: -cacheRead }),
      output: (output) => ({ output }),
      thought: (reasoning) => ({ reasoning }),
    },
  },
};

/** Metrics of tools that name no session in them: what they count cannot be held against a log. */
const nameless = /^(codex\.turn\.token_usage|gen_ai\.client\.inference\.usage\..*_tokens)$/;

/** Emits what a point of a metric tells of a session's tokens. */
export function takePoint(point: MetricPoint, emit: ImportEmit): void {
  const metric = metrics[point.name];
  if (metric === undefined) {
    if (nameless.test(point.name)) emit.skip('no-session');
    return;
  }
  const classes = metric.classes[text(point.attributes['type']) ?? ''];
  const value = count(point.value);
  if (classes === undefined || value === 0) return;
  const at = instantOf(point.at);
  const session = text(point.attributes['session.id']);
  const reason = refusal(point, session, at);
  if (reason !== undefined) return void emit.skip(reason);
  emit({
    ...noTokens,
    ...classes(value),
    kind: 'sum',
    tool: metric.tool,
    session: session ?? '',
    model: text(point.attributes['model']) ?? 'unknown',
    series: seriesOf(point),
    at,
    cumulative: point.cumulative,
  });
}

/** Claude Code's metric counted some streams twice before 2.1.214. */
function refusal({ name, version }: MetricPoint, session: string | undefined, at: number): ImportSkip | undefined {
  if (session === undefined) return 'no-session';
  if (Number.isNaN(at)) return 'no-timestamp';
  return name.startsWith('claude_code') && isOld(version) ? 'told-twice' : undefined;
}

function isOld(version: string | undefined): boolean {
  const [major = 0, minor = 0, patch = 0] = (version ?? '').split('.').map(Number);
  return major - 2 < 0 || (major === 2 && (minor < 1 || (minor === 1 && patch < 214)));
}

function seriesOf({ name, attributes, begun }: MetricPoint): string {
  const told = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, begun, told]);
}
