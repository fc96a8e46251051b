import { deepEqual, equal, match } from 'node:assert/strict';
import { at, today } from './harness/figures.js';
import { called, calledLast, calls, hero, said, withPageOf } from './harness/pageAndHost.js';
import { useRig } from './harness/rig.js';
import { states } from './harness/states.js';

/** What the page asks of the host, when, and what it keeps. */
describe('the page and its host', () => {
  const rig = useRig();

  const withPage = withPageOf(rig);

  it('says hello with its protocol number, then asks for the saved period', () =>
    withPage(states.month, async (page) => {
      deepEqual(
        [await calls(page, 'hello'), await calls(page, 'you')],
        [[{ protocol: 6 }], [{ period: '30d', tool: null }]],
      );
    }));

  it('paints the snapshot at once, before the first answer', () =>
    withPage({ ...states.waiting, hello: { ...states.waiting.hello, snapshot: today } }, async (page) => {
      equal(await hero(page), '5,620,999');
      equal(await page.evaluate(() => window.harness.open), 1);
    }));

  it('does not paint yesterday’s snapshot as today', () => {
    const snapshot = { ...today, at: at - 24 * 3_600_000 };
    const state = { ...states.waiting, hello: { ...states.waiting.hello, snapshot } };
    return withPage(
      state,
      async (page) => {
        await page.locator('tally-skeleton').waitFor({ state: 'attached' });
        equal(await page.locator('tally-you').count(), 0);
      },
      { unsettled: true },
    );
  });

  it('another period: saved, asked for, spoken once it is there', () =>
    withPage(states.today, async (page) => {
      await page.getByRole('radio', { name: '30 days' }).click();
      await said(page, '30 days: 123,597,548 tokens, at least 94.41 dollars');
      equal(await hero(page), '123,597,548');
      await called(page, 'saveView', [{ ...states.today.hello.view, period: '30d' }]);
      await called(page, 'you', [
        { period: 'today', tool: null },
        { period: '30d', tool: null },
      ]);
    }));

  it('a newer question cancels the open one; the figures shown keep their own name', () =>
    withPage({ ...states.waiting, hello: { ...states.waiting.hello, snapshot: today } }, async (page) => {
      await page.getByRole('radio', { name: '7 days' }).click();
      await page.getByRole('radio', { name: '30 days' }).click();
      equal(await page.getByRole('radio', { name: '30 days' }).getAttribute('aria-checked'), 'true');
      match((await page.locator('.facts').first().textContent()) ?? '', /tokens today/);
      await page.waitForFunction(() => window.harness.cancelled === 2 && window.harness.open === 1);
      await page.evaluate(() => window.harness.release());
      await said(page, '30 days: 123,597,548 tokens, at least 94.41 dollars');
      deepEqual(await page.evaluate(() => [window.harness.open, window.harness.cancelled]), [0, 2]);
    }));

  it('many changes while a question is open make one further question', () =>
    withPage(states.today, async (page) => {
      await page.evaluate(() => {
        window.harness.state = { ...window.harness.state, hold: true };
        for (let revision = 8; revision < 30; revision++) window.harness.emit('changed', { revision });
      });
      await page.waitForFunction(() => window.harness.open === 1);
      await page.evaluate(() => window.harness.release());
      await page.waitForFunction(() => window.harness.calls.filter((call) => call.method === 'you').length === 3);
      await page.waitForTimeout(100);
      deepEqual([(await calls(page, 'you')).length, await page.evaluate(() => window.harness.mostOpen)], [3, 1]);
    }));

  it('a tab that comes while the page stays as wide makes icons of the words that no longer fit', () =>
    withPage(states.today, async (page) => {
      await page.setViewportSize({ width: 205, height: 600 });
      const icons = page.locator('tally-tabs [role=tab] svg');
      equal(await icons.count(), 0);
      await page.locator('tally-tabs').evaluate((tabs) => {
        Object.assign(tabs, { tabs: ['you', 'badges', 'team', 'privacy'] });
      });
      await icons.nth(3).waitFor({ timeout: 5000 });
    }));

  it('a change that is already shown asks nothing', () =>
    withPage(states.today, async (page) => {
      await page.evaluate((revision) => window.harness.emit('changed', { revision }), today.revision);
      await page.waitForTimeout(50);
      equal((await calls(page, 'you')).length, 1);
    }));

  it('new figures arrive without a word to the screen reader and without moving the focus', () =>
    withPage(states.today, async (page) => {
      await page.locator('.hero').focus();
      await page.evaluate(() => {
        const { you } = window.harness.state;
        const totals = { ...you.today.totals, total: 5_700_000 };
        window.harness.state = {
          ...window.harness.state,
          you: { ...you, today: { ...you.today, revision: 8, totals } },
        };
        window.harness.emit('changed', { revision: 8 });
      });
      await page.locator('.hero').getByText('5,700,000').waitFor();
      equal(await page.locator('[role=status]').textContent(), '');
      equal(
        await page
          .locator('.hero')
          .evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element),
        true,
      );
    }));

  it('figures that cannot be renewed stay, with the reason', () =>
    withPage(states.today, async (page) => {
      await page.evaluate(() => {
        window.harness.state = { ...window.harness.state, fails: 'The ledger is locked.' };
        window.harness.emit('stateChanged', {});
      });
      await page.getByText('Newer figures could not be had. The ledger is locked.').waitFor();
      equal(await hero(page), '5,620,999');
      await page.getByRole('radio', { name: '7 days' }).click();
      await page.getByText('This part could not be worked out. The ledger is locked.').waitFor();
      equal(await page.locator('.hero').count(), 0);
    }));

  it('the first reading: progress moves by itself, time left once it can be told, its end is spoken', () =>
    withPage(
      states.firstRun,
      async (page) => {
        const before = states.firstRun.you.today.state.progress;
        const move = (filesDone: number, bytesDone: number) =>
          page.evaluate((progress) => window.harness.emit('progress', progress), { ...before, filesDone, bytesDone });
        await page.clock.install({ time: at });
        await move(275, 600_000_000);
        await page.waitForTimeout(50);
        await page.clock.runFor(1000);
        await move(300, 700_000_000);
        await page.getByText(/^300 of 453 files · about \d+ seconds? left$/).waitFor();
        equal((await calls(page, 'you')).length, 1);
        await page.evaluate((data) => {
          window.harness.state = { ...window.harness.state, you: { ...window.harness.state.you, today: data } };
          window.harness.emit('stateChanged', {});
        }, today);
        await page.clock.runFor(100);
        await said(page, 'The logs have been read. Today: 5,620,999 tokens, 4.32 dollars');
      },
      { alone: true },
    ));

  it('a click on the figure copies its long form and says so', () =>
    withPage(states.lowerBound, async (page) => {
      await page.locator('.hero').click();
      await said(page, 'Copied ≥ 5,620,999');
      await called(page, 'copy', [{ text: '≥ 5,620,999' }]);
    }));

  it('tab, kinds and filter are saved and spoken where they change figures', () =>
    withPage(states.today, async (page) => {
      const saved = (view: object) => calledLast(page, 'saveView', { ...states.today.hello.view, ...view });
      await page.getByRole('button', { name: 'Show cost' }).click();
      await said(page, 'Kinds of tokens by cost');
      await saved({ kindsAsCost: true });
      await page.getByRole('button', { name: 'Codex', exact: true }).click();
      await said(page, 'Codex: 1,321,000 tokens, 0.59 dollars');
      await saved({ kindsAsCost: true, tool: 'codex' });
      await calledLast(page, 'calendar', { tool: 'codex' });
      await page.getByRole('button', { name: 'Codex only. Show all tools' }).click();
      await said(page, 'Today: 5,620,999 tokens, 4.32 dollars');
      await page.getByRole('tab', { name: 'Privacy' }).click();
      await page.locator('tally-privacy').waitFor();
      await saved({ kindsAsCost: true, tab: 'privacy' });
    }));

  it('the calendar is asked for after the figures, and again when they change; not while it is folded', () =>
    withPage(states.today, async (page) => {
      await page.locator('[data-day]').first().waitFor();
      await called(page, 'calendar', [{ tool: null }]);
      await page.getByRole('button', { name: 'Calendar' }).click();
      await page.evaluate(() => window.harness.emit('stateChanged', {}));
      await page.waitForFunction(() => window.harness.calls.filter((call) => call.method === 'you').length === 2);
      await page.waitForTimeout(50);
      equal((await calls(page, 'calendar')).length, 1);
      await page.getByRole('button', { name: 'Calendar' }).click();
      await page.waitForFunction(() => window.harness.calls.filter((call) => call.method === 'calendar').length === 2);
    }));

  it('what stayed is asked for as the calendar is, of the tool that is chosen', () =>
    withPage(states.today, async (page) => {
      await page.locator('[data-week]').first().waitFor();
      await called(page, 'kept', [{ tool: null }]);
      await page.getByRole('button', { name: 'What stayed' }).click();
      await page.getByRole('button', { name: 'Codex', exact: true }).click();
      await page.waitForFunction(() => window.harness.calls.filter((call) => call.method === 'you').length === 2);
      await page.waitForTimeout(50);
      equal((await calls(page, 'kept')).length, 1);
      await page.getByRole('button', { name: 'What stayed' }).click();
      await calledLast(page, 'kept', { tool: 'codex' });
    }));

  it('a day under the pointer is named; a click chooses it, and its report opens', () =>
    withPage(states.today, async (page) => {
      const line = page.locator('tally-calendar .under span').first();
      const said = async () => (await line.textContent())?.replace(/\s+/g, ' ').trim();
      equal(await said(), 'Thu 19 Nov: 5.62M');
      await page.locator('[data-day="2026-11-18"]').hover();
      equal(await said(), 'Wed 18 Nov: 4.44M');
      await page.locator('[data-day="2026-11-18"]').click();
      await page.getByRole('link', { name: 'Report' }).click();
      await page.waitForFunction(() => window.harness.calls.some((call) => call.method === 'report'));
      await called(page, 'report', [{ day: '2026-11-18' }]);
    }));

  it('a session behind a tool opens its report', () =>
    withPage(states.today, async (page) => {
      await page.getByRole('button', { name: 'Models and sessions of Claude Code' }).click();
      await called(page, 'tool', [{ period: 'today', tool: 'claude-code' }]);
      await page.getByRole('button', { name: '14:55 · payments-api' }).click();
      await page.waitForFunction(() => window.harness.calls.some((call) => call.method === 'report'));
      await called(page, 'report', [{ session: 'claude-code:2f1c' }]);
    }));

  it('pauses from the Privacy tab, and says so', () =>
    withPage(states.privacy, async (page) => {
      await page.getByRole('button', { name: 'Until tomorrow' }).click();
      await said(page, 'Counting is paused. Use during a pause is left out for good.');
      await called(page, 'pause', [{ length: 'tomorrow' }]);
    }));

  it('Erase, of this window or another: nothing of before is shown; then it counts again from when the person says', () =>
    withPage(states.today, async (page) => {
      await page.evaluate((erasure) => {
        window.harness.state = { ...window.harness.state, erased: true, erasure };
        window.harness.emit('stateChanged', {});
      }, states.erased.erasure);
      await said(page, 'Erased.');
      await page.getByText('15:41: the ledger with 57,563 requests').waitFor();
      equal(await page.getByText('5,620,999').count(), 0);
      await page.getByRole('button', { name: 'From now on' }).click();
      await page.locator('.hero').waitFor();
      await called(page, 'countAgain', [{ from: 'now' }]);
    }));

  it('another part of the editor can bring a tab into sight', () =>
    withPage(states.today, async (page) => {
      await page.evaluate(() => window.harness.emit('showTab', { tab: 'privacy' }));
      await page.locator('tally-privacy').waitFor();
    }));

  it('folds are saved; a saved fold is folded', () =>
    withPage(states.folded, async (page) => {
      const head = page.getByRole('button', { name: 'Tools today' });
      equal(await head.getAttribute('aria-expanded'), 'false');
      await head.click();
      equal(await head.getAttribute('aria-expanded'), 'true');
      await called(page, 'saveView', [{ ...states.today.hello.view, folded: ['now'] }]);
    }));

  it('the age of the figures ticks alone', () =>
    withPage(
      states.today,
      async (page) => {
        const foot = page.locator('tally-foot .number');
        equal(await foot.textContent(), '2 s ago');
        await page.evaluate(() => {
          const you = document.querySelector('tally-page')?.shadowRoot?.querySelector('tally-you');
          new MutationObserver(() => document.body.setAttribute('data-rendered', '')).observe(
            you?.shadowRoot ?? document,
            { childList: true, subtree: true, characterData: true },
          );
        });
        for (const [seconds, text] of [
          [45, '45 s ago'],
          [60, '1 min ago'],
          [7300, '2 h ago'],
          [100_000, 'Thu 19 Nov, 15:42'],
        ] as const) {
          await page.clock.setFixedTime(at + seconds * 1000);
          await foot.getByText(text, { exact: true }).waitFor();
        }
        equal(await page.evaluate(() => document.body.hasAttribute('data-rendered')), false);
      },
      { alone: true },
    ));
});
