import { deepEqual, equal, match } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { BadgeView } from '../../src/protocol/badges.js';
import { allSeen, badges } from './harness/badges.js';
import { focused } from './harness/deep.js';
import { useRig } from './harness/rig.js';
import { type HostState, type StateName, states } from './harness/states.js';

/** The tab Badges: what it says in each state, and what it asks of the host. */
describe('the tab Badges', () => {
  const rig = useRig();

  const open = (name: StateName) => rig.open({ state: states[name] });
  const tab = (page: Page) => page.locator('tally-badges');
  const words = async (page: Page) => (await tab(page).ariaSnapshot()).replaceAll(/:\n *- \/url: "#"/g, '');
  const calls = (page: Page, method: string) =>
    page.evaluate(
      (name) => window.harness.calls.filter((call) => call.method === name).map((call) => call.input),
      method,
    );
  const called = (page: Page, method: string) =>
    page.waitForFunction((name) => window.harness.calls.some((call) => call.method === name), method, {
      timeout: 3000,
    });
  const cell = (page: Page, name: string) => page.getByRole('gridcell', { name });
  const chosen = (page: Page) => page.getByRole('gridcell', { selected: true }).getAttribute('aria-label');
  const said = (page: Page, text: string) =>
    page.locator('[role=status]').getByText(text, { exact: true }).waitFor({ state: 'attached' });

  it('says how many, explains the closest, and lists what was earned, milestones apart', async () => {
    const page = await open('badges');
    const [, after = ''] = (await words(page)).split(/\n(?=- region "Cache Gardener")/);
    equal(
      after,
      `- region "Cache Gardener":
  - heading "Cache Gardener" [level=3]
  - text: 8 of 10 days
  - term: Rule
  - definition: 80% or more read from cache on 10 active days, with no fewer kept lines per token than usual.
  - term: So far
  - definition: Last on Thu 19 Nov with 91%.
  - term: Missed
  - definition: "Tue 17 Nov: fewer kept lines per token than usual."
  - term: To get it
  - definition: Reply within 5 minutes, or use the one-hour cache before a break.
  - link "Show the 8 days"
  - link "Hide this badge"
- region "Earned":
  - heading "Earned" [level=2]:
    - button "Earned" [expanded]
  - text: "9"
  - list:
    - listitem:
      - button "Keeper tier 2 of 3"
      - text: 16 Nov 2026 82% of AI lines kept.
    - listitem:
      - button "Clean Landing"
      - text: 11 Nov 2026 34 commits.
    - listitem:
      - button "Small Steps"
      - text: "6 Nov 2026 Median commit: 64 lines."
    - listitem:
      - button "Unplugged"
      - text: 25 Oct 2026 4 weeks.
  - link "Show 5 more"
- region "Milestones":
  - heading "Milestones" [level=2]:
    - button "Milestones" [expanded]
  - paragraph: Counted so far 612,480,112
  - paragraph: 100M tokens 14 Aug 2026
  - paragraph: 10M tokens 29 May 2026
  - paragraph: 1M tokens 18 May 2026
  - paragraph: Next 1B tokens
  - paragraph: Volume, no badge. Nobody else sees it, and it is never shared.`,
    );
    match(await words(page), /^- heading "9 of 38 earned" \[level=2\]/);
    await page.locator('tally-foot').getByText('None of them counts tokens, nights or weekends.').waitFor();
    equal(await page.getByRole('gridcell').count(), 38);
    equal(await page.getByRole('row').count(), 6);
  });

  it('what a cell says: earned, how far, what is lacking, what nothing tells of', async () => {
    const page = await open('badges');
    for (const label of [
      'Small Steps, earned',
      'Keeper, 70% of the way',
      'Explorer, 2 of 4 ways',
      'Survivor, Needs 200 AI lines, you have 140.',
      'Open Book, Comes with a team.',
    ])
      equal(await cell(page, label).count(), 1, label);
  });

  it('on the first day there is no hurry, and the first badge is explained', async () => {
    const page = await open('badgesFirstDay');
    match(await words(page), /^- heading "Nothing yet, and no hurry\. The closest is First Light\." \[level=2\]/);
    equal(await chosen(page), 'First Light, 0 of 1 commit');
    equal(await page.locator('tally-earned, tally-milestones, tally-hidden-badges').count(), 0);
  });

  it('a badge that nothing tells of yet says what it needs, and what to do then; there is nothing to show', async () => {
    const page = await open('badges');
    await cell(page, 'Open Book').click();
    const card = await page.getByRole('region', { name: 'Open Book' }).ariaSnapshot();
    match(card, /text: Comes with a team\.[\s\S]+term: Rule[\s\S]+definition: Your own share opened/);
    match(
      card,
      /term: To get it\n.+definition: Install age, then run “Open My Last Share with age” or tallyboard team open\./,
    );
    equal(/So far|Show the/.test(card), false);
  });

  it('what is earned is kept: its card says so', async () => {
    const page = await open('badges');
    await cell(page, 'Small Steps').click();
    const card = await page.getByRole('region', { name: 'Small Steps' }).ariaSnapshot();
    match(card, /text: Earned 6 Nov 2026[\s\S]+term: To keep it\n.+definition: Nothing\. What is earned stays\./);
  });

  it('failure: the reason, and the last badges stay', async () => {
    const page = await open('badgesFail');
    match(await words(page), /could not be worked out\. The ledger is locked\./);
    equal(await page.getByRole('grid').count(), 0);
    const hello = { ...states.badgesFail.hello, badges };
    const kept = await rig.open({ state: { ...states.badgesFail, hello } });
    await kept.getByText('could not be worked out.').waitFor();
    equal(await kept.getByRole('gridcell').count(), 38);
  });

  it('is painted from what was kept, before the host answers anything', async () => {
    const state: HostState = { ...states.badges, hello: { ...states.badges.hello, badges }, hold: true };
    const page = await rig.open({ state, unsettled: true });
    await cell(page, 'Small Steps, earned').waitFor();
    deepEqual(await calls(page, 'badges'), []);
  });

  it('is asked for again at each change of the ledger, while it is looked at', async () => {
    const page = await open('badges');
    await called(page, 'badges');
    await page.evaluate(() => {
      const { state } = window.harness;
      const { today } = state.you;
      const rows = state.badges.badges.slice(0, 3);
      const you = { ...state.you, today: { ...today, revision: 8 } };
      window.harness.state = { ...state, you, badges: { ...state.badges, revision: 8, badges: rows } };
      window.harness.emit('changed', { revision: 8 });
    });
    await page.getByRole('heading', { name: '2 of 3 earned' }).waitFor();
  });

  it('is asked for again when something of a team changed, while it is looked at', async () => {
    const page = await open('badges');
    await called(page, 'badges');
    await page.evaluate(() => {
      const { state } = window.harness;
      window.harness.state = { ...state, badges: { ...state.badges, badges: state.badges.badges.slice(0, 3) } };
      window.harness.emit('teamChanged', {});
    });
    await page.getByRole('heading', { name: '2 of 3 earned' }).waitFor();
  });

  it('arrows choose by cell, Home and End go to the ends of a row, Escape closes the card, Enter opens it', async () => {
    const page = await open('badges');
    await cell(page, 'Cache Gardener').focus();
    const steps = [
      ['ArrowRight', 'Light Touch'],
      ['ArrowLeft', 'Cache Gardener'],
      ['ArrowUp', 'Half-Life'],
      ['Home', 'First Light'],
      ['End', 'Test Companion'],
      ['ArrowRight', 'Small Steps'],
      ['ArrowDown', 'Frugal Month'],
      ['ArrowUp', 'Small Steps'],
    ] as const;
    for (const [key, name] of steps) {
      await page.keyboard.press(key);
      match((await chosen(page)) ?? '', new RegExp(`^${name}, `), key);
      equal(await page.getByRole('region', { name, exact: true }).count(), 1, name);
    }
    await page.keyboard.press('Escape');
    equal(await page.getByRole('gridcell', { selected: true }).count(), 0);
    await page.keyboard.press('Enter');
    equal(await chosen(page), 'Small Steps, earned');
  });

  it('a group alone is shown; Escape shows all again', async () => {
    const page = await open('badges');
    await page.getByRole('combobox', { name: 'Group' }).selectOption('Safety');
    equal(await page.getByRole('gridcell').count(), 4);
    equal(await chosen(page), 'Secret Keeper, 21 of 28 days');
    await cell(page, 'Guardian').focus();
    await page.keyboard.press('Escape');
    await cell(page, 'First Light').waitFor();
    equal(await page.getByRole('gridcell').count(), 38);
  });

  it('"Show the 8 days" asks the host to', async () => {
    const page = await open('badges');
    await page.getByRole('link', { name: 'Show the 8 days' }).click();
    await called(page, 'showBadge');
    deepEqual(await calls(page, 'showBadge'), [{ id: 'cache-gardener' }]);
  });

  it('a name among the earned ones opens its card, and the keyboard is there', async () => {
    const page = await open('badges');
    await page.getByRole('link', { name: 'Show 5 more' }).click();
    await page.getByRole('button', { name: 'First Light' }).click();
    await page.getByRole('region', { name: 'First Light' }).waitFor();
    await page.waitForFunction(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('data-badge') === 'first-light';
    });
  });

  it('hiding takes a badge away, says so, saves it and leaves the keyboard at the next; it can come back', async () => {
    const page = await open('badges');
    await page.getByRole('link', { name: 'Hide this badge' }).click();
    await said(page, 'Cache Gardener is hidden. It is under “Hidden by you”.');
    equal(await page.getByRole('gridcell').count(), 37);
    equal(await chosen(page), 'Secret Keeper, 21 of 28 days');
    await page.waitForFunction(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('data-badge') === 'secret-keeper';
    });
    const saved = (await calls(page, 'saveView')).at(-1) as { badges: BadgeView };
    deepEqual(saved.badges, { ...allSeen, hidden: ['cache-gardener'] });
    await page.getByRole('link', { name: 'Show again' }).click();
    await said(page, 'Cache Gardener is shown again.');
    equal(await page.getByRole('gridcell').count(), 38);
    equal(await page.locator('tally-hidden-badges').count(), 0);
  });

  it('hidden ones stay hidden and are not counted', async () => {
    const page = await open('badgesHidden');
    match(await words(page), /^- heading "8 of 35 earned"/);
    match(await words(page), /region "Hidden by you"[\s\S]+Cache Gardener[\s\S]+Unplugged[\s\S]+Daylight/);
  });

  describe('a new badge', () => {
    const away: HostState = { ...states.badgesNew };
    const onYou = { ...away, hello: { ...away.hello, view: { ...away.hello.view, tab: 'you' as const } } };
    const filled = (page: Page) =>
      page
        .locator('.fresh')
        .evaluateAll((all) => all.map((each) => each.closest('[data-badge]')?.getAttribute('data-badge')));

    it('puts a dot on the tab until it was seen', async () => {
      const page = await rig.open({ state: onYou });
      const badgesTab = page.getByRole('tab', { name: 'Badges, something new' });
      await badgesTab.waitFor();
      equal(await page.locator('tally-tabs .news').count(), 1);
      await badgesTab.click();
      await page.getByRole('tab', { name: 'Badges', exact: true }).waitFor();
      equal(await page.locator('tally-tabs .news').count(), 0);
      const saved = (await calls(page, 'saveView')).at(-1) as { badges: BadgeView };
      deepEqual(saved.badges, {
        hidden: [],
        seen: Object.fromEntries(
          badges.badges.flatMap(({ id, reached }) => (reached.length ? [[id, reached.length]] : [])),
        ),
        greeted: '2026-11-19',
      });
    });

    it('fills once when it is seen', async () => {
      const page = await open('badgesNew');
      await page.locator('.fresh').first().waitFor();
      deepEqual(await filled(page), ['keeper', 'unplugged']);
      await page.getByRole('tab', { name: 'You' }).click();
      await page.getByRole('tab', { name: 'Badges' }).click();
      await cell(page, 'Keeper, 70% of the way').waitFor();
      deepEqual(await filled(page), []);
    });

    it('does not fill on a day on which another one did', async () => {
      const view = { ...away.hello.view, badges: { ...away.hello.view.badges, greeted: '2026-11-19' } as BadgeView };
      const page = await rig.open({ state: { ...away, hello: { ...away.hello, view } } });
      await cell(page, 'Keeper, 70% of the way').waitFor();
      await called(page, 'saveView');
      deepEqual(await filled(page), []);
    });

    it('moves for 600 ms, and not at all where less motion is wanted', async () => {
      const page = await open('badgesNew');
      const duration = () =>
        page
          .locator('.fresh .filling')
          .first()
          .evaluate((element) => getComputedStyle(element).animationDuration);
      await page.locator('.fresh').first().waitFor();
      equal(await duration(), '0s');
      await page.emulateMedia({ reducedMotion: 'no-preference' });
      equal(await duration(), '0.6s');
      await page.emulateMedia({ reducedMotion: 'reduce' });
    });
  });

  describe('on the You tab', () => {
    it('the closest is told of, with the way to all', async () => {
      const page = await open('nearlyThere');
      const near = await page.locator('tally-nearly').ariaSnapshot();
      match(near, /paragraph: Cache Gardener 8 of 10 days[\s\S]+Reply within 5 minutes/);
      await page.getByRole('link', { name: 'All badges' }).click();
      await page.getByRole('gridcell').first().waitFor();
    });

    it('it is told of from half way on: less is not near', async () => {
      const state: HostState = states.nearlyThere;
      const shownAt = async (progress: number) => {
        const rows = state.badges.badges.map((each) => ({ ...each, progress: Math.min(each.progress, progress) }));
        const page = await rig.open({ state: { ...state, badges: { ...state.badges, badges: rows } } });
        await called(page, 'badges');
        return page.locator('tally-nearly').count();
      };
      deepEqual([await shownAt(0.5), await shownAt(0.49)], [1, 0]);
    });

    it('nothing is said where none is begun, and no hidden one is named', async () => {
      const page = await open('today');
      await called(page, 'badges');
      equal(await page.locator('tally-nearly').count(), 0);
      const hidden = { ...allSeen, hidden: ['cache-gardener'] };
      const state: HostState = states.nearlyThere;
      const view = { ...state.hello.view, badges: hidden };
      const other = await rig.open({ state: { ...state, hello: { ...state.hello, view } } });
      await other.locator('tally-nearly').getByText('Secret Keeper').waitFor();
    });
  });

  it('the honeycomb has 7 and 6 to a row, 5 and 4 where it is narrow', async () => {
    const lengths = async (width: number) => {
      const page = await rig.open({ state: states.badges, width });
      await page.getByRole('gridcell').first().waitFor();
      return page.getByRole('row').evaluateAll((rows) => rows.map((row) => row.children.length));
    };
    deepEqual(await lengths(300), [7, 6, 7, 6, 7, 5]);
    deepEqual(await lengths(220), [5, 4, 5, 4, 5, 4, 5, 4, 2]);
  });

  it('from right to left the left arrow goes on; beyond the edge a key does nothing', async () => {
    const state: HostState = { ...states.badges, hello: { ...states.badges.hello, locale: 'he' } };
    const page = await rig.open({ state });
    await cell(page, 'First Light').focus();
    for (const [key, name] of [
      ['ArrowLeft', 'Keeper'],
      ['ArrowRight', 'First Light'],
      ['ArrowRight', 'First Light'],
      ['ArrowUp', 'First Light'],
    ] as const) {
      await page.keyboard.press(key);
      match((await focused(page))?.text ?? '', new RegExp(`^${name}, `), key);
    }
  });
});
