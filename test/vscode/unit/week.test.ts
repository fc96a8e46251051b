import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Insight } from '../../../src/core/insights/rows.js';
import { insightRows } from '../../../src/core/insights/rows.js';
import { noTotals } from '../../../src/core/report.js';
import type { BadgeRow } from '../../../src/protocol/badges.js';
import { weekMarkdown } from '../../../src/vscode/documents/week.js';
import { assembleWeek, type WeekReview } from '../../../src/vscode/documents/weekReview.js';
import { createWording } from '../../../src/vscode/wording.js';
import { at, live, totals } from '../../page/harness/figures.js';
import { fakeLedger } from './fakeLedger.js';

const zone = 'Europe/Berlin';
const wording = createWording('en', zone, 'api');
const day = 86_400_000;
const monday = Date.UTC(2026, 10, 15, 23);

const moment = (start: number, more: Partial<Insight> = {}): Insight => ({
  ...{ kind: 'cache-break', session: live.id, first: 1, last: 1, requests: 1, tokens: 1_000, costNano: 50_000_000 },
  ...{ start, end: start, of: 9, ...more },
});
const rows = insightRows([
  moment(monday - 1),
  moment(monday),
  moment(at - 60_000, { first: 4, last: 4 }),
  moment(at, { session: 'codex:dismissed' }),
]).map((row) => ({ ...row, dismissed: row.session !== live.id, right: null }));
const keeper = (progress: number, reached: readonly string[]): BadgeRow =>
  ({ id: 'keeper', tiers: 3, progress, reached }) as unknown as BadgeRow;
const light = (progress: number): BadgeRow =>
  ({ id: 'light-touch', tiers: 1, progress, reached: [] }) as unknown as BadgeRow;

const asking = {
  now: at,
  zone,
  folders: [],
  windowSince: at,
  editorSession: 'm1-ab',
  branch: null,
  restricted: false,
};

async function review(week: 'week' | 'lastWeek'): Promise<{ told: WeekReview; asked: unknown[] }> {
  const fake = fakeLedger();
  const asked: unknown[] = [];
  const call = async (method: string, input: never) => {
    if (method === 'insights') return { revision: 7, rows };
    if (method === 'badges') {
      asked.push(input);
      const { now } = input as { now: number };
      return { badges: now < monday ? [keeper(0.9, []), light(0.2)] : [keeper(0.1, ['2026-11-18']), light(0.45)] };
    }
    return fake.call(method as never, input);
  };
  const told = await assembleWeek({ call } as never, asking, week);
  return { told, asked };
}

describe('a week in review', () => {
  it('is of a week from its Monday: its use, what moved since before it, and what happened in it alone', async () => {
    const { told, asked } = await review('week');
    assert.deepEqual([told.report.since, told.report.until], [monday, Date.UTC(2026, 10, 19, 23)]);
    assert.deepEqual(asked, [
      { now: monday - 1, zone, past: true },
      { now: at, zone },
    ]);
    assert.deepEqual(
      told.findings.map(({ moments, costNano, where }) => [moments.map(({ start }) => start), costNano, where?.id]),
      [[[monday, at - 60_000], 100_000_000, live.id]],
    );
    const text = weekMarkdown(told, wording, 'real');
    assert.match(text, /^# Week in review: Mon 16 Nov to Thu 19 Nov\n\nAs of Thu 19 Nov, /);
    assert.match(
      text,
      /\n- \*\*Keeper\*\*, tier 1 of 3: earned Wed 18 Nov\n- Light Touch: from 20% to 45% of the way\n/,
    );
    assert.match(
      text,
      /\n\| Cache paid for again, 2 times \| Claude Code, Mon 16 Nov, 00:00 \| 2 \| 2,000 \| \$0\.10 \|\n/,
    );
    assert.match(text, /\n- Cache paid for again: Reply before the cache expires/);
  });

  it('of the week before looks back twice, and keeps nothing as earned', async () => {
    const { told, asked } = await review('lastWeek');
    assert.deepEqual(asked, [
      { now: monday - 7 * day - 1, zone, past: true },
      { now: monday - 1, zone, past: true },
    ]);
    assert.deepEqual(
      told.findings.map(({ moments }) => moments.map(({ start }) => start)),
      [[monday - 1]],
    );
  });

  it('says so where nothing was used, and labels what is generated', async () => {
    const { told } = await review('week');
    const empty = {
      ...told,
      report: { ...told.report, totals: noTotals },
      findings: [],
      badges: { earned: [], nearer: [] },
    };
    const text = weekMarkdown(empty, wording, 'demo');
    assert.match(text, /\n\n\*\*Demo data: generated, not yours\*\*\n\n/);
    assert.match(text, /\n\nNo use between Mon 16 Nov and Thu 19 Nov\.\n/);
    assert.doesNotMatch(text, /Badges|Worth a look|Together/);
  });

  it('has no name of a project', async () => {
    const { told } = await review('week');
    const where = { ...live, project: '/home/kim/src/canary-project', totals: totals(1, 1) };
    const text = weekMarkdown({ ...told, findings: told.findings.map((row) => ({ ...row, where })) }, wording, 'real');
    assert.doesNotMatch(text, /canary|payments/);
  });
});
