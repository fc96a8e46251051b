import type { GuardRequest, GuardResult } from './guard.js';
import type { KeptWorkMethods } from './kept.js';

/**
 * Host and work worker: what takes long and needs neither the ledger nor the editor. The worker starts with the first
 * call and ends after a while without one: its tokenizer alone takes 110 MB.
 */
export type WorkMethods = KeptWorkMethods & {
  /** Tokens of each text in o200k_base, in the order given. */
  countTokens(input: { readonly texts: readonly string[] }): readonly number[];
  /** Secrets and personal data in a text. */
  guard(input: GuardRequest): GuardResult;
};
