import { deepEqual, equal, match } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { insights } from './harness/insights.js';
import { useRig } from './harness/rig.js';
import { states } from './harness/states.js';

/** "Worth a look" on the You tab. */
describe('what is worth a look', () => {
  const rig = useRig();

  const section = (page: Page) => page.locator('tally-worth');
  const finding = (page: Page, name: RegExp) => section(page).getByRole('button', { name });
  const calls = (page: Page, method: string) =>
    page.evaluate(
      (name) => window.harness.calls.filter((call) => call.method === name).map((call) => call.input),
      method,
    );

  it('is three, the dearest first, each with where it was and what it cost; the others are shown when one asks', async () => {
    const page = await rig.open({ state: states.today });
    await finding(page, /Cache/).waitFor();
    const lines = () => section(page).locator('.finding').allInnerTexts();
    deepEqual(
      (await lines()).map((line) => line.replace(/\s*\n\s*/g, ' | ')),
      [
        'Cache paid for again, 3 times | Claude Code · payments-api, 10:22 | $0.44',
        'Very large context | Codex · a-very-long-project-name-that-never-ends, Mon 16 Nov, 15:42 | $0.40',
        'Loaded, then left | OpenCode, Tue 10 Nov, 15:42 | price unknown',
      ],
    );
    const all = section(page).getByRole('link', { name: 'Show all 6' });
    await all.focus();
    await page.keyboard.press('Enter');
    await section(page).getByText('1 more, smaller.').waitFor();
    equal((await lines()).length, 5);
    await section(page).getByRole('link', { name: 'Show fewer' }).waitFor();
    await page.keyboard.press('Enter');
    await all.waitFor();
    equal((await lines()).length, 3);
  });

  it('a click shows its evidence, its price and the one change; the links open moments and session', async () => {
    const page = await rig.open({ state: states.today });
    await finding(page, /Cache/).click();
    const detail = await section(page).locator('.detail').innerText();
    for (const words of [
      /3 requests, between request 12 and 31 of 41/,
      /128,400 tokens, \$0\.44 list price/,
      /Reply before the cache expires/,
    ])
      match(detail, words);
    await section(page).getByRole('link', { name: 'Show the turns' }).click();
    await section(page).getByRole('link', { name: 'Session report' }).click();
    await page.waitForFunction(() => window.harness.calls.some(({ method }) => method === 'report'));
    const [often] = insights.shown;
    deepEqual(
      [await calls(page, 'showInsight'), await calls(page, 'report')],
      [[{ id: often?.id }], [{ session: often?.session.id }]],
    );
    await finding(page, /Loaded/).click();
    match(await section(page).locator('.detail').last().innerText(), /request 1 of 1[\s\S]+88,004 tokens\n/);
  });

  it('what the person says of it is told to the host alone, and can be taken back', async () => {
    const page = await rig.open({ state: states.today });
    await finding(page, /Cache/).click();
    const said = (words: string) => page.locator('[role=status]').getByText(words).waitFor({ state: 'attached' });
    await section(page).getByRole('link', { name: 'Yes' }).click();
    await section(page).getByText('You said it was right. That stays on this machine.').waitFor();
    await said('Thank you. That stays on this machine.');
    await section(page).getByRole('link', { name: 'Take it back' }).click();
    await section(page).getByText('Was this right?').waitFor();
    await section(page).getByRole('link', { name: 'Dismiss' }).click();
    await finding(page, /Cache/).waitFor({ state: 'detached' });
    await said('Dismissed');
    const id = insights.shown[0]?.id;
    deepEqual(await calls(page, 'judgeInsight'), [
      { id, right: true, dismissed: false },
      { id, right: null, dismissed: false },
      { id, right: null, dismissed: true },
    ]);
  });

  it('says so where there is nothing, and asks nothing while it is folded', async () => {
    const page = await rig.open({ state: states.worthNothing });
    await section(page).getByText('Nothing in the last 28 days.').waitFor();
    const { hello } = states.today;
    const folded = { ...hello, view: { ...hello.view, folded: ['worth'] } };
    const other = await rig.open({ state: { ...states.today, hello: folded } });
    await other.locator('tally-calendar').waitFor();
    equal((await calls(other, 'insights')).length, 0);
    await section(other).getByRole('button', { name: 'Worth a look' }).click();
    await finding(other, /Cache/).waitFor();
  });
});
