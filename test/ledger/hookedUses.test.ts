import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type HookedUse, hookedTool } from '../../src/core/hookedUse.js';
import type { RequestObservation } from '../../src/core/observation.js';
import { shrinkBefore } from '../../src/ledger/care/retention.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { recordUses } from '../../src/ledger/requests/hookedUses.js';
import { schemaVersion } from '../../src/ledger/schema.js';
import { openDatabase } from '../../src/platform/sqlite.js';
import { downgrade } from './downgrade.js';
import { assertInvariant } from './invariant.js';
import { hookedUse, minute, noon, openLedger, put, request, runs, sums, withFolder } from './rig.js';

describe('use that was hooked in the editor', () => {
  it('counts as an estimate of its own tool, in the editor session', () => {
    const ledger = openLedger();
    recordUses(ledger, [hookedUse()]);
    const { rows } = new Queries(ledger).usage({ zone: 'UTC', by: ['tool', 'session', 'project', 'branch'] });
    const [row] = rows;
    assert.deepEqual(row?.key, {
      tool: 'assist',
      session: 'assist:m1-ab',
      project: '/code/harbour',
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
    recordUses(ledger, [hookedUse({ outcome: 'open', output: 40 })]);
    recordUses(ledger, [hookedUse(), hookedUse()]);
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

  it('keeps what an event does not hold, and where it began', () => {
    const ledger = openLedger();
    recordUses(ledger, [hookedUse({ outcome: 'open', output: 40, loggedBy: 'copilot-chat' })]);
    const later = {
      at: noon + 9,
      editorSession: 'other',
      project: '/elsewhere',
      branch: 'x',
      loggedBy: 'copilot-chat',
    };
    recordUses(ledger, [hookedUse({ ...later, outcome: 'partly', acceptedTokens: 70, droppedTokens: 20 })]);
    const { id: _id, event: _event, ...row } = { ...ledger.database.prepare('select * from hooked').get() };
    assert.deepEqual(row, {
      kind: 'command',
      entrypoint: 'explain',
      started: noon - 4_000,
      at: noon + 9,
      logged_by: 'copilot-chat',
      logged_session: null,
      editor_session: 'm1-ab',
      outcome: 'partly',
      accepted: 70,
      dropped: 20,
      weighed: 1,
      log: null,
    });
    const { rows } = new Queries(ledger).usage({ zone: 'UTC', by: ['session', 'project', 'branch'] });
    assert.deepEqual(
      rows.map(({ key }) => key),
      [{ session: 'assist:m1-ab', project: '/code/harbour', branch: 'main' }],
    );
    ledger.close();
  });

  it('counts what is no count as nothing, and a use without an instant not at all', () => {
    const ledger = openLedger();
    recordUses(ledger, [
      hookedUse({ id: 'a', input: Number.NaN, output: -3, acceptedTokens: 9, startedAt: Number.NaN }),
      hookedUse({ id: 'b', at: Number.NaN }),
      hookedUse({ id: 'c', input: 1.7, output: 10, acceptedTokens: 8, droppedTokens: 8 }),
    ]);
    assert.deepEqual(sums(ledger), { input: 1, output: 10, requests: 2 });
    assert.deepEqual(
      ledger.database.prepare('select accepted, dropped from hooked order by id').all().map(Object.values),
      [
        [0, 0],
        [8, 2],
      ],
    );
    ledger.close();
  });

  it('in a pause keeps that it was, not its counts', () => {
    const ledger = openLedger();
    ledger.write(() => ledger.pauses.pause(noon - minute, noon + minute));
    recordUses(ledger, [hookedUse({ outcome: 'accepted', acceptedTokens: 90 })]);
    recordUses(ledger, [hookedUse({ outcome: 'accepted', acceptedTokens: 100 })]);
    assertInvariant(ledger.database, ledger);
    assert.deepEqual(sums(ledger), { input: 0, output: 0, requests: 0 });
    assert.deepEqual(
      { ...ledger.database.prepare('select sum(accepted) as kept, count(*) as rows from hooked').get() },
      { kept: 0, rows: 1 },
    );
    ledger.close();
  });
});

/** A request that may tell of `hookedUse()`. */
const told = (given: Partial<RequestObservation> = {}) =>
  request({ id: 'log-1', tool: 'copilot-chat', session: 'c1', at: noon, input: 950, output: 105, ...given });
const fromCopilot = (given: Partial<HookedUse> = {}) => hookedUse({ loggedBy: 'copilot-chat', ...given });

/** Which uses and requests count, by input and output. */
function counting(ledger: Ledger): string[] {
  assertInvariant(ledger.database, ledger);
  return ledger.database
    .prepare(
      `select s.tool, e.at, e.input, e.output from event e join session s on s.id = e.session where (e.flags >> 3) & 3 = 0`,
    )
    .all()
    .map((row) => Object.values(row).join(' '))
    .sort();
}

describe('a hooked use that a log tells of', () => {
  const orders: readonly (readonly [string, (ledger: Ledger) => void])[] = [
    ['log first', (ledger) => [put(ledger, told()), recordUses(ledger, [fromCopilot()])]],
    ['hook first', (ledger) => [recordUses(ledger, [fromCopilot()]), put(ledger, told())]],
    [
      'in between',
      (ledger) => {
        recordUses(ledger, [fromCopilot({ outcome: 'open', output: 1 })]);
        put(ledger, told({ output: 3 }));
        recordUses(ledger, [fromCopilot()]);
        put(ledger, told());
      },
    ],
    [
      'all of it twice',
      (ledger) => {
        for (const _ of [1, 2]) [recordUses(ledger, [fromCopilot()]), put(ledger, told())];
      },
    ],
  ];
  for (const [name, work] of orders) {
    it(`does not count, and stays stored: ${name}`, () => {
      const ledger = openLedger();
      work(ledger);
      assert.deepEqual(counting(ledger), [`copilot-chat ${noon} 950 105`]);
      const { rows } = new Queries(ledger).usage({ zone: 'UTC', by: ['tool'] });
      assert.deepEqual(
        rows.map(({ key }) => key.tool),
        ['copilot-chat'],
      );
      const row = ledger.database.prepare('select e.output, h.log from hooked h join event e on e.id = h.event').get();
      const log = ledger.database
        .prepare("select e.id from event e join session s on s.id = e.session where s.tool = 'copilot-chat'")
        .get();
      assert.deepEqual({ ...row }, { output: 100, log: log?.['id'] });
      ledger.close();
    });
  }

  it('counts again when its request turns out to be another one', () => {
    const ledger = openLedger();
    recordUses(ledger, [fromCopilot()]);
    put(ledger, told());
    put(ledger, told({ output: 900 }));
    assert.deepEqual(counting(ledger), [`assist ${noon} 900 100`, `copilot-chat ${noon} 950 900`]);
    ledger.close();
  });

  it('and whose end moves away frees the request for another use', () => {
    const ledger = openLedger();
    put(ledger, told());
    recordUses(ledger, [fromCopilot(), fromCopilot({ id: 'use-2', at: noon + 1 })]);
    assert.deepEqual(counting(ledger), [`assist ${noon + 1} 900 100`, `copilot-chat ${noon} 950 105`]);
    recordUses(ledger, [fromCopilot({ at: noon + 60 * minute })]);
    assert.deepEqual(counting(ledger), [`assist ${noon + 60 * minute} 900 100`, `copilot-chat ${noon} 950 105`]);
    ledger.close();
  });

  it('by a better store counts once, whichever store told first', () => {
    const [poor, good] = [
      told({ rank: 1, store: 'poor', turn: 't' }),
      told({ id: 'log-2', rank: 2, store: 'good', turn: 't', namespace: 'good' }),
    ];
    for (const order of [
      [poor, good],
      [good, poor],
    ]) {
      const ledger = openLedger();
      recordUses(ledger, [fromCopilot(), fromCopilot({ id: 'use-2' })]);
      for (const each of order) put(ledger, each);
      assert.equal(counting(ledger).length, 2);
      assert.deepEqual(sums(ledger), { input: 1850, output: 205, requests: 2 });
      ledger.close();
    }
  });

  it('in another window does not count there either', () =>
    withFolder((folder) => {
      const [one, two] = [openLedger(join(folder, 'ledger.db')), openLedger(join(folder, 'ledger.db'))];
      recordUses(one, [fromCopilot()]);
      put(two, told());
      assert.deepEqual(counting(one), [`copilot-chat ${noon} 950 105`]);
      put(two, told({ id: 'log-3', at: noon + 20 * minute }));
      recordUses(one, [fromCopilot({ id: 'use-3', at: noon + 21 * minute })]);
      assert.deepEqual(sums(two), { input: 1900, output: 210, requests: 2 });
      one.close();
      two.close();
    }));

  it('written in vain and then again', () => {
    const ledger = openLedger();
    const failing = () =>
      ledger.write(() => {
        ledger.hooked.put(fromCopilot());
        throw new Error('killed');
      });
    assert.throws(failing, /killed/);
    recordUses(ledger, [fromCopilot()]);
    put(ledger, told());
    assert.deepEqual(counting(ledger), [`copilot-chat ${noon} 950 105`]);
    ledger.close();
  });

  it('whose request has shrunk to its key stays as it was', async () => {
    const ledger = openLedger();
    recordUses(ledger, [fromCopilot()]);
    put(ledger, told());
    const before = new Queries(ledger).usage({ zone: 'UTC', by: ['tool'] }).totals;
    await shrinkBefore(ledger, noon + 86_400_000, async () => {});
    recordUses(ledger, [fromCopilot({ id: 'use-2', at: noon + 1 })]);
    assert.deepEqual(new Queries(ledger).usage({ zone: 'UTC', by: ['tool'], tools: ['copilot-chat'] }).totals, before);
    assert.deepEqual(sums(ledger), { input: 1850, output: 205, requests: 2 });
    ledger.close();
  });

  it('has shrunk itself: nothing is added by telling it again', async () => {
    const ledger = openLedger();
    recordUses(ledger, [hookedUse({ outcome: 'accepted', acceptedTokens: 50 })]);
    await shrinkBefore(ledger, noon + 86_400_000, async () => {});
    recordUses(ledger, [hookedUse({ outcome: 'accepted', acceptedTokens: 50, output: 500 })]);
    assert.deepEqual(sums(ledger), { input: 900, output: 100, requests: 1 });
    assert.deepEqual(ledger.database.prepare('select entrypoint, accepted from hooked').all().map(Object.values), [
      ['', 0],
    ]);
    ledger.close();
  });

  it('whatever the order and the batches, to the same result', () => {
    const at = fc.nat(12).map((half) => noon + half * 30_000);
    const model = fc.constantFrom('small-1', 'large-1');
    const aUse = fc
      .record({ at, model, output: fc.nat(4).map((n) => n * 60), id: fc.nat(5).map((n) => `use-${n}`) })
      .chain((given) =>
        fc
          .constantFrom<Partial<HookedUse>>(
            {},
            { loggedBy: 'copilot-chat' },
            { loggedBy: 'copilot-chat', model: 'unknown' },
            { loggedBy: 'copilot-chat', loggedSession: 'c1' },
            { kind: 'inline', model: 'unknown' },
          )
          .map((more) => hookedUse({ ...given, ...more })),
      );
    const aRow = fc
      .record({
        id: fc.nat(5).map((n) => `log-${n}`),
        at,
        model,
        output: fc.nat(4).map((n) => n * 60),
        session: fc.constantFrom('c1', 'c2'),
        rank: fc.integer({ min: 1, max: 2 }),
        tool: fc.constantFrom('copilot-chat', 'codex'),
      })
      .map((given) => told({ ...given, namespace: `${given.tool} ${given.rank}`, store: `store ${given.rank}` }));
    type Step = { readonly use: HookedUse } | { readonly row: RequestObservation };
    const cases = fc
      // A use told twice is replaced by the later telling: each is told once here, as one window does in order.
      .tuple(fc.uniqueArray(aUse, { maxLength: 5, selector: ({ id }) => id }), fc.array(aRow, { maxLength: 6 }))
      .chain(([uses, rows]) => {
        const steps: Step[] = [...uses.map((each) => ({ use: each })), ...rows.map((row) => ({ row }))];
        const shuffled = fc.shuffledSubarray(steps, { minLength: steps.length });
        return fc.tuple(fc.constant(steps), shuffled, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }));
      });
    const tell = (ledger: Ledger, steps: readonly Step[], splits: readonly boolean[]) => {
      for (const [index, step] of steps.entries()) {
        const next = steps[index + 1];
        if ('use' in step) recordUses(ledger, [step.use]);
        else if (splits[index] && next && 'row' in next) put(ledger, step.row, next.row);
        else put(ledger, step.row);
      }
    };
    fc.assert(
      fc.property(cases, ([steps, other, splits]) => {
        const [one, two] = [openLedger(), openLedger()];
        tell(one, steps, []);
        tell(two, other, splits);
        assert.deepEqual(counting(two), counting(one));
        tell(two, steps, splits);
        assert.deepEqual(counting(two), counting(one));
        one.close();
        two.close();
      }),
      { seed: 31, numRuns: runs(600) },
    );
  });
});

describe('a ledger of version 1', () => {
  it('takes over the uses that it has, and counts as before', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const ledger = openLedger(path);
      recordUses(ledger, [hookedUse(), hookedUse({ id: 'use-2', kind: 'inline', entrypoint: 'x', input: 0 })]);
      put(ledger, request({ id: 'plain', output: 7 }));
      const before = sums(ledger);
      downgrade(ledger.database, 1);
      ledger.close();
      const again = openLedger(path);
      assert.deepEqual(sums(again), before);
      assert.deepEqual(
        again.database
          .prepare('select kind, entrypoint, editor_session, outcome from hooked order by kind')
          .all()
          .map(Object.values),
        [
          ['command', 'explain', 'm1-ab', 'answer'],
          ['inline', 'x', 'm1-ab', 'answer'],
        ],
      );
      recordUses(again, [hookedUse({ outcome: 'accepted', acceptedTokens: 100 })]);
      assert.deepEqual(sums(again), before);
      again.close();
      const raw = openDatabase(path, { readOnly: true });
      assert.equal(raw.prepare('pragma user_version').get()?.['user_version'], schemaVersion);
      raw.close();
    }));
});
