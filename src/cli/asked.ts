import type { BranchFilter } from '../app/cli.js';
import { instants } from '../core/span.js';
import type { Narrowing } from '../protocol/ledger.js';
import type { CliOptions } from './options.js';

/** What a command is to answer: its options, and where the branch that they name was recorded. */
export type Asked = CliOptions & BranchFilter;

/** The part of a question to the ledger that says which use is meant. */
export function useOf(
  asked: Asked,
): BranchFilter & Narrowing & { since?: number; until?: number; readonly zone: string } {
  return { ...instants(asked), ...placeOf(asked), zone: asked.zone };
}

/** The same without a time. */
export function placeOf({ folders, branches, models, hour }: Asked): BranchFilter & Narrowing {
  return { folders, branches, models, hour };
}
