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
  qwen: 'qwen-code',
};

/**
 * Days of `ccusage daily --json`, with `--by-agent` by tool. Undefined for what is no such JSON. ccusage 18 and older
 * read Claude Code alone and name no tool.
 */
export function readCcusage(json: unknown): readonly DayTotal[] | undefined {
  const days = record(json)?.['daily'];
  if (!Array.isArray(days)) return undefined;
  return days.flatMap((entry): DayTotal[] => {
    const row = record(entry) ?? {};
    const day = text(row['period']) ?? text(row['date']) ?? '';
    const agents = Array.isArray(row['agents']) ? row['agents'].map((agent) => record(agent) ?? {}) : undefined;
    if (agents === undefined)
      return [{ day, tool: row['agent'] === 'all' ? '' : 'claude-code', tokens: tokensOf(row) }];
    return agents.map((agent) => {
      const name = text(agent['agent']) ?? '';
      return { day, tool: Object.hasOwn(tools, name) ? (tools[name] ?? name) : name, tokens: tokensOf(agent) };
    });
  });
}

function tokensOf(row: Readonly<Record<string, unknown>>): number {
  const names = ['inputTokens', 'cacheReadTokens', 'cacheCreationTokens', 'outputTokens'];
  return names.reduce((sum, name) => sum + count(row[name]), 0);
}
