import assert from 'node:assert/strict';
import { sessionsNow } from '../../../src/app/thisSession.js';
import { asStopped, assembleYou, rangeOf } from '../../../src/app/you.js';
import type { UsageQuery } from '../../../src/protocol/ledger.js';
import { assembleReport } from '../../../src/vscode/documents/usageReport.js';
import { at, live, minute, notHooked, nothing, settled, today, totals, zone } from '../../page/harness/figures.js';
import { fakeLedger, ledgerState, rows } from './fakeLedger.js';

const asking = {
  now: at,
  zone,
  folders: ['/home/kim/src/payments-api'],
  windowSince: at - 60 * minute,
  editorSession: 'm1-ab',
  branch: null,
  restricted: false,
};
const day = 86_400_000;
/** Midnight in Berlin before `at`. */
const midnight = Date.UTC(2026, 10, 18, 23);
const usageAsked = (fake: ReturnType<typeof fakeLedger>) =>
  fake.asked.filter(({ method }) => method === 'usage').map(({ input }) => input as UsageQuery);

describe('answer to the page', () => {
  it('is put together from the ledger', async () => {
    const fake = fakeLedger();
    assert.deepEqual(await assembleYou(fake, asking, { period: 'today' }), {
      revision: 7,
      period: 'today',
      tool: null,
      at,
      totals: totals(100, 4),
      byTool: [
        { tool: 'claude-code', totals: rows[1]?.totals },
        { tool: 'codex', totals: rows[0]?.totals },
      ],
      now: {
        live,
        window: { since: asking.windowSince, totals: totals(100, 4), hooked: notHooked },
        branch: null,
        limits: [],
      },
      lastUse: null,
      restricted: false,
      state: settled,
    });
  });

  it('of one tool alone: its sums, its session, its part of window and branch; the list of tools stays whole', async () => {
    const fake = fakeLedger();
    const there = { ...asking, branch: 'retry-queue' };
    const codex = await assembleYou(fake, there, { period: 'today', tool: 'codex' });
    assert.deepEqual(
      [codex.totals, codex.byTool.length, codex.now.live, codex.now.branch?.name],
      [rows[0]?.totals, 2, null, 'retry-queue'],
    );
    const narrowed = usageAsked(fake).filter(({ folders }) => folders);
    assert.deepEqual(
      narrowed.map(({ tools, branches }) => [tools, branches]),
      [
        [['codex'], undefined],
        [['codex'], ['retry-queue']],
      ],
    );
    assert.equal((await assembleYou(fake, there, { period: 'today', tool: 'claude-code' })).now.live, live);
    assert.equal((await assembleYou(fake, there, { period: 'today', tool: 'aider' })).totals.total, 0);
  });

  it('asks for whole local days', () => {
    assert.deepEqual(
      (['today', '7d', '30d'] as const).map((period) => rangeOf(period, at, zone)),
      [0, 6, 29].map((back) => ({
        since: midnight - back * day - (back === 29 ? 60 * minute : 0),
        until: midnight + day,
      })),
      '30 days before, Berlin was still on summer time: that day began an hour earlier',
    );
  });

  it('asks of a session all its use', async () => {
    const fake = fakeLedger();
    await assembleYou(fake, asking, { period: 'session' });
    assert.deepEqual(usageAsked(fake)[0], { sessions: [live.id], zone, by: ['tool'] });
  });

  it('is nothing for "this session" where there is none', async () => {
    const empty = fakeLedger();
    empty.sessions = [];
    const { totals: sum, byTool, now } = await assembleYou(empty, asking, { period: 'session' });
    assert.deepEqual({ sum, byTool, live: now.live }, { sum: nothing, byTool: [], live: null });
  });

  it('has no window sum without a workspace', async () => {
    const answer = await assembleYou(fakeLedger(), { ...asking, folders: [] }, { period: 'today' });
    assert.equal(answer.now.window, null);
  });

  it('shows a session as live for ten minutes', async () => {
    const fake = fakeLedger();
    fake.sessions = [{ ...live, end: at - 10 * minute - 1 }];
    assert.equal((await assembleYou(fake, asking, { period: 'today' })).now.live, null);
  });

  it('tells the last day with use only when today has none', async () => {
    const fake = fakeLedger();
    fake.usage = () => ({ revision: 7, totals: nothing, rows: [] });
    assert.deepEqual((await assembleYou(fake, asking, { period: 'today' })).lastUse, { day: '2026-11-18', total: 5 });
    assert.deepEqual(fake.asked.find(({ method }) => method === 'lastUse')?.input, { before: midnight, zone });
  });

  it('sums everything read so far while the first reading goes on', async () => {
    const fake = fakeLedger();
    fake.state = { ...ledgerState, ready: false };
    assert.equal((await assembleYou(fake, asking, { period: 'today' })).soFar, 100);
  });

  it('keeps its figures when marked as stopped, once', () => {
    const stopped = asStopped(asStopped(today, 'crashed'), 'full');
    assert.deepEqual(stopped, { ...today, state: { ...settled, problems: [{ code: 'stopped', detail: 'full' }] } });
  });
});

describe('"this session"', () => {
  const elsewhere = { ...live, id: 'codex:other', project: '/home/kim/src/other', end: at };
  const find = async (...sessions: (typeof live)[]) => {
    const fake = fakeLedger();
    fake.sessions = sessions;
    return (await sessionsNow(fake, asking)).tool?.id;
  };
  const means = async (lastAt: number | null, ...sessions: (typeof live)[]) => {
    const fake = fakeLedger();
    fake.sessions = sessions;
    fake.window = { ...notHooked, requests: 1, lastAt };
    return (await sessionsNow(fake, asking)).means;
  };

  it('is the one going on in the workspace, also when another is newer', async () => {
    assert.equal(await find(elsewhere, live), live.id);
  });
  it('else the newest going on anywhere', async () => {
    assert.equal(await find(elsewhere, { ...live, end: at - day }), elsewhere.id);
  });
  it('else the last one in the workspace', async () => {
    assert.equal(await find({ ...elsewhere, end: at - day }, { ...live, end: at - 2 * day }), live.id);
  });
  it('else the last one anywhere, of the last seven days', async () => {
    assert.equal(await find({ ...elsewhere, end: at - 6 * day }), elsewhere.id);
    assert.equal(await find({ ...elsewhere, end: at - 8 * day }), undefined);
  });

  it('is the window once something was hooked in it after the last request of the session in the workspace', async () => {
    assert.equal(await means(live.end + 1, live), 'window');
    assert.equal(await means(live.end, live), 'tool');
    assert.equal(await means(null, live), 'tool');
  });
  it('is the window while it is worked in, whatever goes on elsewhere', async () => {
    assert.equal(await means(at - 5 * minute, elsewhere), 'window');
    assert.equal(await means(at - 11 * minute, elsewhere), 'tool');
  });
  it('is the window where no tool has a session, and nothing where neither was used', async () => {
    assert.equal(await means(at - day), 'window');
    assert.equal(await means(null), null);
  });
  it('asks of the window all use in the workspace since its start, and what was hooked in it', async () => {
    const fake = fakeLedger();
    fake.window = { ...notHooked, suggestions: 1, lastAt: at };
    await assembleYou(fake, asking, { period: 'session' });
    const { windowSince: since, folders, editorSession } = asking;
    assert.deepEqual(usageAsked(fake)[0], { since, folders, editorSession, zone, by: ['tool'] });
  });
  it('has a window without a workspace once something was hooked in it', async () => {
    const fake = fakeLedger();
    fake.window = { ...notHooked, requests: 1, lastAt: at };
    const { now } = await assembleYou(fake, { ...asking, folders: [] }, { period: 'today' });
    assert.deepEqual(now.window?.hooked, fake.window);
  });
});

describe('report of a period', () => {
  it('leaves out what was not used, largest first, newest day first', async () => {
    const fake = fakeLedger();
    const row = (key: string, name: 'model' | 'day' | 'session', total: number) => ({
      key: { [name]: key },
      totals: totals(total, 1),
    });
    fake.usage = ({ by }) => ({
      revision: 7,
      totals: totals(100, 4),
      rows:
        by[0] === 'model'
          ? [row('small', 'model', 1), row('none', 'model', 0), row('large', 'model', 9)]
          : by[0] === 'day'
            ? [row('2026-11-18', 'day', 5), row('2026-11-17', 'day', 0), row('2026-11-19', 'day', 5)]
            : by[0] === 'session'
              ? [row('codex:small', 'session', 1), row('codex:large', 'session', 9), row('codex:none', 'session', 0)]
              : rows,
    });
    const newest = { ...live, end: asking.now };
    fake.sessions = [
      { ...newest, id: 'codex:small', totals: totals(1, 1) },
      { ...newest, id: 'codex:large', totals: totals(9, 1) },
      { ...newest, id: 'codex:none', totals: nothing },
    ];
    const report = await assembleReport(fake, asking, '7d');
    assert.deepEqual(
      report.sessions.map(({ id }) => id),
      ['codex:large', 'codex:small'],
    );
    assert.deepEqual(
      [report.byTool, report.byModel, report.byDay].map((list) => list.map(({ key }) => Object.values(key)[0])),
      [
        ['claude-code', 'codex'],
        ['large', 'small'],
        ['2026-11-19', '2026-11-18'],
      ],
    );
  });
});
