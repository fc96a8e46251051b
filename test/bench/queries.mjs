import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const requests = 1_000_000;
const days = 180;
const dayMs = 86_400_000;
const zone = 'Europe/Berlin';
const models = ['claude-opus-4-8', 'claude-sonnet-4-5-20250929', 'gpt-5.4', 'gpt-5.2-codex'];

/** A request of the made-up half-year: sessions of 60 requests, one a minute, many at a time, in working hours. */
function request(index, start) {
  const session = Math.floor(index / 60);
  const at =
    start +
    Math.floor((session / (requests / 60)) * days) * dayMs +
    8 * 3_600_000 +
    ((session * 7919) % 540) * 60_000 +
    (index % 60) * 61_000;
  const model = models[session % models.length];
  return {
    kind: 'request',
    namespace: 'bench',
    id: `r${index}`,
    tool: model.startsWith('claude') ? 'claude-code' : 'codex',
    store: 'transcript',
    rank: 1,
    session: `s${session}`,
    at,
    copied: false,
    sidechain: false,
    model,
    project: `/home/dev/p${session % 12}`,
    branch: `b${session % 5}`,
    agent: '',
    requests: 1,
    precision: 'exact',
    webSearches: 0,
    input: index % 1000,
    cacheRead: 40_000 + (index % 9000),
    cacheWrite5m: index % 700,
    cacheWrite1h: 0,
    output: 300 + (index % 900),
    reasoning: 0,
  };
}

/**
 * P9: how long the slowest query of any screen takes at a million requests: the median of seven runs of each.
 * @returns {Promise<number>} milliseconds
 */
export async function slowestQuery() {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-queries-'));
  const out = (path) => import(new URL(`../../out/src/${path}`, import.meta.url).href);
  const [
    { Ledger },
    { Pricing },
    { readPriceBook },
    { Queries },
    { dayStart, dayOf, addDays },
    { dayTotals },
    { daysByTool, hoursOfWeek },
    { kindCosts },
    { budgetCourse },
    { badgeStandings },
  ] = await Promise.all(
    [
      'ledger/ledger.js',
      'ledger/prices/pricing.js',
      'ledger/prices/readPriceBook.js',
      'ledger/questions/queries.js',
      'core/day.js',
      'ledger/questions/dayTotals.js',
      'ledger/questions/reportBins.js',
      'ledger/questions/kindCosts.js',
      'ledger/questions/budget.js',
      'app/badges.js',
    ].map(out),
  );
  const ledger = new Ledger({
    path: join(folder, 'ledger.db'),
    pricing: new Pricing(readPriceBook('dist/prices.json')),
  });
  try {
    const now = Date.UTC(2026, 5, 30, 17);
    fill(ledger, now - (days - 1) * dayMs - 17 * 3_600_000);
    const today = dayStart(dayOf(now, zone), zone);
    const since = (before) => dayStart(addDays(dayOf(now, zone), -before), zone);
    const queries = new Queries(ledger);
    const budget = { amount: 50, unit: 'dollars', period: 'month' };
    const asking = { now, zone, folders: ['/home/dev/p3'] };
    const screens = {
      'today by tool': () => queries.usage({ since: today, zone, by: ['tool'] }),
      '30 days by tool': () => queries.usage({ since: since(29), zone, by: ['tool'] }),
      'a session': () => queries.usage({ sessions: ['codex:s16000'], zone, by: ['model'] }),
      'this window': () => queries.usage({ since: now - 12_345_678, folders: ['/home/dev/p3'], zone, by: [] }),
      'newest session': () => queries.sessions({ since: today, zone, limit: 1 }),
      'a tool’s sessions of 30 days': () => queries.sessions({ since: since(29), zone, tools: ['codex'], limit: 6 }),
      'this branch': () => queries.usage({ folders: ['/home/dev/p3'], branches: ['b1'], zone, by: [] }),
      'cost by kind of 30 days': () => kindCosts(ledger, queries, { since: since(29), zone }, now),
      calendar: () => dayTotals(ledger.database, { since: since(209), until: since(-1), zone }),
      'calendar of a tool': () =>
        dayTotals(ledger.database, { since: since(209), until: since(-1), zone, tools: ['codex'] }),
      '30 days by day and tool': () => daysByTool(ledger.database, { since: since(29), until: since(-1), zone }),
      'hours of 30 days': () => hoursOfWeek(ledger.database, { since: since(29), until: since(-1), zone }),
      '30 days by model and tool': () => queries.usage({ since: since(29), zone, by: ['model', 'tool'] }),
      requests: () => ledger.database.prepare('select count(*) as rows from event').get(),
      'budget of the month': () =>
        budgetCourse(ledger, queries, { ...asking, budget: { ...budget, ofProject: false } }),
      'budget of a project': () => budgetCourse(ledger, queries, { ...asking, budget: { ...budget, ofProject: true } }),
      badges: () => badgeStandings(ledger, { now, zone }),
      'badges, nothing remembered': () => {
        ledger.useDays.forget();
        return badgeStandings(ledger, { now, zone });
      },
      '30 days by day': () => queries.usage({ since: since(29), zone, by: ['day'] }),
    };
    return slowest(screens);
  } finally {
    ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(ledger, start) {
  for (let from = 0; from < requests; from += 20_000) {
    ledger.write(() => {
      for (let index = from; index < from + 20_000; index++) ledger.events.put(request(index, start));
    });
  }
}

function slowest(screens) {
  let worst = 0;
  for (const [name, ask] of Object.entries(screens)) {
    const times = Array.from({ length: 7 }, () => {
      const at = performance.now();
      ask();
      return performance.now() - at;
    }).sort((a, b) => a - b);
    console.log(`query ${name}: ${times[3].toFixed(1)} ms`);
    worst = Math.max(worst, times[3]);
  }
  return worst;
}
