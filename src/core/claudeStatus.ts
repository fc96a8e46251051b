import { count, instantOf, numberOf, record, text } from './json.js';
import type { LimitSnapshot } from './observation.js';

/** What Claude Code tells its status line and not its log. */
export interface ToldStatus {
  readonly limits: readonly LimitSnapshot[];
  /** The context window of a session (`tool:nativeId`) and what is in it, in tokens. */
  readonly context?: { readonly session: string; readonly used: number; readonly size: number };
}

/** Names of the plan windows by Claude Code's own; another is passed over. */
const windows = { five_hour: '5h', seven_day: 'weekly' } as const;

/** Reads the parsed JSON of a status line's input. Unknown members are ignored; nothing is made of what is not told. */
export function readClaudeStatus(json: unknown, at: number): ToldStatus {
  const told = record(json) ?? {};
  const rates = record(told['rate_limits']) ?? {};
  const limits = Object.entries(windows).flatMap(([name, window]): LimitSnapshot[] => {
    const usedPercent = numberOf(record(rates[name])?.['used_percentage']);
    if (!(usedPercent >= 0 && usedPercent <= 1000)) return [];
    const resetsAt = instantOf(record(rates[name])?.['resets_at']);
    return [
      { kind: 'limit', tool: 'claude-code', window, usedPercent, at, ...(Number.isNaN(resetsAt) ? {} : { resetsAt }) },
    ];
  });
  const context = contextOf(told);
  return context ? { limits, context } : { limits };
}

function contextOf(told: Readonly<Record<string, unknown>>): ToldStatus['context'] {
  const window = record(told['context_window']);
  const usage = record(window?.['current_usage']);
  const id = text(told['session_id']);
  const size = count(window?.['context_window_size']);
  if (!usage || id === undefined || size === 0) return undefined;
  // As the source counts a request's context.
  const used =
    count(usage['input_tokens']) +
    count(usage['cache_creation_input_tokens']) +
    count(usage['cache_read_input_tokens']);
  return { session: `claude-code:${id}`, used, size };
}
