import { deepEqual, equal, match } from 'node:assert/strict';
import { budgets } from './harness/budgets.js';
import { at, today } from './harness/figures.js';
import { calls, said, withPageOf } from './harness/pageAndHost.js';
import { useRig } from './harness/rig.js';
import { spokenIn } from './harness/spokenIn.js';
import { type StateName, states } from './harness/states.js';

/** What tells a person of something wrong, when it is spoken, and what its links do. */
describe('the page and its host', () => {
  const rig = useRig();

  const withPage = withPageOf(rig);

  it('a closed notice stays closed while its cause lasts, also after the view was hidden', () =>
    withPage(states.paused, async (page) => {
      const notice = page.locator('tally-notice');
      await page.getByRole('button', { name: 'Close' }).click();
      await notice.waitFor({ state: 'detached' });
      await page.reload();
      await page.locator('.hero').waitFor();
      equal(await notice.count(), 0);
      await page.evaluate(() => {
        const { you } = window.harness.state;
        const state = { ...you.today.state, paused: { since: 1 } };
        window.harness.state = { ...window.harness.state, you: { ...you, today: { ...you.today, state } } };
        window.harness.emit('stateChanged', {});
      });
      await notice.waitFor();
    }));

  it('a notice is spoken once, when it appears: not at every figure, not when it is closed; none is of a file or link', () =>
    withPage(states.today, async (page) => {
      const quiet = ['unreadable-file', 'busy-file', 'damaged-file', 'unreadable-folder', 'link-loop', 'vanished-file'];
      const problems = quiet.map((code) => ({ code, detail: '/x' }));
      const show = (health: object, revision: number) =>
        page.evaluate(
          ({ health, revision, problems }) => {
            const { you } = window.harness.state;
            const state = { ...you.today.state, problems, health: { newFormats: [], ...health } };
            const shown = { ...you.today, state, revision, totals: { ...you.today.totals, total: revision } };
            window.harness.state = { ...window.harness.state, you: { ...you, today: shown } };
            window.harness.emit('changed', { revision });
          },
          { health, revision, problems },
        );
      const full = 'The disk is full. New use stays in the logs and is counted when there is room.';
      const shows = (figure: string) => page.locator('.hero').getByText(figure, { exact: true }).waitFor();
      await page.evaluate(() => {
        const region = document.querySelector('tally-page')?.shadowRoot?.querySelector('[role=status]');
        const heard: string[] = [];
        Object.assign(window, { heard });
        if (region)
          new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
            childList: true,
            subtree: true,
            characterData: true,
          });
      });
      await show({}, 1000);
      await shows('1,000');
      equal(await page.locator('tally-notice').count(), 0);
      await show({ diskFull: { since: at } }, 1001);
      await said(page, full);
      await page.locator('.hero').focus();
      await page.keyboard.press('Enter');
      await said(page, 'Copied 1,001');
      await show({ diskFull: { since: at } }, 1002);
      await shows('1,002');
      await page.getByRole('button', { name: 'Close' }).click();
      await show({ rebuilt: { at } }, 1003);
      await shows('1,003');
      const rebuilt =
        'The ledger was damaged and was rebuilt. All logs still here were counted again. The old file is kept.';
      deepEqual(await page.evaluate(() => (window as unknown as { heard: string[] }).heard), [
        full,
        'Copied 1,001',
        rebuilt,
      ]);
    }));

  it('a notice that is there when the page opens is spoken too', async () => {
    for (const [state, sentence] of [
      ['stopped', /^Counting stopped\. Figures are of .+\. The logs will be read again\.$/],
      ['newFormat', /^Codex logs have a new format\. Its count stands still since .+\. The rest is exact\.$/],
      ['budgetNear', /^You have used 8\d% of your November budget\. /],
      ['restricted', /^Restricted Mode\. Counting works\. /],
      ['outdated', /^Tallyboard was updated\. Figures come back after a reload\.$/],
    ] as const)
      await withPage(states[state], async (page) => {
        match((await page.locator('[role=status]').textContent()) ?? '', sentence);
      });
  });

  it('links run their commands', async () => {
    const links = [
      ['paused', 'Resume', 'resume'],
      ['stopped', 'Restart', 'restart'],
      ['month', 'Add a price', 'addPrice'],
      ['noTool', 'Add a folder', 'addFolder'],
      ['noTool', 'What was looked at', 'diagnose'],
      ['firstRun', 'Add a folder', 'addFolder'],
      ['rebuilt', 'What may be missing', 'diagnose'],
      ['diskFull', 'Show ledger', 'showLedger'],
      ['newFormat', 'Show details', 'diagnose'],
      ['restricted', 'Manage trust', 'trust'],
      ['offerAccepts', 'Count accepted suggestions', 'countAccepted'],
      ['privacy', 'Show which', 'diagnose'],
      ['privacy', 'Verify against the tools’ own totals', 'verify'],
      ['privacy', 'By kind', 'diagnose'],
      ['privacy', 'Change', 'retention'],
      ['broken', 'Diagnose', 'diagnose'],
      ['failed', 'Diagnose', 'diagnose'],
      ['outdated', 'Reload', 'reload'],
    ] as const;
    for (const [state, name, command] of links) {
      await withPage(states[state], async (page) => {
        await page.getByRole('link', { name }).click();
        await page.waitForFunction(() => window.harness.calls.some((call) => call.method === 'run'));
        deepEqual([await calls(page, 'run'), new URL(page.url()).hash], [[{ command }], '']);
      });
    }
  });
});

describe('what the page says', () => {
  const rig = useRig();
  const spoken = spokenIn(rig);

  it('notices: paused and stopped, the figures stay', async () => {
    match(
      await spoken('paused'),
      /group "Counting is paused\.":\n.+paragraph: Counting is paused\.\n.+paragraph:\n.+text: Use during a pause is left out for good\.\n.+link "Resume"\n {4}- button "Close"/,
    );
    const stopped = await spoken('stopped');
    match(stopped, /text: Figures are of 15:40\. The logs will be read again\.\n.+link "Restart"/);
    match(stopped, /5,620,999/);
  });

  it('notices of a ledger’s health and of the folder, the words of each', async () => {
    const words = {
      rebuilt:
        /The ledger was damaged and was rebuilt\.\n[\s\S]+All logs still here were counted again\. The old file is kept\.\n.+link "What may be missing"/,
      diskFull:
        /The disk is full\.\n[\s\S]+New use stays in the logs and is counted when there is room\.\n.+link "Show ledger"/,
      stoppedByFullDisk: /The disk is full\.\n[\s\S]+link "Show ledger"/,
      newFormat:
        /Codex logs have a new format\.\n[\s\S]+Its count stands still since Wed 18 Nov\. The rest is exact\.\n.+link "Show details"/,
      restricted:
        /Restricted Mode\.\n[\s\S]+Counting works\. Commands that send text are off in this folder\.\n.+link "Manage trust"/,
    } satisfies Partial<Record<StateName, RegExp>>;
    for (const [name, expected] of Object.entries(words)) match(await spoken(name as StateName), expected);
  });

  it('of several causes one notice, the most pressing; closed, the next', async () => {
    const health = { newFormats: [], rebuilt: { at: 1 }, diskFull: { since: 2 } };
    const around = { restricted: true, budget: budgets.near };
    const data = { ...today, ...around, state: { ...today.state, health, paused: { since: 3 } } };
    const page = await rig.open({ state: { ...states.today, you: { ...states.today.you, today: data } } });
    const titles: string[] = [];
    for (let count = 0; count < 5; count++) {
      titles.push((await page.locator('tally-notice p').first().textContent()) ?? '');
      await page.getByRole('button', { name: 'Close' }).click();
    }
    await page.locator('tally-notice').waitFor({ state: 'detached' });
    deepEqual(titles, [
      'The ledger was damaged and was rebuilt.',
      'The disk is full.',
      'Counting is paused.',
      'You have used 81% of your November budget.',
      'Restricted Mode.',
    ]);
  });

  it('notices of a budget, from 80% and from 100%', async () => {
    match(
      await spoken('budgetNear'),
      /group "You have used 81% of your November budget\.":\n.+\n.+paragraph:\n.+At this pace it lasts until Tue 24 Nov\.\n.+link "Change budget"\n {4}- button "Close"/,
    );
    match(
      await spoken('budgetOver'),
      /You have used 119% of your November budget\.\n[\s\S]+At this pace about \$94 by the end of the month\./,
    );
    match(await spoken('budgetAtLeast'), /You have used at least 81% of your November budget\./);
    match(await spoken('budgetOfWindow'), /You have used 82% of your budget of the plan window\./);
  });
});
