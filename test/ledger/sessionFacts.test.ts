import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { noteEditsRead } from '../../src/ledger/edits/keptEdits.js';
import { SessionFactsReader } from '../../src/ledger/questions/sessionFacts.js';
import { minute, noon, openLedger, put, request } from './rig.js';

describe('facts of sessions', () => {
  it('are read of a session whose damaged counters cost more than JavaScript has whole numbers for', () => {
    const ledger = openLedger();
    const damaged = { tool: 'codex', input: 100_000_000_000, output: 100_000_000_000 };
    put(ledger, ...Array.from({ length: 20 }, (_, index) => request({ ...damaged, at: noon + index })));
    const reader = new SessionFactsReader(ledger, noon - 86_400_000);
    const [only, ...more] = reader.sessions().map((session) => reader.facts(session));
    const costs = only?.requests.map(({ costNano }) => costNano);
    assert.deepEqual([costs, more], [Array.from({ length: 20 }, () => 6e14), []]);
    assert.ok(20 * 6e14 > Number.MAX_SAFE_INTEGER);
    ledger.close();
  });

  it('are every request in order with its tokens, price and rate; who spoke as far as turns tell', () => {
    const ledger = openLedger();
    const codex = { tool: 'codex', input: 100, cacheRead: 50, output: 7, turn: 'a' };
    put(
      ledger,
      request({ ...codex, at: noon + minute, model: 'large-1', agent: 'explore' }),
      request({ ...codex, at: noon }),
      request({ ...codex, at: noon + 2 * minute, turn: 'b', model: 'unheard-of' }),
      request({ at: noon, tool: 'assist', session: 'own' }),
      request({ at: noon, tool: 'some-tool', session: 's2' }),
      request({ at: noon - 90 * 86_400_000, tool: 'codex', session: 'old' }),
    );
    noteEditsRead(ledger, noon + 2 * minute + 1);
    const reader = new SessionFactsReader(ledger, noon - 86_400_000);
    const [first, second, ...more] = reader.sessions().map((session) => reader.facts(session));
    assert.deepEqual([first?.session, second?.session, more], ['codex:s1', 'some-tool:s2', []]);
    const rate = { input: 1_000, cacheRead: 100, cacheWrite: 1_250 };
    const turns = [...new Set(first?.requests.map(({ turn }) => turn))];
    assert.ok(turns.length === 2 && !turns.includes(null));
    assert.deepEqual(
      first?.requests.map(({ at, human, changed, turn, model, agent, rate: priced, costNano }) => [
        at - noon,
        human,
        changed,
        turns.indexOf(turn),
        model,
        agent,
        priced,
        costNano,
      ]),
      [
        [0, true, false, 0, 'small-1', '', rate, 100 * 1_000 + 50 * 100 + 7 * 5_000],
        [
          minute,
          false,
          false,
          0,
          'large-1',
          'explore',
          { input: 10_000, cacheRead: 1_000, cacheWrite: 12_500 },
          1_400_000,
        ],
        [2 * minute, true, false, 1, 'unheard-of', '', null, null],
      ],
    );
    assert.deepEqual(first?.requests[0]?.counts, {
      input: 100,
      cacheRead: 50,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
      output: 7,
      reasoning: 0,
    });
    // Edits of this tool are not read: each of its requests may have changed a file.
    assert.deepEqual(
      second?.requests.map(({ changed, turn, human }) => [changed, turn, human]),
      [[true, null, true]],
    );
    ledger.close();
  });

  it('are another mark when a request, a price, a changed file or the reading of edits comes, and only then', () => {
    const ledger = openLedger();
    put(
      ledger,
      request({ tool: 'codex', at: noon }),
      request({ tool: 'codex', session: 's2', at: noon - 60 * minute }),
    );
    const marks = () => new SessionFactsReader(ledger, noon - 86_400_000).sessions().map(({ mark }) => mark);
    const changes = (what: () => void) => {
      const before = marks();
      what();
      return marks().map((mark, index) => mark !== before[index]);
    };
    assert.deepEqual(changes(() => put(ledger, request({ at: noon, session: 'other' }))).slice(0, 2), [false, false]);
    assert.deepEqual(changes(() => put(ledger, request({ tool: 'codex', at: noon + minute }))).slice(0, 2), [
      true,
      false,
    ]);
    const edit = 'insert into edit_escape (key, tool, session, at) values (?, ?, ?, ?)';
    const changeFile = () => ledger.database.prepare(edit).run(Buffer.from('k'), 'codex', 's1', noon);
    assert.deepEqual(changes(changeFile).slice(0, 2), [true, false]);
    assert.deepEqual(changes(() => noteEditsRead(ledger, noon - 30 * minute)).slice(0, 2), [true, true]);
    assert.deepEqual(changes(() => noteEditsRead(ledger, noon + 30 * minute)).slice(0, 2), [true, false]);
    ledger.close();
  });

  it('blame nobody for the time after edits were read last', () => {
    const ledger = openLedger();
    put(ledger, request({ tool: 'codex', at: noon }), request({ tool: 'codex', at: noon + minute }));
    const changed = () => {
      const reader = new SessionFactsReader(ledger, noon - 86_400_000);
      return reader.sessions().flatMap((session) => reader.facts(session).requests.map((each) => each.changed));
    };
    assert.deepEqual(changed(), [true, true]);
    noteEditsRead(ledger, noon + 1);
    assert.deepEqual(changed(), [false, true]);
    ledger.close();
  });
});
