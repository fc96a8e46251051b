import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { shrinkBefore } from '../../src/ledger/care/retention.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { checkpoint, hour, minute, noon, openLedger, put, request } from './rig.js';

const at = noon - 500 * 24 * hour;
const cut = noon - 400 * 24 * hour;
const atOnce = async () => {};
const old = [
  request({ id: 'a', session: 'old', at, input: 1000, output: 10, context: 5000, agent: 'reviewer' }),
  request({ id: 'b', session: 'old', at: at + minute, output: 20, turn: 't1', precision: 'atLeast' }),
];
const recent = request({ id: 'c', session: 'recent', at: noon, output: 300 });

function everything(ledger: Ledger): object {
  const queries = new Queries(ledger);
  const by = ['tool', 'model', 'day', 'session', 'project', 'branch'] as const;
  return [queries.usage({ zone: 'Europe/Berlin', by }), queries.sessions({ zone: 'UTC' })].map((answer) =>
    JSON.stringify(answer, (key, value) => (key === 'revision' || key === 'context' ? undefined : value)),
  );
}

const kept = (ledger: Ledger, session: string) =>
  ledger.database
    .prepare(
      'select sum(e.input + e.output) as tokens, count(*) as rows from event e join session s on s.id = e.session where s.native = ?',
    )
    .get(session);

describe('requests older than the person wants to keep', () => {
  it('are key and sums alone, and every figure is as before', async () => {
    const ledger = openLedger();
    put(ledger, ...old, recent);
    const before = everything(ledger);
    assert.equal(await shrinkBefore(ledger, cut, atOnce), 1);
    assert.deepEqual(everything(ledger), before);
    assert.deepEqual({ ...kept(ledger, 'old') }, { tokens: 0, rows: 2 });
    assert.deepEqual({ ...kept(ledger, 'recent') }, { tokens: 300, rows: 1 });
    ledger.close();
  });

  it('never count again: read again, told better, priced anew', async () => {
    const ledger = openLedger();
    put(ledger, ...old, recent);
    const before = everything(ledger);
    await shrinkBefore(ledger, cut, atOnce);
    put(ledger, ...old, recent);
    put(ledger, request({ ...old[0], output: 5000, rank: 0 }));
    assert.deepEqual(everything(ledger), before);
    assert.equal(await shrinkBefore(ledger, cut, atOnce), 0, 'nothing is left to shrink');
    ledger.close();
  });

  it('of a session with cumulative figures: what those hold beyond them stays as it was', async () => {
    const ledger = openLedger();
    const figures = checkpoint({ session: 'old', at: at + 2 * minute, input: 3000, output: 40 });
    put(ledger, ...old, figures);
    const before = everything(ledger);
    await shrinkBefore(ledger, cut, atOnce);
    put(ledger, figures, ...old);
    assert.deepEqual(everything(ledger), before);
    ledger.close();
  });

  it('stay whole while their session goes on, and while a fork depends on them', async () => {
    const ledger = openLedger();
    put(ledger, ...old, request({ id: 'd', session: 'old', at: noon, output: 1 }));
    assert.equal(await shrinkBefore(ledger, cut, atOnce), 0);
    const parent = openLedger();
    put(parent, ...old, checkpoint({ session: 'fork', parent: 'old', at: noon, output: 1, input: 1 }));
    assert.equal(await shrinkBefore(parent, cut, atOnce), 0);
    ledger.close();
    parent.close();
  });
});
