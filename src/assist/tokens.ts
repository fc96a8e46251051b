import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** Words like `<|endoftext|>` are text here, not commands. */
const asText = { disallowedSpecial: new Set<string>() } as const;

/**
 * Tokens of a text in OpenAI's o200k_base encoding. For models of others this is an estimate: Anthropic and Google publish no
 * tokenizer of their current models.
 */
export function tokensOf(text: string): number {
  return countTokens(text, asText);
}
