import type { TotalsSource } from '../core/totals.js';
import { claudeTotals } from './claudeCode/totals.js';
import { codexTotals } from './codex/totals.js';
import { copilotCliTotals } from './copilotCli/totals.js';

/** The tools that say themselves what a session used. */
// biome-ignore lint/suspicious/noExplicitAny: each source owns its state type; the reader only carries it.
export const totalsSources: readonly TotalsSource<any>[] = [claudeTotals, codexTotals, copilotCliTotals];
