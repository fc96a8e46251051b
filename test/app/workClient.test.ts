import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { lazyWork, type WorkClient } from '../../src/app/workClient.js';
import { CallError } from '../../src/protocol/rpc.js';

const workerFile = join(import.meta.dirname, '../../../dist/workWorker.cjs');

async function withWork(work: (client: WorkClient) => Promise<void>, idleMs?: number): Promise<void> {
  const client = lazyWork(workerFile, idleMs);
  try {
    await work(client);
  } finally {
    await client.dispose();
  }
}

describe('the work worker', () => {
  it('starts with the first call and counts', () =>
    withWork(async (client) => {
      assert.equal(client.running, false);
      assert.deepEqual(await client.call('countTokens', { texts: ['hello world', ''] }), [2, 0]);
      assert.equal(client.running, true);
    }));

  it('ends when nobody has called for a while, and starts again', () =>
    withWork(async (client) => {
      await client.call('countTokens', { texts: ['a'] });
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(client.running, false);
      assert.deepEqual(await client.call('countTokens', { texts: ['hello world'] }), [2]);
    }, 50));

  it('a call that its end cuts off is closed, and the next one starts it again', () =>
    withWork(async (client) => {
      const cut = client.call('countTokens', { texts: ['x '.repeat(100_000)] });
      const fate = cut.then(
        () => 'done',
        (error: unknown) => (error instanceof CallError ? error.fate : 'threw'),
      );
      await client.dispose();
      assert.equal(await fate, 'closed');
      assert.deepEqual(await client.call('countTokens', { texts: ['hello world'] }), [2]);
    }));
});
