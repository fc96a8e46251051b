import assert from 'node:assert/strict';
import type { TeamClient } from '../../../src/app/team/client.js';
import { board } from '../../../src/core/team/board.js';
import { firstPolicy } from '../../../src/core/team/policy.js';
import { CallError } from '../../../src/protocol/rpc.js';
import type { TeamHere, TeamMember, TeamShown } from '../../../src/protocol/teamWork.js';
import { isElsewhere } from '../../../src/vscode/team/elsewhere.js';
import { TeamHost } from '../../../src/vscode/team/teamHost.js';
import { Turn } from '../../../src/vscode/team/turn.js';
import { fakeLedger } from './fakeLedger.js';

const minute = 60_000;
const policy = firstPolicy({ name: 'Boat', zone: 'UTC', admins: ['a'] });
const start = Date.parse('2026-11-19T09:00:00Z');

const here: TeamHere = {
  id: 't1',
  name: 'Boat',
  kind: 'team',
  standing: 'member',
  address: 'dir:/x',
  alias: 'Ada',
  admin: true,
  folder: '/t1',
  since: null,
  fields: [],
  paused: false,
};

function memberAt(at: number, more: Partial<TeamMember> = {}): TeamMember {
  const viewer = { member: 'm', sharing: false, board: 'kept', told: {} } as const;
  return {
    state: 'member',
    at,
    zone: 'UTC',
    board: board([], policy, viewer, start),
    wasOpen: false,
    fingerprint: '',
    admin: true,
    choices: { onBoard: false, score: false, tokens: false, waste: false, badges: [], ask: [] },
    sharing: { paused: false, last: null, words: [] },
    flagged: null,
    gains: [],
    changed: [],
    fields: [],
    objectors: 0,
    shutOut: false,
    said: false,
    ...more,
  };
}

/** A window with a worker that answers from values and remembers what it was asked. */
function window(
  answers: { shown: TeamShown; look: () => unknown },
  teams: readonly TeamHere[] = [here],
  elsewhere = false,
) {
  const asked: string[] = [];
  const seen = { now: start, changes: 0, has: true, sight: true };
  const client = {
    running: true,
    dispose: async () => {},
    async call(method: string) {
      asked.push(method);
      if (method === 'teams') return teams;
      if (method === 'show') return answers.shown;
      return method === 'look' ? answers.look() : null;
    },
  } as unknown as TeamClient;
  const host = new TeamHost({
    client,
    names: () => (seen.has ? teams.map(({ id }) => id) : []),
    reader: fakeLedger(),
    turn: new Turn(() => 0),
    elsewhere,
    zone: () => 'UTC',
    chosen: () => undefined,
    seen: () => seen.sight,
    changed: () => void seen.changes++,
    now: () => seen.now,
  });
  return { host, asked, seen };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the team of a window', () => {
  it('without a team asks nothing of the worker, by page, clock or first paint', async () => {
    const { host, asked, seen } = window({ shown: { state: 'none' }, look: () => [] });
    seen.has = false;
    const none = { state: 'none', can: ['join', 'create', 'machines', 'restore'] };
    assert.deepEqual([host.last, await host.team('kept')], [none, none]);
    seen.now += 24 * 60 * minute;
    await host.beat();
    assert.deepEqual(asked, []);
  });

  it('in a remote window has no team, publishes for none, and says so; one’s own machines go on', async () => {
    const machines: TeamHere = { ...here, id: 'm1', kind: 'machines' };
    const { host, asked, seen } = window({ shown: memberAt(start), look: () => [] }, [here, machines], true);
    const windows = [
      [undefined, true],
      [undefined, false],
      ['codespaces', false],
      ['ssh-remote', true],
      ['wsl', true],
      ['dev-container', true],
    ] as const;
    assert.deepEqual(
      windows.map(([remote, desktop]) => isElsewhere(remote, desktop)),
      [false, false, false, true, true, true],
    );
    const off = { state: 'elsewhere', can: ['machines'] };
    assert.deepEqual([host.last, await host.team('kept'), asked], [off, off, []]);
    await host.beat();
    seen.now += 5 * minute;
    await host.beat();
    assert.deepEqual(asked, ['teams', 'publishDaily']);
  });

  it('answers from what was read last, reads anew behind, and says so once', async () => {
    const { host, asked, seen } = window({ shown: memberAt(start - 10 * minute), look: () => [{ id: 'x' }] });
    const first = await host.team('kept');
    assert.equal(first.state === 'member' && first.requests, 0);
    await settled();
    assert.deepEqual([asked, seen.changes], [['teams', 'show', 'look'], 1]);
    const second = await host.team('kept');
    assert.deepEqual(second.state === 'member' && [second.requests, second.can.includes('requests')], [1, true]);
    await settled();
    assert.deepEqual(asked.filter((each) => each === 'look').length, 1, 'not again within five minutes');
    seen.now += 5 * minute;
    await host.team('kept');
    await settled();
    assert.deepEqual(asked.filter((each) => each === 'look').length, 2);
  });

  it('reads nothing by itself while the person pauses, nor of a team that was left', async () => {
    const sharing = { paused: true, last: null, words: [] };
    const paused = window({ shown: memberAt(0, { sharing }), look: () => [] });
    const told = await paused.host.team('kept');
    const of = (['resume', 'pause', 'share'] as const).map((command) => told.can.includes(command));
    assert.deepEqual(of, [true, false, false]);
    const left = window({ shown: { state: 'left', team: 'Boat', words: [] }, look: () => [] }, [
      { ...here, standing: 'left' },
    ]);
    await left.host.team('kept');
    await settled();
    assert.deepEqual(
      [paused.asked, left.asked],
      [
        ['teams', 'show'],
        ['teams', 'show'],
      ],
    );
  });

  it('out of reach: says when it is tried next, ever later, and not before', async () => {
    const away = () => Promise.reject(new CallError('failed', 'offline', 'x'));
    const { host, asked, seen } = window({ shown: memberAt(0), look: away });
    const waits: number[] = [];
    for (let round = 0; round < 9; round++) {
      await host.team('kept');
      await settled();
      const data = await host.team('kept');
      await settled();
      const { nextTry = 0 } = (data.state === 'member' && data.offline) || {};
      waits.push((nextTry - seen.now) / minute);
      seen.now = nextTry;
    }
    assert.equal(asked.filter((each) => each === 'look').length, 9);
    for (const [round, wait] of waits.entries()) {
      const most = Math.min(60, 2 ** round);
      assert.ok(wait >= 0.75 * most && wait <= 1.25 * most, `${waits}`);
    }
  });

  it('what else is wrong is said in words, and gone once it is mended', async () => {
    const answers = { shown: memberAt(0), look: (): unknown => Promise.reject(new CallError('failed', 'noGit', 'x')) };
    const { host, seen } = window(answers);
    await host.team('kept');
    await settled();
    const data = await host.team('kept');
    assert.match(String(data.state === 'member' && data.trouble), /^There is no git on this machine\./);
    answers.look = () => Promise.reject(new CallError('closed', '', 'x'));
    seen.now += 5 * minute;
    await host.team('kept');
    await settled();
    const ended = await host.team('kept');
    assert.match(String(ended.state === 'member' && ended.trouble), /ended before it was done\. Try again\.$/);
    answers.look = () => [];
    seen.now += 5 * minute;
    await host.team('kept');
    await settled();
    const mended = await host.team('kept');
    assert.equal(mended.state === 'member' && mended.trouble, null);
  });

  it('who asked to be let in is asked for at once, and the page has it', async () => {
    const { host, asked, seen } = window({ shown: memberAt(start), look: () => [{ id: 'x' }, { id: 'y' }] });
    assert.equal((await host.requests('t1', new AbortController().signal)).length, 2);
    assert.equal(seen.changes, 1);
    const data = await host.team('kept');
    assert.equal(data.state === 'member' && data.requests, 2);
    await settled();
    assert.deepEqual(asked, ['look', 'teams', 'show']);
  });

  it('after Erase nothing of before is told, whatever was under way', async () => {
    let answer: (waiting: readonly unknown[]) => void = () => {};
    const slow = new Promise<readonly unknown[]>((resolve) => {
      answer = resolve;
    });
    const { host, seen } = window({ shown: memberAt(0), look: () => slow });
    await host.team('kept');
    assert.equal(host.last?.state, 'member');
    seen.has = false;
    host.forget();
    answer([{ id: 'x' }]);
    await settled();
    assert.deepEqual(host.last, { state: 'none', can: ['join', 'create', 'machines', 'restore'] });
    assert.equal(await host.shared(), null);
    assert.equal(seen.changes, 1, 'the look that was under way tells nothing');
  });

  it('publishes by the clock once a day, a while after it first saw the day', async () => {
    const { host, asked, seen } = window({ shown: memberAt(start), look: () => [] });
    seen.sight = false;
    const turns = () => asked.filter((each) => each === 'publishDaily').length;
    await host.beat();
    assert.equal(turns(), 0, 'not at the moment a window opens');
    seen.now += 5 * minute;
    await host.beat();
    assert.equal(turns(), 1);
    seen.now += 60 * minute;
    await host.beat();
    assert.equal(turns(), 1);
    seen.now += 24 * 60 * minute;
    await host.beat();
    assert.equal(turns(), 1);
    seen.now += 5 * minute;
    await host.beat();
    assert.equal(turns(), 2);
  });
});

describe('when a window’s turn comes', () => {
  it('is at random between five minutes and three hours after the day was first seen', () => {
    for (const [random, wait] of [
      [0, 5],
      [0.5, 92.5],
      [0.999999, 179.9999],
    ] as const) {
      const turn = new Turn(() => random);
      assert.equal(turn.take(start, 'UTC'), undefined);
      assert.equal(turn.take(start + (wait - 1) * minute, 'UTC'), undefined);
      assert.equal(turn.take(start + (wait + 1) * minute, 'UTC'), '2026-11-19');
    }
  });

  it('is not the moment at which a machine wakes', () => {
    const turn = new Turn(() => 0);
    turn.take(start, 'UTC');
    assert.equal(turn.take(start + 180 * minute, 'UTC'), undefined);
    assert.equal(turn.take(start + 185 * minute, 'UTC'), '2026-11-19');
  });
});
