import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readClaudeStatus } from '../../src/core/claudeStatus.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { recordStatus } from '../../src/ledger/reading/toldStatus.js';
import { minute, noon, openLedger, put, request } from './rig.js';

const usage = { input_tokens: 1, cache_creation_input_tokens: 20, cache_read_input_tokens: 300, output_tokens: 9 };
const told = (session: string, size: number, used: number) => ({
  session_id: session,
  context_window: { context_window_size: size, current_usage: usage },
  rate_limits: { five_hour: { used_percentage: used, resets_at: noon / 1000 + 3600 } },
});

describe('what Claude Code tells its status line', () => {
  it('is the size of the context window of a session whose log tells none, and how full a plan window is', () => {
    const ledger = openLedger();
    put(ledger, request({ tool: 'claude-code', session: 'a', at: noon, context: 321 }));
    recordStatus(ledger, readClaudeStatus(told('a', 200_000, 41.5), noon + minute));
    recordStatus(ledger, readClaudeStatus(told('b', 1_000_000, 42), noon + 2 * minute));
    const queries = new Queries(ledger);
    const [session] = queries.sessions({ zone: 'UTC' });
    assert.deepEqual([session?.id, session?.context, session?.contextWindow], ['claude-code:a', 321, 200_000]);
    assert.deepEqual(queries.limits(noon + 3 * minute), [
      { tool: 'claude-code', window: '5h', usedPercent: 42, resetsAt: noon + 3_600_000, at: noon + 2 * minute },
    ]);
  });

  it('is written once while it stays the same, and again after five minutes', () => {
    const ledger = openLedger();
    const tell = (minutes: number, used: number) => {
      recordStatus(ledger, readClaudeStatus(told('a', 200_000, used), noon + minutes * minute));
      return ledger.revision;
    };
    assert.deepEqual([tell(0, 7), tell(1, 7), tell(4, 7), tell(5, 7), tell(6, 7), tell(6, 8)], [1, 1, 1, 2, 2, 3]);
  });

  it('is remembered of the newest fifty sessions', () => {
    const ledger = openLedger();
    for (let session = 0; session < 60; session++)
      recordStatus(ledger, readClaudeStatus(told(`s${session}`, 1000 + session, 7), noon));
    const kept = JSON.parse(ledger.meta('context windows') ?? '') as [string, number][];
    assert.deepEqual([kept.length, kept[0], kept[49]], [50, ['claude-code:s59', 1059], ['claude-code:s10', 1010]]);
  });

  it('is read from what the real client wrote: before its first request, and after it', () => {
    // By an API key, hence without plan windows.
    const file = join(import.meta.dirname, '../../../test/fixtures/hooks/claude-code/2.1.330-status-line.jsonl');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const session = 'claude-code:8c6e7cb5-26ba-4ffb-a6cc-978e68c9a009';
    assert.deepEqual(
      lines.map((line) => readClaudeStatus(JSON.parse(line), noon)),
      [{ limits: [] }, { limits: [], context: { session, used: 72, size: 1_000_000 } }],
    );
  });

  it('is nothing where it says nothing that can be used', () => {
    const nothing = [null, 7, [], {}, { rate_limits: [] }, { rate_limits: { five_hour: { used_percentage: -1 } } }];
    for (const json of [...nothing, { session_id: 'a', context_window: { context_window_size: 5 } }])
      assert.deepEqual(readClaudeStatus(json, noon), { limits: [] }, JSON.stringify(json));
  });
});
