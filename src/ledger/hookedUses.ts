import { type HookedUse, hookedTool } from '../core/hookedUse.js';
import type { RequestObservation } from '../core/observation.js';
import { noTokens } from '../core/usage.js';
import type { Ledger } from './ledger.js';

/** Stores use that was seen in the editor. The same id again replaces what was told of it. */
export function recordUses(ledger: Ledger, uses: readonly HookedUse[]): void {
  ledger.write(() => {
    for (const use of uses) ledger.events.put(requestOf(use));
  });
}

/** The use as a request: a tokenizer's count, in a session of the editor. */
function requestOf(use: HookedUse): RequestObservation {
  return {
    ...noTokens,
    kind: 'request',
    namespace: 'hooked',
    id: use.id,
    tool: hookedTool(use),
    store: use.kind,
    rank: 1,
    session: use.editorSession,
    at: use.at,
    copied: false,
    sidechain: false,
    model: use.model,
    provider: use.provider,
    initiator: 'person',
    project: use.project,
    branch: use.branch,
    agent: '',
    entrypoint: use.entrypoint,
    requests: use.kind === 'inline' ? 0 : 1,
    precision: 'estimate',
    input: use.input,
    output: use.output,
    webSearches: 0,
  };
}
