import { startCounting } from '../../src/app/host.js';
import type { UsageQuery } from '../../src/protocol/ledger.js';

/**
 * A process such as an editor's extension host: it owns one scan worker and nothing else. Started with `fork`; is asked
 * by messages and tells every change.
 */
export interface HostRequest {
  readonly id: number;
  readonly method: 'usage' | 'state' | 'stop';
  readonly input: unknown;
}

export type HostMessage =
  | { readonly id: number; readonly output?: unknown; readonly error?: string }
  | { readonly event: 'changed' | 'health'; readonly state: string; readonly at: number };

const [, , workerFile = '', home = '', ledger = ''] = process.argv;
const client = startCounting({ workerFile, settings: { home, ledger, extraRoots: {}, priceOverrides: undefined } });
const tell = (message: HostMessage) => process.send?.(message);

client.on('ledgerChanged', () => tell({ event: 'changed', state: '', at: Date.now() }));
client.onHealth(({ state, reason }) =>
  tell({ event: 'health', state: `${state} ${reason ?? ''}`.trim(), at: Date.now() }),
);

async function answer({ id, method, input }: HostRequest): Promise<void> {
  try {
    if (method === 'stop') await client.dispose();
    else if (method === 'usage') tell({ id, output: await client.call('usage', input as UsageQuery) });
    else tell({ id, output: await client.call('state', {}) });
  } catch (error) {
    tell({ id, error: error instanceof Error ? error.message : String(error) });
  }
  if (method === 'stop') {
    tell({ id });
    process.disconnect();
  }
}

process.on('message', (message: HostRequest) => void answer(message));
// Nobody is left to answer to.
process.on('disconnect', () => process.exit());
