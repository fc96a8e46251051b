import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { useRig } from './harness/rig.js';
import { slowness } from './harness/slowness.js';
import { type HostState, type StateName, states } from './harness/states.js';
import { team } from './harness/team.js';

/** The tab Team: what it says in each state, and what it asks of the host. */
describe('the tab Team', () => {
  const rig = useRig();

  const open = (name: StateName) => rig.open({ state: states[name] });
  const words = async (name: StateName) =>
    (await (await open(name)).locator('tally-team').ariaSnapshot()).replaceAll(/:\n *- \/url: "#"/g, '');
  const calls = (page: Page, method: string) =>
    page.evaluate(
      (name) => window.harness.calls.filter((call) => call.method === name).map((call) => call.input),
      method,
    );
  const called = (page: Page, method: string, count: number) =>
    page.waitForFunction(
      ({ name, wanted }) => window.harness.calls.filter((call) => call.method === name).length >= wanted,
      { name: method, wanted: count },
      { timeout: 3000 },
    );

  it('is not there without a team behind it, not even where it was looked at last', async () => {
    const state: HostState = states.team;
    const { team: _team, ...hello } = state.hello;
    const page = await rig.open({ state: { ...state, hello } });
    await page.locator('tally-you').waitFor();
    deepEqual(
      await page
        .getByRole('tab')
        .allTextContents()
        .then((all) => all.map((text) => text.trim())),
      ['You', 'Badges', 'Privacy'],
    );
    await page.evaluate(() => window.harness.emit('showTab', { tab: 'team' }));
    equal(await page.locator('tally-team').count(), 0);
    deepEqual(await calls(page, 'team'), []);
  });

  it('is there with one, between Badges and Privacy', async () => {
    const page = await open('team');
    deepEqual(
      (await page.getByRole('tab').allTextContents()).map((text) => text.trim()),
      ['You', 'Badges', 'Team', 'Privacy'],
    );
  });

  it('is painted from what was kept within 300 ms, before the host answers anything', async () => {
    const times: number[] = [];
    let limit = 300;
    for (let opening = 0; opening < 3; opening++) {
      const page = await rig.open({ state: { ...states.team, hold: true }, unsettled: true });
      const loaded = performance.now();
      await page.locator('tally-board').getByText('Amber Fern').waitFor();
      times.push(performance.now() - loaded);
      limit = Math.max(limit, 300 * (await slowness(page)));
    }
    // The best of three: another program may have the processor meanwhile.
    ok(Math.min(...times) < limit, `${times} of ${limit} ms`);
  });

  it('the board: quest, top three, around the viewer, own score, when, team figures, sharing', async () => {
    equal(
      await words('team'),
      `- heading "Harbour" [level=2]
- text: 9 members end to end
- heading "November quest 11 days left" [level=3]
- paragraph: Keep 80% of AI lines, together.
- text: 79%
- paragraph: Shown from 5 members.
- region "Leaderboard":
  - heading "Leaderboard" [level=2]:
    - button "Leaderboard" [expanded]
  - text: 28 days
  - combobox "Board":
    - option "Kept work" [selected]
    - option "Thrift"
    - option "Tokens"
  - list "Leaderboard":
    - listitem: 1= Amber Fern Doc Friend, Keeper 2 46 band 5 of 5
    - listitem: 1= Quiet Heron 41 band 5 of 5
    - listitem: 3= North Kite 37 band 4 of 5
    - listitem: 3= Paper Otter 33 band 4 of 5
    - listitem: 5= Slow River (you) band 4 of 5
    - listitem: 5= Low Cloud band 4 of 5
  - paragraph: Your score is 32. The board shows your band.
  - button "Why 32?"
  - paragraph: 28 days to Sun 15 Nov. Next figures Tue 24 Nov, 12:00. Formula 2.
- region "Team figures":
  - heading "Team figures" [level=2]:
    - button "Team figures" [expanded]
  - text: week 46
  - paragraph: AI lines kept 79%
  - paragraph: Read from cache 89%
  - paragraph: Use Claude Code 100%
  - paragraph: "Met: Idle loops 100%"
  - paragraph: Tokens, all together 65M–210M
  - paragraph: Rounded. Shown from 5 members, never per person.
  - paragraph: Ask about Claude Code Amber Fern
  - paragraph: Ask about Codex Amber Fern, Low Cloud
- region "Your sharing":
  - heading "Your sharing" [level=2]:
    - button "Your sharing" [expanded]
  - paragraph: Last shared Tue 17 Nov, 11:42
  - paragraph: Size 1,024 bytes, sealed
  - paragraph: Check words amber kite river stone olive drum
  - paragraph: Board fingerprint 3f2a 91bc 07de 5516
  - link "Preview next share"
  - link "Share now"
  - link "Pause"
  - link "Change alias"
  - link "Leave team"
  - group "Team":
    - link "Members"
    - link "Copy invite"
    - link "Team policy"
    - link "Change policy"
    - link "Object or propose"`,
    );
    const foot = 'Not for performance evaluation. Sees code that stays, not reviews, design or teaching.';
    await (await open('team')).locator('tally-foot').getByText(foot, { exact: true }).waitFor();
  });

  it('what each other state says', async () => {
    const said = {
      teamNone:
        /Compare notes, not totals\.[\s\S]+never what it cost\.[\s\S]+button "Join with an invite"[\s\S]+button "Create a team"/,
      teamWaiting:
        /You asked to join Harbour\. An admin has to say yes\. Nothing is shared until then\.[\s\S]+bagos luhon zivut marip hodul nizag[\s\S]+button "Look again"[\s\S]+button "Take it back"/,
      teamAsked:
        /link "Another team"[\s\S]+There is no git on this machine\.[\s\S]+link "Try now"[\s\S]+2 people ask to be let in\.[\s\S]+link "Compare six words"[\s\S]+You share nothing yet, so you see no figures of the team\.[\s\S]+link "See what you would share"/,
      teamKeyLost: /This machine lost its team key\. Your counts are safe\.[\s\S]+button "Join again"/,
      teamLeft: /You left\. Nothing is shared\./,
      teamTooFew:
        /The board opens at 5 members\.[\s\S]+With fewer, a figure could be traced to a person\.[\s\S]+button "Copy invite"[\s\S]+Shared so far Nothing yet/,
      teamClosedAgain: /The board is closed until 5 members share again\./,
      teamFewOnBoard: /Fewer than 5 members are on this board, so nobody sees it\./,
      teamPaused: /You pause sharing, so you see no team figures\.[\s\S]+link "Resume"/,
      teamOffline:
        /The team is out of reach\. Showing figures of Tue 17 Nov, 13:42\. Next try in 10 minutes\.[\s\S]+link "Try now"/,
      teamApart: /Grey Gull: not verified\. Its signature does not fit\./,
      teamOffBoard:
        /You are in the quest, not on the board\.[\s\S]+link "Join the board"[\s\S]+Too little to say yet: 0 active days of 6\./,
      teamFlagged:
        /Your row of week 46 does not count yet\. It holds 200 turns without a change\.[\s\S]+link "Show the turns"[\s\S]+link "Object"[\s\S]+2 members object to the policy\.[\s\S]+link "Read"/,
      teamThrift: /listitem: 1= \S+ \S+ band 5 of 5[\s\S]+How much of the input was read from cache, in fifths\./,
      teamTokens:
        /listitem: 1 North Kite 30M–100M[\s\S]+Volume, not value\. Chosen by this team\.[\s\S]+Mon 9 Nov to Sun 15 Nov\./,
      teamQuestActive: /6 members with four active days this month\.[\s\S]+text: "9"[\s\S]+Reached, together\./,
      teamFails: /could not be worked out\. The ledger is locked\.[\s\S]+Amber Fern/,
    } satisfies Partial<Record<StateName, RegExp>>;
    for (const [name, wanted] of Object.entries(said)) match(await words(name as StateName), wanted, name);
    const apart = await words('teamApart');
    match(apart, /Tide Table: not verified\. Its figures are not plausible\./);
    match(apart, /Far Buoy: nothing new for five weeks\./);
    const flagged = await words('teamFlagged');
    match(flagged, /Your row would gain: kinds of waste, tools to ask you about\. Nothing is sent until you agree\./);
    match(flagged, /a newer list of members that this machine cannot open: an admin may have let you go\./);
    match(flagged, /The team’s policy changed: boards\. Nothing is sent until you agree\./);
  });

  it('withholds: no row and no figure under five, or from who does not share', async () => {
    for (const name of ['teamTooFew', 'teamClosedAgain', 'teamPaused'] as const) {
      const page = await open(name);
      equal(await page.locator('tally-board, tally-team-figures').count(), 0, name);
      ok(!(await words(name)).includes('Quiet Heron'), name);
    }
  });

  it('offers nothing that does not work here', async () => {
    const page = await open('teamNothingYet');
    equal(await page.locator('tally-team').getByRole('button').count(), 0);
  });

  it('another board: asked for, saved, spoken', async () => {
    const page = await open('team');
    await page.getByRole('combobox', { name: 'Board' }).selectOption('thrift');
    await page.locator('[role=status]').getByText('Thrift: 9 members', { exact: true }).waitFor({ state: 'attached' });
    deepEqual((await calls(page, 'team')).at(-1), { board: 'thrift' });
    deepEqual((await calls(page, 'saveView')).at(-1), { ...states.team.hello.view, board: 'thrift' });
    await page.getByText('in fifths.').waitFor();
  });

  it('a board that was looked at is asked for again', async () => {
    const state: HostState = states.team;
    const hello = { ...state.hello, view: { ...state.hello.view, board: 'tokens' as const } };
    const page = await rig.open({ state: { ...state, hello } });
    await page.getByText('Volume, not value.').waitFor();
    deepEqual((await calls(page, 'team'))[0], { board: 'tokens' });
  });

  it('news of the team is fetched', async () => {
    const page = await open('team');
    await called(page, 'team', 1);
    await page.evaluate((data) => {
      window.harness.state = { ...window.harness.state, team: data };
      window.harness.emit('teamChanged', {});
    }, team.waiting);
    await page.getByText('You asked to join Harbour.').waitFor();
  });

  it('leaving takes two clicks, and one may stay', async () => {
    const page = await open('team');
    await page.getByRole('link', { name: 'Leave team' }).click();
    await page.getByText('Leave Harbour? Your rows are withdrawn now').waitFor();
    deepEqual(await calls(page, 'runTeam'), []);
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('link', { name: 'Leave team' }).click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await called(page, 'runTeam', 1);
    deepEqual(await calls(page, 'runTeam'), [{ command: 'leave' }]);
  });

  it('of who is in none breaks no word of its three stages, in the narrowest view', async () => {
    const page = await rig.open({ state: states.teamNone, width: 220 });
    const lines = await page.locator('.stage p').evaluateAll((all) =>
      all.flatMap(({ childNodes }) => {
        const node = [...childNodes].find((each) => each.nodeType === Node.TEXT_NODE && each.textContent !== '');
        const text = node?.textContent ?? '';
        return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
          const range = document.createRange();
          range.setStart(node as Node, index);
          range.setEnd(node as Node, index + word.length);
          return [word, range.getClientRects().length] as const;
        });
      }),
    );
    deepEqual(lines.length, 9);
    deepEqual(
      lines.filter(([, count]) => count !== 1),
      [],
    );
  });

  it('links and buttons run their commands', async () => {
    const links = [
      ['team', 'link', 'Preview next share', 'preview'],
      ['team', 'link', 'Share now', 'share'],
      ['team', 'link', 'Copy invite', 'copyInvite'],
      ['teamWaiting', 'button', 'Take it back', 'leave'],
      ['teamAsked', 'link', 'Compare six words', 'requests'],
      ['teamAsked', 'link', 'Another team', 'choose'],
      ['team', 'link', 'Change alias', 'alias'],
      ['team', 'link', 'Team policy', 'policy'],
      ['team', 'link', 'Change policy', 'changePolicy'],
      ['team', 'link', 'Object or propose', 'say'],
      ['team', 'link', 'Pause', 'pause'],
      ['teamPaused', 'link', 'Resume', 'resume'],
      ['teamNone', 'button', 'Join with an invite', 'join'],
      ['teamNone', 'button', 'Create a team', 'create'],
      ['teamNone', 'link', 'Add up my own machines…', 'machines'],
      ['teamNone', 'link', 'Restore from a backup', 'restore'],
      ['teamElsewhere', 'link', 'Add up my own machines…', 'machines'],
      ['teamKeyLost', 'button', 'Join again', 'joinAgain'],
      ['teamKeyLost', 'button', 'Restore from a backup', 'restore'],
      ['teamTooFew', 'button', 'Copy invite', 'copyInvite'],
      ['teamOffBoard', 'link', 'Join the board', 'joinBoard'],
      ['teamOffline', 'link', 'Try now', 'tryNow'],
      ['teamFlagged', 'link', 'Show the turns', 'showTurns'],
      ['teamFlagged', 'link', 'Object', 'say'],
      ['teamFlagged', 'link', 'Compare', 'compare'],
      ['teamFlagged', 'link', 'Read', 'policy'],
    ] as const;
    for (const [state, role, name, command] of links) {
      const page = await open(state);
      await page.locator('tally-team').getByRole(role, { name }).first().click();
      await called(page, 'runTeam', 1);
      deepEqual(await calls(page, 'runTeam'), [{ command }], name);
    }
  });

  it('what left is opened by its eye, and all of it as a list', async () => {
    const page = await open('privacyShared');
    await page.getByRole('button', { name: 'Show what left Tue 17 Nov, 11:42' }).click();
    await page.getByRole('link', { name: 'All 10' }).click();
    await called(page, 'showSent', 2);
    deepEqual(await calls(page, 'showSent'), [{ hash: '0f9c2ab0'.padEnd(64, '0') }, { hash: null }]);
  });

  it('"Why 32?" shows the formula with one’s own days, by keyboard too', async () => {
    const page = await open('team');
    await page.getByRole('button', { name: 'Why 32?' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('32 is ten times the mean of the best 60% of your 14 active days.').waitFor();
    equal(await page.getByRole('row').count(), 15);
    await page.getByRole('row', { name: 'Sun 15 Nov 125 of 181 3.46' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('row').first().waitFor({ state: 'detached' });
  });

  it('hostile aliases are text of one line: nothing runs, nothing is made, nothing leaves its row', async () => {
    const page = await open('teamHostile');
    const text = await page.locator('tally-team').ariaSnapshot();
    const found = await page.evaluate(() => {
      const roots: (Document | ShadowRoot)[] = [document];
      const made: string[] = [];
      for (const root of roots)
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) roots.push(element.shadowRoot);
          if (element.matches('img, b, iframe, [onerror], [onload], .row [title], .row [aria-label]'))
            made.push(element.outerHTML);
        }
      const heights = roots.flatMap((root) => [...root.querySelectorAll('.row')].map((row) => row.clientHeight));
      return { made, heights: [...new Set(heights)], violations: window.harness.violations };
    });
    deepEqual(found, { made: [], heights: [28], violations: [] });
    ok(!/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/.test(text));
    ok(!text.includes('x'.repeat(40)));
    ok(text.includes('gro.elpmaxe admin'));
    match(text, /<img src=x onerror=alert\(1\)>: not verified/);
    match(text, /heading "<b>Harbour<\/b>"/);
  });

  it('one’s own machines stand on the tab You, each with its part and day, and one link to what can be done', async () => {
    const section = async (name: StateName) => (await open(name)).locator('tally-machines section');
    equal(
      (await (await section('machines')).innerText()).replaceAll(/\s+/g, ' '),
      'MY MACHINES 41.8M desk (this one) 19 Nov 28.1M laptop 18 Nov 12.9M build container 30 Oct 800K All that each has told, and the day on which it last did. Manage my machines…',
    );
    const silent = await (await section('machinesSilent')).innerText();
    match(silent, /This machine tells the others nothing yet\./);
    match(silent, /The team is out of reach\./);
    match(silent, /1 machine asks to be added…/);
    const page = await open('machinesWaiting');
    await page.locator('tally-machines').getByText(team.waiting.words.join(' ')).waitFor();
    await page.locator('tally-machines').getByText('Manage my machines…').click();
    await called(page, 'runTeam', 1);
    deepEqual(await calls(page, 'runTeam'), [{ command: 'machines' }]);
  });

  it('they are asked for at each look at the tab You', async () => {
    const page = await open('machines');
    await called(page, 'machines', 1);
    await page.getByRole('tab', { name: 'Team' }).click();
    await page.getByRole('tab', { name: 'You' }).click();
    await called(page, 'machines', 2);
  });

  it('of one machine alone there is no such section, and without teams nobody asks for it', async () => {
    const page = await open('team');
    await page.getByRole('tab', { name: 'You' }).click();
    await page.locator('tally-you').waitFor();
    equal(await page.locator('tally-machines').count(), 0);
    const { team: _team, ...hello } = states.today.hello;
    const alone = await rig.open({ state: { ...states.today, hello } });
    await alone.locator('tally-calendar').waitFor();
    deepEqual(await calls(alone, 'machines'), []);
  });
});
