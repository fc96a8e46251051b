import assert from 'node:assert/strict';
import type { MachinesShown, TeamHere } from '../../../src/protocol/teamWork.js';
import { MachinesHost } from '../../../src/vscode/team/machinesHost.js';

const minute = 60_000;
const noTotals = {
  ...{ input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, reasoning: 0, requests: 0 },
  ...{ costNano: 0, costAtLeast: false },
};

const mine: TeamHere = {
  ...{ id: 'm1', name: 'My machines', kind: 'machines', standing: 'member', address: 'dir:/x', alias: 'desk' },
  ...{ admin: true, folder: '/m1', since: null, fields: [], paused: false },
};

function machine(number: number, label: string, total: number) {
  return { number, label, issued: '2026-11-19', totals: { ...noTotals, total } };
}

const shown: MachinesShown = {
  state: 'member',
  words: [],
  number: 2,
  told: true,
  sums: { machines: [machine(1, 'desk', 40), machine(2, 'laptop', 2)], totals: { ...noTotals, total: 42 } },
  at: 0,
};

function window(teams: readonly TeamHere[], answers: { look: () => unknown; shown?: MachinesShown }) {
  const asked: string[] = [];
  const seen = { now: 1e12, changes: 0, names: teams.map(({ id }) => id) };
  const host = new MachinesHost({
    team: {
      everyTeam: async () => {
        asked.push('teams');
        return teams;
      },
      call: (async (method: string) => {
        asked.push(method);
        return method === 'look' ? answers.look() : (answers.shown ?? shown);
      }) as never,
    },
    names: () => seen.names,
    changed: () => void seen.changes++,
    now: () => seen.now,
  });
  return { host, asked, seen };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('one person’s machines in a window', () => {
  it('asks nothing where there is no team, and of teams that are none of machines only once', async () => {
    const none = window([], { look: () => [] });
    assert.equal(await none.host.data(), null);
    assert.deepEqual(none.asked, []);
    const team = window([{ ...mine, kind: 'team' }], { look: () => [] });
    for (let round = 0; round < 3; round++) assert.equal(await team.host.data(), null);
    assert.deepEqual(team.asked, ['teams']);
    team.seen.names = ['m1', 'm2'];
    await team.host.data();
    assert.deepEqual(team.asked, ['teams', 'teams']);
  });

  it('tells each machine’s part and the sum at once, and looks behind every five minutes', async () => {
    const { host, asked, seen } = window([mine], { look: () => [{ id: 'x' }] });
    const first = {
      state: 'member',
      words: [],
      total: 42,
      machines: [
        { label: 'desk', own: false, told: '2026-11-19', total: 40 },
        { label: 'laptop', own: true, told: '2026-11-19', total: 2 },
      ],
      tells: true,
      requests: 0,
      trouble: null,
    };
    assert.deepEqual(await host.data(), first);
    await settled();
    assert.equal(seen.changes, 1);
    assert.deepEqual(await host.data(), { ...first, requests: 1 });
    seen.now += 4 * minute;
    await host.data();
    await settled();
    assert.equal(asked.filter((each) => each === 'look').length, 1);
    seen.now += minute;
    await host.data();
    await settled();
    assert.equal(asked.filter((each) => each === 'look').length, 2);
  });

  it('says what is wrong until it is not, and shows what was read before meanwhile', async () => {
    const answers = { look: (): unknown => Promise.reject(new Error('Out of reach.')) };
    const { host, seen } = window([mine], answers);
    await host.data();
    await settled();
    const away = await host.data();
    assert.deepEqual([away?.total, away?.trouble], [42, 'Out of reach.']);
    answers.look = () => [];
    seen.now += 5 * minute;
    await host.data();
    await settled();
    assert.equal((await host.data())?.trouble, null);
  });

  it('waits with six words, says that a key is lost without looking, and nothing of machines that were left', async () => {
    const words = ['a', 'b', 'c', 'd', 'e', 'f'];
    const waiting = window([{ ...mine, standing: 'waiting' }], { look: () => [], shown: { state: 'waiting', words } });
    assert.deepEqual((await waiting.host.data())?.words, words);
    const lost = window([mine], { look: () => [], shown: { state: 'keyLost', words: [] } });
    assert.equal((await lost.host.data())?.state, 'keyLost');
    await settled();
    assert.deepEqual(lost.asked, ['teams', 'machines']);
    const left = window([{ ...mine, standing: 'left' }], { look: () => [] });
    assert.equal(await left.host.data(), null);
  });

  it('after an act nothing of before is told, whatever was under way', async () => {
    let answer: (waiting: readonly unknown[]) => void = () => {};
    const slow = new Promise<readonly unknown[]>((resolve) => {
      answer = resolve;
    });
    const { host } = window([mine], { look: () => slow });
    await host.data();
    host.forget();
    answer([{ id: 'x' }]);
    await settled();
    assert.equal((await host.data())?.requests, 0);
  });
});
