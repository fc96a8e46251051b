import assert from 'node:assert/strict';
import { assemblePrivacy } from '../../src/app/page.js';
import type { LedgerReader } from '../../src/app/you.js';
import type { GuardDay } from '../../src/protocol/ledger.js';

const about = { at: 0, home: '/home/u', retentionDays: 400 };

function readerOf(guardCounts: readonly GuardDay[]): LedgerReader {
  const answers: Readonly<Record<string, unknown>> = {
    sources: [],
    state: { path: '/l', bytes: 1, paused: null },
    rows: 2,
    guardCounts,
  };
  return { call: async (method: string) => answers[method] } as unknown as LedgerReader;
}

describe('what the tab Privacy is told', () => {
  it('sums what the guard found over days and kinds', async () => {
    const { guard } = await assemblePrivacy(
      readerOf([
        { day: '2026-03-01', rule: 'aws-key', found: 3, redacted: 2, sent: 0 },
        { day: '2026-03-02', rule: 'aws-key', found: 1, redacted: 1, sent: 0 },
        { day: '2026-03-02', rule: 'e-mail', found: 5, redacted: 0, sent: 4 },
      ] as unknown as readonly GuardDay[]),
      about,
    );
    assert.deepEqual(guard, { found: 9, redacted: 3, sent: 4 });
  });

  it('has nothing to say of a guard that found nothing', async () => {
    assert.equal((await assemblePrivacy(readerOf([]), about)).guard, null);
  });
});
