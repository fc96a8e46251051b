import assert from 'node:assert/strict';
import fc from 'fast-check';
import { continueSession } from '../../../src/vscode/memory/editorSession.js';
import { Keeper } from '../../../src/vscode/memory/keeper.js';
import {
  emptyMemory,
  type Memory,
  memoryVersion,
  readMemory,
  type SessionStat,
  writeMemory,
} from '../../../src/vscode/memory/memory.js';
import { badges } from '../../page/harness/badges.js';
import { budgets } from '../../page/harness/budgets.js';
import { at, live, session, settled, today } from '../../page/harness/figures.js';

const stat: SessionStat = {
  id: 'codex:1',
  tool: 'codex',
  start: at - 10,
  end: at,
  total: 5,
  requests: 1,
  costNano: null,
  costAtLeast: true,
};
const full: Memory = {
  painted: { view: { text: 'a', hover: 'b', spoken: 'c' }, until: at, made: 'd' },
  figures: { today, session },
  badges,
  view: { tab: 'you', tool: null, period: '7d', folded: ['now'], kindsAsCost: true },
  sessions: [stat],
  workspaces: { abc: { total: 5, requests: 1, costNano: 3, costAtLeast: false, at } },
};

describe('memory of the editor', () => {
  it('comes back as it was kept, but for paths and branches', () => {
    const kept = JSON.parse(JSON.stringify(writeMemory(full, at))) as unknown;
    const bare = { ...live, project: '', branch: '' };
    const without = (data: typeof today) => ({ ...data, now: { ...data.now, live: bare, branch: null } });
    assert.deepEqual(readMemory(kept), { ...full, figures: { today: without(today), session: without(session) } });
  });

  it('holds no path, branch or words of a problem', () => {
    const told = {
      ...today,
      now: {
        ...today.now,
        live: { ...live, project: '/canary-path', branch: 'canary-branch' },
        branch: { name: 'canary-b', totals: today.totals },
      },
      state: { ...settled, problems: [{ code: 'unreadable-file', detail: '/canary-file' }] },
    };
    const kept = writeMemory({ ...full, figures: { today: told, session: told } }, at);
    assert.doesNotMatch(JSON.stringify(kept), /canary/);
  });

  it('drops the oldest sessions at 48 KB, and those of over seven days', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({
      ...stat,
      id: `codex:${index}`,
      end: at - index * 1000,
    }));
    const old = { ...stat, id: 'codex:old', end: at - 8 * 86_400_000 };
    const { sessions } = writeMemory({ ...full, sessions: [old, ...many] }, at);
    const size = JSON.stringify(sessions).length;
    assert.ok(size <= 48 * 1024 && size > 47 * 1024, String(size));
    assert.deepEqual(sessions[0]?.id, 'codex:0');
    assert.deepEqual(writeMemory({ ...full, sessions: [old] }, at).sessions, []);
  });

  it('keeps the board of a team that was looked at, and drops a view with something else in its place', () => {
    const kept = (board: unknown) =>
      readMemory(JSON.parse(JSON.stringify(writeMemory({ ...full, view: { ...full.view, board } as never }, at)))).view;
    assert.deepEqual(kept('thrift'), { ...full.view, board: 'thrift' });
    assert.notDeepEqual(kept(7), { ...full.view, board: 7 });
  });

  it('keeps which badges were seen and hidden, and drops a view or badges with something else in their place', () => {
    const kept = (parts: object) => readMemory(JSON.parse(JSON.stringify(writeMemory({ ...full, ...parts }, at))));
    const seen = { hidden: ['daylight'], seen: { keeper: 2 }, greeted: '2026-11-19' };
    const viewOf = (badges: unknown) => ({ view: { ...full.view, badges } });
    assert.deepEqual(kept(viewOf(seen)).view, { ...full.view, badges: seen });
    assert.deepEqual(kept(viewOf({ ...seen, greeted: null })).view.badges?.greeted, null);
    for (const broken of [7, { ...seen, hidden: [7] }, { ...seen, seen: { keeper: 'a' } }, { ...seen, greeted: 7 }])
      assert.deepEqual(kept(viewOf(broken)).view, emptyMemory.view);
    for (const broken of [7, {}, { ...badges, badges: null }, { ...badges, milestones: 7 }])
      assert.equal(kept({ badges: broken }).badges, null);
  });

  it('takes over what earlier versions kept, but for figures that lack what is shown now', () => {
    const view = { period: full.view.period, folded: full.view.folded, kindsAsCost: full.view.kindsAsCost };
    const expected = { ...full, painted: null, figures: null, badges: null, workspaces: {} };
    for (const version of [1, 2, 3]) {
      const old = { version, summary: today, figures: { today, session }, view, sessions: [stat], workspaces: {} };
      assert.deepEqual(readMemory(old), expected);
    }
  });

  it('counts what a later version kept as nothing', () => {
    assert.deepEqual(readMemory({ ...writeMemory(full, at), version: memoryVersion + 1 }), emptyMemory);
  });

  it('loses only the part that is damaged', () => {
    const kept = writeMemory(full, at);
    const damaged = {
      ...kept,
      figures: { today: { ...today, totals: { total: 'many' } }, session },
      sessions: [stat, { id: 3 }],
    };
    assert.deepEqual(readMemory(damaged), { ...full, figures: null });
    const budget = { ...budgets.near, from: 3 };
    assert.deepEqual(readMemory({ ...kept, figures: { today: { ...today, budget }, session } }).figures, null);
  });

  it('never throws, whatever was kept', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        readMemory(anything);
        readMemory({
          version: memoryVersion,
          figures: anything,
          view: anything,
          sessions: [anything],
          workspaces: { a: anything },
        });
        readMemory({
          version: memoryVersion,
          figures: { today: { ...today, now: anything, state: anything }, session },
        });
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('keeper of the memory', () => {
  function memento(values = new Map<string, unknown>()) {
    const synced: string[] = [];
    const state = {
      keys: () => [...values.keys()],
      get: <T>(key: string, standard?: T) => (values.get(key) ?? standard) as T,
      update: async (key: string, value: unknown) => void values.set(key, JSON.parse(JSON.stringify(value))),
      setKeysForSync: (keys: readonly string[]) => void synced.push(...keys),
    };
    return { state, values, synced };
  }

  it('gives only dismissed hints to Settings Sync', async () => {
    const { state, synced } = memento();
    const keeper = new Keeper(state, 'real');
    await keeper.dismiss('prices');
    assert.deepEqual(
      [synced, keeper.isDismissed('prices'), keeper.isDismissed('roots')],
      [['tallyboard.dismissedHints'], true, false],
    );
  });

  it('keeps generated figures apart from real ones', async () => {
    const { state } = memento();
    const demo = new Keeper(state, 'demo');
    demo.change({ figures: full.figures });
    await demo.flush();
    assert.deepEqual(
      [new Keeper(state, 'real').memory.figures, new Keeper(state, 'demo').memory.figures?.today.totals.total],
      [null, 5_620_999],
    );
  });

  it('names a workspace by a keyed hash: the same each time, another under another key, never its URI', async () => {
    const [one, other] = [memento(), memento()];
    const uri = 'file:///home/kim/canary';
    const first = await new Keeper(one.state, 'real').workspaceKey(uri);
    assert.equal(await new Keeper(one.state, 'real').workspaceKey(uri), first);
    assert.notEqual(await new Keeper(other.state, 'real').workspaceKey(uri), first);
    assert.match(first, /^[\w-]{22}$/);
  });

  it('leaves the workspaces that other windows wrote', async () => {
    const { state } = memento();
    const [one, other] = [new Keeper(state, 'real'), new Keeper(state, 'real')];
    const sum = { total: 1, requests: 1, costNano: null, costAtLeast: false, at };
    one.change({ workspaces: { one: sum } });
    await one.flush();
    other.change({ workspaces: { other: sum } });
    await other.flush();
    assert.deepEqual(new Keeper(state, 'real').memory.workspaces, { one: sum, other: sum });
  });
});

describe('editor session', () => {
  const idle = 30 * 60_000;
  const kept = { id: 'm1-ab', start: at - 3 * idle, heartbeat: at - idle + 1 };
  const instants = ({ start, heartbeat }: { start: number; heartbeat: number }) => ({ start, heartbeat });

  it('goes on over a reload, under its id, while its last heartbeat is young', () => {
    assert.deepEqual(continueSession(kept, at, idle), { id: 'm1-ab', start: kept.start, heartbeat: at });
  });

  it('begins anew after a long silence, under another id', () => {
    const anew = continueSession({ ...kept, heartbeat: at - idle }, at, idle);
    assert.deepEqual(instants(anew), { start: at, heartbeat: at });
    assert.match(anew.id, new RegExp(`^${at.toString(36)}-[0-9a-z]+$`));
  });

  it('two windows that start at one instant are two sessions', () => {
    assert.notEqual(continueSession(undefined, at, idle).id, continueSession(undefined, at, idle).id);
  });

  it('that an older build kept goes on, with an id of its start', () => {
    const { id: _, ...old } = kept;
    const session = continueSession(old, at, idle);
    assert.deepEqual(instants(session), { start: kept.start, heartbeat: at });
    assert.ok(session.id.startsWith(`${kept.start.toString(36)}-`), session.id);
  });

  it('begins anew when what was kept is damaged or of the future', () => {
    for (const bad of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { start: at },
      { start: 'a', heartbeat: at },
      { start: at + 1, heartbeat: at + 2 },
    ]) {
      assert.deepEqual(instants(continueSession(bad, at, idle)), { start: at, heartbeat: at });
    }
  });
});
