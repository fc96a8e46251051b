import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { median } from './measure.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const load = (path) => import(new URL(`../../out/${path}`, import.meta.url).href);

/** A home with all logs of a corpus, by hard links where the disk has them, and generated use up to now beside them. */
async function homeOfToday(corpusHome) {
  const home = mkdtempSync(join(tmpdir(), 'tallyboard-first-'));
  const [{ generate }, { demoPlan }] = await Promise.all(
    ['generate', 'plan'].map((name) => load(`test/kit/generate/${name}.js`)),
  );
  generate(demoPlan(Date.now(), 'UTC'), home);
  for (const entry of readdirSync(corpusHome, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(home, 'corpus', relative(corpusHome, from));
    mkdirSync(dirname(to), { recursive: true });
    try {
      linkSync(from, to);
    } catch {
      cpSync(from, to);
    }
  }
  return home;
}

/** Where the corpus lies below such a home, as a person would name it in `tallyboard.roots`. */
function rootsOf(home) {
  const folder = (...names) => [join(home, 'corpus', ...names)];
  return { 'claude-code': folder('.claude'), codex: folder('.codex') };
}

/**
 * P16: from the start of counting to today's figure as it stays, and to everything read, on a home that was never read.
 * @returns {Promise<{ today: number, everything: number }>} milliseconds
 */
export async function firstFigures(corpusHome) {
  const { startCounting } = await load('src/app/host.js');
  const home = await homeOfToday(corpusHome);
  const settings = { home, ledger: join(home, 'ledger.db'), extraRoots: rootsOf(home), priceOverrides: undefined };
  const since = Date.now() - (Date.now() % 86_400_000);
  const started = performance.now();
  const client = startCounting({ workerFile: resolve('dist/scanWorker.cjs'), settings });
  try {
    const seen = [];
    for (let ready = false; !ready; await pause(10)) {
      ready = (await client.call('state', {})).ready;
      const { totals } = await client.call('usage', { since, zone: 'UTC', by: [] });
      seen.push({ at: performance.now() - started, total: totals.total });
    }
    const last = seen.at(-1);
    return { today: seen.find(({ total }) => total === last.total).at, everything: last.at };
  } finally {
    await client.dispose();
    rmSync(home, { recursive: true, force: true });
  }
}

/** From a click on a tab to the first frame that shows its panel; median of `times` changes. */
async function tabChange(frame, times = 10) {
  const changes = [];
  for (let time = 0; time < times; time++) {
    const [name, panel] = time % 2 === 0 ? ['Privacy', 'tally-privacy'] : ['You', 'tally-you'];
    const tab = frame.getByRole('tab', { name });
    changes.push(
      await tab.evaluate((element) => {
        const start = performance.now();
        element.click();
        return new Promise((resolve) =>
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))),
        );
      }),
    );
    await frame.locator(panel).waitFor();
    await pause(200);
  }
  return median(changes);
}

/**
 * P17: from the start of the sidebar's document to its first paint with figures, in a real VS Code, median of `times` openings; and
 * from one tab to the other.
 * @returns {Promise<{ painted: number, tab: number }>} milliseconds
 */
export async function sidebarPainted(times = 5) {
  const { driver, demoHome, headline, item, startWith, until, viewId, webviewFrame } =
    await load('test/vscode/real/rig.js');
  const demo = demoHome();
  const host = await startWith(demo.home, { builtIn: 'all', timed: true });
  try {
    const shows = (look) => until('a figure', look, (text) => /\d/.test(text));
    await shows(async () => (await item(host.page)).text);
    const paints = [];
    let tab = Number.NaN;
    for (let time = 0; time < times; time++) {
      await driver.openView(host.page, 'tallyboard');
      await shows(() => headline(host.page));
      const frame = await webviewFrame(host.page, viewId);
      paints.push(
        await frame.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
      );
      if (Number.isNaN(tab)) tab = await tabChange(frame);
      await driver.runCommand(host.page, 'View: Show Explorer');
      await pause(500);
    }
    return { painted: median(paints), tab };
  } finally {
    await host.stop();
    demo.remove();
  }
}
