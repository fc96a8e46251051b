import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type HookedUse, hookedTool } from '../../src/core/hookedUse.js';
import { recordUses } from '../../src/ledger/hookedUses.js';
import { Queries } from '../../src/ledger/queries.js';
import { noon, openLedger } from './rig.js';

function use(given: Partial<HookedUse> = {}): HookedUse {
  return {
    id: 'use-1',
    kind: 'command',
    startedAt: noon - 4_000,
    at: noon,
    entrypoint: 'explain',
    editorSession: 'm1-ab',
    model: 'small-1',
    input: 900,
    output: 100,
    project: '/work/harbour',
    branch: 'main',
    outcome: 'answer',
    acceptedTokens: 0,
    droppedTokens: 0,
    ...given,
  };
}

describe('use that was hooked in the editor', () => {
  it('counts as an estimate of its own tool, in the editor session', () => {
    const ledger = openLedger();
    recordUses(ledger, [use()]);
    const { rows } = new Queries(ledger).usage({ zone: 'UTC', by: ['tool', 'session', 'project', 'branch'] });
    const [row] = rows;
    assert.deepEqual(row?.key, {
      tool: 'assist',
      session: 'assist:m1-ab',
      project: '/work/harbour',
      branch: 'main',
    });
    assert.deepEqual(
      [row?.totals.input, row?.totals.output, row?.totals.requests, row?.totals.precision],
      [900, 100, 1, { exact: 0, atLeast: 0, estimate: 1000 }],
    );
    ledger.close();
  });

  it('counts once however often it is told, with what it came to', () => {
    const ledger = openLedger();
    recordUses(ledger, [use({ outcome: 'open', output: 40 })]);
    recordUses(ledger, [use(), use()]);
    const { totals } = new Queries(ledger).usage({ zone: 'UTC', by: [] });
    assert.deepEqual([totals.total, totals.requests], [1000, 1]);
    ledger.close();
  });

  it('each kind has a tool of its own, and each reporting extension', () => {
    const tools = (['command', 'inline', 'wrapped', 'reported'] as const).map((kind) =>
      hookedTool({ kind, entrypoint: 'maker.helper' }),
    );
    assert.deepEqual(tools, ['assist', 'inline', 'hooked', 'reported:maker.helper']);
  });
});
