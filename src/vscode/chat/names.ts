import { toolIds, toolName } from '../../core/toolNames.js';

/** The models that the ledger knows, as logged. Tools are known to all. */
export interface Vocabulary {
  readonly models: readonly string[];
}

/** What a phrase names: tools by id, models by raw id. Never both empty. */
export interface Named {
  readonly tools: readonly string[];
  readonly models: readonly string[];
  /** In words. */
  readonly length: number;
}

const longestPhrase = 6;

/**
 * The tools or models that the words from `at` on name, by the longest phrase: a tool by its id, its name or the name's
 * first word, models by their id or by consecutive parts of it (`sonnet 4.5`, `gpt-5`).
 */
export function readNames(words: readonly string[], at: number, { models }: Vocabulary): Named | undefined {
  for (let length = Math.min(longestPhrase, words.length - at); length > 0; length--) {
    const phrase = words.slice(at, at + length).join(' ');
    const tools = toolsOf(phrase);
    if (tools.length > 0) return { tools, models: [], length };
    const found = modelsOf(phrase, models);
    if (found.length > 0) return { tools: [], models: found, length };
  }
  return undefined;
}

/** All tools of that id, name or first word of a name. */
export function toolsOf(text: string): readonly string[] {
  const phrase = text.trim().toLowerCase();
  const whole = toolIds.filter((id) => id === phrase || toolName(id).toLowerCase() === phrase);
  if (whole.length > 0) return whole;
  return toolIds.filter((id) => toolName(id).toLowerCase().split(' ')[0] === phrase);
}

/** The models of that id, else those whose id has these parts in a row. A number alone names none. */
export function modelsOf(text: string, models: readonly string[]): readonly string[] {
  const phrase = text.trim().toLowerCase();
  const exact = models.filter((model) => model.toLowerCase() === phrase);
  if (exact.length > 0) return exact;
  const wanted = partsOf(phrase);
  if (!/[a-z]/.test(wanted[0] ?? '')) return [];
  return models.filter((model) => `-${partsOf(model).join('-')}-`.includes(`-${wanted.join('-')}-`));
}

function partsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
}
