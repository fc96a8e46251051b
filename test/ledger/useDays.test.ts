import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { addDays } from '../../src/core/day.js';
import { setOverrides } from '../../src/ledger/prices/repricing.js';
import { UseDays } from '../../src/ledger/sums/useDays.js';
import { Random } from '../kit/generate/random.js';
import { hour, noon, openLedger, put, request, runs, withFolder } from './rig.js';

const day = 24 * hour;
const asked = { since: '2026-02-25', until: '2026-03-10', zone: 'UTC', tools: ['codex'] };

describe('days with use', () => {
  it('what is remembered is what is read anew, whatever was written, undone, priced again or written by another process', async () => {
    await withFolder((folder) => {
      const random = new Random('days with use');
      const path = join(folder, 'ledger.db');
      const [ledger, other] = [openLedger(path), openLedger(path)];
      const any = () =>
        request({
          ...{ id: `r${random.integer(0, 40)}`, session: `s${random.integer(0, 3)}`, rank: random.integer(1, 3) },
          ...{ tool: random.pick(['codex', 'other']), model: random.pick(['small-1', 'large-1', 'maker-mini']) },
          ...{
            at: noon + random.integer(-96, 5 * 96) * (hour / 4),
            input: random.integer(0, 99),
            output: random.integer(0, 99),
          },
        });
      const ask = (to = asked) => {
        const anew = new UseDays(ledger.database, ledger.rollup);
        assert.deepEqual(ledger.useDays.between(to), anew.between(to), random.seed);
      };
      const steps = [
        () => put(ledger, any()),
        () => put(other, any()),
        () => setOverrides(ledger, { 'maker-mini': { input: random.integer(1, 9), output: 1 } }),
        () => ask({ ...asked, zone: random.pick(['Asia/Kathmandu', 'America/New_York']) }),
        () => ask({ ...asked, tools: ['codex', 'other'] }),
        () => ask({ ...asked, until: addDays(asked.until, random.integer(-9, 2)) }),
        () =>
          assert.throws(() =>
            ledger.write(() => {
              ledger.events.put(any());
              ledger.rollup.write();
              ask();
              throw new Error('undone');
            }),
          ),
      ];
      for (let step = 0; step < runs(1_000); step++) {
        random.pick(steps)();
        ask();
      }
      assert.ok(ledger.useDays.between(asked).all.length > 3);
      ledger.close();
      other.close();
    });
  });

  it('a day that nothing was written to is not read again; one day more or less changes nothing of that', () => {
    const ledger = openLedger();
    put(ledger, request({ tool: 'codex', output: 5 }), request({ tool: 'codex', at: noon + 2 * day, output: 7 }));
    const totals = (until = asked.until) =>
      ledger.useDays.between({ ...asked, until }).all.map(({ day: name, total }) => `${name} ${total}`);
    assert.deepEqual(totals(), ['2026-03-02 5', '2026-03-04 7']);
    ledger.database.exec('update rollup set output = 1000');
    put(ledger, request({ tool: 'codex', at: noon + 3 * day, output: 9 }));
    assert.deepEqual(totals('2026-03-11'), ['2026-03-02 5', '2026-03-04 7', '2026-03-05 9']);
    put(ledger, request({ tool: 'codex', at: noon + 2 * day, output: 1 }));
    assert.deepEqual(totals(), ['2026-03-02 5', '2026-03-04 1001', '2026-03-05 9']);
    ledger.close();
  });
});
