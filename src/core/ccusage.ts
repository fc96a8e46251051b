import { count, record, text } from './json.js';

/** Tokens of a tool on a day, as another counter has them. */
export interface DayTotal {
  readonly day: string;
  /** Our id of the tool; '' where all tools are told as one. */
  readonly tool: string;
  readonly tokens: number;
}

const tools: Readonly<Record<string, string>> = {
  claude: 'claude-code',
  copilot: 'copilot-cli',
  gemini: 'gemini-cli',
  openclaw: 'pi',
  qwen: 'qwen-code',
};

/**
 * Days of `ccusage daily --json`, with `--by-agent` by tool. Undefined for what is no such JSON. ccusage 18 and older
 * read Claude Code alone and name no tool, nor does `ccusage codex daily`, which alone has an object of its models.
 */
export function readCcusage(json: unknown): readonly DayTotal[] | undefined {
  const days = record(json)?.['daily'];
  if (!Array.isArray(days)) return undefined;
  return days.flatMap((entry): DayTotal[] => {
    const row = record(entry) ?? {};
    const day = dayOf(text(row['period']) ?? text(row['date']) ?? '');
    if (record(row['models'])) return [{ day, tool: 'codex', tokens: tokensOf(row) }];
    const agents = Array.isArray(row['agents']) ? row['agents'].map((agent) => record(agent) ?? {}) : undefined;
    if (agents === undefined)
      return [{ day, tool: row['agent'] === 'all' ? '' : 'claude-code', tokens: tokensOf(row) }];
    return agents.map((agent) => {
      const name = text(agent['agent']) ?? '';
      return { day, tool: Object.hasOwn(tools, name) ? (tools[name] ?? name) : name, tokens: tokensOf(agent) };
    });
  });
}

/** `ccusage-codex` writes `Nov 23, 2026`. */
function dayOf(told: string): string {
  const at = /^[A-Z][a-z]+ \d+, \d{4}$/.test(told) ? Date.parse(`${told} UTC`) : Number.NaN;
  return Number.isNaN(at) ? told : new Date(at).toISOString().slice(0, 10);
}

/** Its sum has what none of its parts tells: Gemini's thoughts. Of `ccusage-codex` the cached tokens are inside the input. */
function tokensOf(row: Readonly<Record<string, unknown>>): number {
  const total = count(row['totalTokens']);
  if (total > 0) return total;
  const names = ['inputTokens', 'cacheReadTokens', 'cacheCreationTokens', 'outputTokens'];
  return names.reduce((sum, name) => sum + count(row[name]), 0);
}
