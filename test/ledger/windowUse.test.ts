import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Queries } from '../../src/ledger/questions/queries.js';
import { timeline } from '../../src/ledger/questions/timeline.js';
import { windowUse } from '../../src/ledger/questions/windowUse.js';
import { recordUses } from '../../src/ledger/requests/hookedUses.js';
import { hookedUse, minute, noon, openLedger, put, request } from './rig.js';

const use = hookedUse({ id: 'a', outcome: 'partly', acceptedTokens: 70, droppedTokens: 20 });
const suggestion = { kind: 'inline', entrypoint: 'inline', model: 'unknown', input: 0, output: 12 } as const;

/** Two windows, one of them beside a tool's own session in its folder. */
function ledgerOfTwoWindows() {
  const ledger = openLedger();
  recordUses(ledger, [
    use,
    { ...use, ...suggestion, id: 'b', at: noon + 1, acceptedTokens: 12, droppedTokens: 0, project: '' },
    { ...use, id: 'c', editorSession: 'm2-cd', project: '/code/other' },
    {
      ...use,
      kind: 'reported',
      entrypoint: 'maker.helper',
      id: 'd',
      at: noon + 2,
      acceptedTokens: 0,
      droppedTokens: 0,
    },
  ]);
  put(
    ledger,
    request({ project: '/code/harbour/lib', at: noon - minute, output: 500 }),
    request({ project: '/code/harbour/lib', at: noon - minute + 9, output: 500, model: 'no-price' }),
    request({ project: '/code/harbour/lib', at: noon - minute + 10, output: 7, model: 'no-price' }),
    request({ project: '/code/harbour', at: noon - minute + 20, output: 5, agent: 'reviewer' }),
    request({ project: '/code/harbour', at: noon - 60 * minute, output: 9_000 }),
  );
  return { ledger, queries: new Queries(ledger) };
}
const window = { folders: ['/code/harbour'], editorSession: 'm1-ab', since: noon - 5 * minute, zone: 'UTC' };

describe('an editor session', () => {
  it('knows its requests, its suggestions and what became of them', () => {
    const { ledger } = ledgerOfTwoWindows();
    assert.deepEqual(windowUse(ledger.database, 'm1-ab'), {
      requests: 2,
      suggestions: 1,
      acceptedTokens: 82,
      droppedTokens: 20,
      lastAt: noon + 2,
    });
    const none = { requests: 0, suggestions: 0, acceptedTokens: 0, droppedTokens: 0, lastAt: null };
    assert.deepEqual(windowUse(ledger.database, 'm9'), none);
    ledger.close();
  });

  it('what a log tells of was still accepted here, but is not its newest use', () => {
    const ledger = openLedger();
    recordUses(ledger, [{ ...use, loggedBy: 'copilot-chat' }]);
    put(ledger, request({ tool: 'copilot-chat', at: noon, input: 900, output: 100 }));
    assert.deepEqual(windowUse(ledger.database, 'm1-ab'), {
      requests: 1,
      suggestions: 0,
      acceptedTokens: 70,
      droppedTokens: 20,
      lastAt: null,
    });
    ledger.close();
  });

  it('counts what lies in the workspace since its start, and its own hooked use wherever that was', () => {
    const { ledger, queries } = ledgerOfTwoWindows();
    const sum = (query: object) => queries.usage({ ...window, ...query, by: [] }).totals.total;
    assert.equal(sum({}), 1_012 + 1_000 + 12 + 1_000);
    assert.equal(sum({ folders: [] }), 1_000 + 12 + 1_000);
    assert.equal(sum({ editorSession: 'm2-cd' }), 1_012 + 1_000 + 1_000 + 1_000);
    assert.equal(sum({ editorSession: 'm9' }), 1_012 + 1_000 + 1_000);
    assert.equal(sum({ since: undefined, hooked: false }), 10_012);
    ledger.close();
  });

  it('of an extension that reports is found by its name, which has a colon', () => {
    const { ledger, queries } = ledgerOfTwoWindows();
    const sessions = queries.sessions({ zone: 'UTC', sessions: ['reported:maker.helper:m1-ab'] });
    assert.deepEqual(
      sessions.map(({ id, tool, totals }) => [id, tool, totals.total]),
      [['reported:maker.helper:m1-ab', 'reported:maker.helper', 1_000]],
    );
    ledger.close();
  });

  it('has a timeline: each use by itself, requests of a run together', () => {
    const { ledger, queries } = ledgerOfTwoWindows();
    const { rows, earlier } = timeline(ledger, queries, { ...window, limit: 5 });
    assert.equal(earlier, 1);
    assert.deepEqual(
      rows.map(({ start, what, tool, model, entrypoint, requests, total, costNano, precision }) =>
        [start - noon, what, tool, model, entrypoint, requests, total, costNano, precision].join(' '),
      ),
      [
        '-59991 requests tool no-price  2 507  exact',
        '-59980 subAgent tool small-1  1 5 25000 exact',
        '-4000 command assist small-1 explain 1 1000 1400000 estimate',
        '-4000 inline inline unknown inline 0 12  estimate',
        '-4000 reported reported:maker.helper small-1 maker.helper 1 1000 1400000 estimate',
      ],
    );
    const one = timeline(ledger, queries, { zone: 'UTC', sessions: ['assist:m2-cd'], limit: 9 });
    assert.deepEqual(
      one.rows.map(({ total }) => total),
      [1_000],
    );
    ledger.close();
  });
});
