/**
 * Which exact names a logged model id may stand for. Matching is by exact name, or one plus a date or `-latest`:
 * never by prefix, so that an invented sibling of a known model stays unknown.
 */
import { isDay } from './day.js';
import { ownValue } from './prices.js';

/** How tools and gateways call the sellers of the price book. A provider that is not here has no price list. */
const sellerIds: Readonly<Record<string, string>> = {
  anthropic: 'anthropic',
  openai: 'openai',
  'openai-native': 'openai',
  google: 'google',
  gemini: 'google',
  vertex: 'google',
  vertexai: 'google',
  vertex_ai: 'google',
  'vertex-ai': 'google',
  'google-vertex': 'google',
  'google-vertex-anthropic': 'google',
  'x-ai': 'x-ai',
  xai: 'x-ai',
  deepseek: 'deepseek',
  mistral: 'mistral',
  mistralai: 'mistral',
  moonshot: 'moonshotai',
  moonshotai: 'moonshotai',
  zai: 'zai',
  'z-ai': 'zai',
  'z.ai': 'zai',
  zhipu: 'zhipuai',
  zhipuai: 'zhipuai',
  minimax: 'minimax',
  azure: 'azure',
  azure_ai: 'azure',
  'azure-openai': 'azure',
  aws: 'aws',
  bedrock: 'aws',
  'amazon-bedrock': 'aws',
  openrouter: 'openrouter',
  copilot: 'github-copilot',
  'github-copilot': 'github-copilot',
  github_copilot: 'github-copilot',
  cursor: 'cursor',
};

/** Bedrock's own ids: an optional inference profile, the vendor, a dot. Nobody else writes ids so. */
const bedrockId =
  /^(?:(?:global|us|us-gov|eu|apac|jp|au|in|ca)\.)?(?:ai21|amazon|anthropic|cohere|deepseek|google|meta|mistral|nvidia|openai|qwen|writer)\./;

export interface ModelName {
  /** Key of the price book's providers; absent: the model's own vendor. */
  readonly seller?: string;
  /** Vendor named by a prefix inside a seller's id (`anthropic/` at Vertex); the seller must resell it. */
  readonly vendor?: string;
  /** Exact names to look up, the most specific first. */
  readonly names: readonly string[];
}

/** Longer than any model id; what is longer is no id, and would only cost time. */
const longestId = 200;

/**
 * Reads a logged id. Conventions: `vendor/model` (gateways, LiteLLM), `models/gemini-…` (Gemini API),
 * `us.anthropic.…-v1:0` (Bedrock), `…@20250929` and `…@default` (Vertex), `…[1m]` (Claude Code's 1M window).
 * Nothing for a provider or prefix that names no seller of the book.
 */
export function readModelName(model: string, provider?: string): ModelName | undefined {
  const told = (provider ?? '').trim().toLowerCase();
  const seller = told === '' ? undefined : ownValue(sellerIds, told);
  if ((told !== '' && seller === undefined) || model.length > longestId) return undefined;
  return readPrefixes(model.trim().toLowerCase(), seller);
}

function readPrefixes(id: string, told: string | undefined): ModelName | undefined {
  if (told === 'openrouter') return { seller: told, names: namesOf(id.replace(/^openrouter\//, '')) };
  const slash = id.indexOf('/');
  if (slash < 0) return named(id, told, undefined);
  const prefix = id.slice(0, slash);
  const rest = id.slice(slash + 1);
  const seller = prefix === 'models' ? 'google' : ownValue(sellerIds, prefix);
  if (seller === undefined) return undefined;
  if (told === undefined || seller === told) return readPrefixes(rest, seller);
  return rest.includes('/') ? undefined : named(rest, told, seller);
}

function named(id: string, told: string | undefined, vendor: string | undefined): ModelName {
  const seller = told ?? (bedrockId.test(id) ? 'aws' : id.includes('@') ? 'google' : undefined);
  return {
    ...(seller === undefined ? {} : { seller }),
    ...(vendor === undefined ? {} : { vendor }),
    names: seller === 'aws' ? [bedrockName(id)] : namesOf(id),
  };
}

/** The id, then the id without its date or `-latest`, each in the spellings of `spellings`. */
export function namesOf(id: string): readonly string[] {
  const window = /^(claude-.+)\[1m\]$/.exec(id);
  const exact = window?.[1] ?? id;
  const undated = withoutDate(exact);
  return undated === undefined ? spellings(exact) : [...spellings(exact), ...spellings(undated)];
}

/**
 * Claude's version is written with a dash by Anthropic, with a dot by Copilot, OpenRouter and Cursor, and before the
 * family by Cursor and OpenRouter (`claude-4.5-sonnet`): the same words in another order, hence the same model.
 */
function spellings(name: string): readonly string[] {
  if (!name.startsWith('claude-')) return [name];
  const dashed = name.replace(/(?<=-\d)\.(?=\d(?:-|$))/, '-');
  const swapped = dashed.replace(/^claude-(\d(?:-\d)?)-(fable|haiku|opus|sonnet)(?=-\d{4}|$)/, 'claude-$2-$1');
  return [...new Set([name, dashed, swapped])];
}

const dated = /^(.+?)(?:-(20\d\d)(\d\d)(\d\d)|-(20\d\d)-(\d\d)-(\d\d)|@(20\d\d)(\d\d)(\d\d)|-latest|@default)$/;

/** The name before one date (`-20250929`, `-2025-09-29`, `@20250929`), `-latest` or `@default`; nothing without one. */
export function withoutDate(name: string): string | undefined {
  const found = dated.exec(name);
  const base = found?.[1];
  if (found === null || base === undefined || dated.test(base)) return undefined;
  const parts = found.slice(2).filter((part) => part !== undefined);
  return parts.length === 0 || isDay(parts.join('-')) ? base : undefined;
}

/** A Bedrock id in lower case without its date and its first version: `us.anthropic.claude-sonnet-4-5`. */
export function bedrockName(id: string): string {
  const found = /^(.*?)(-v\d+(?::\d+)?|:\d+)?$/.exec(id.toLowerCase());
  const stem = found?.[1] ?? id;
  const version = (found?.[2] ?? '').replace(/:\d+$/, '').replace(/^-v1$/, '');
  return (withoutDate(stem) ?? stem) + version;
}
