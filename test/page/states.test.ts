import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { calendar } from './harness/around.js';
import { budgets } from './harness/budgets.js';
import { month, session, today, week } from './harness/figures.js';
import { type Rig, startRig } from './harness/rig.js';
import { screenReader } from './harness/screenReader.js';
import { type StateName, states } from './harness/states.js';

/** As the You tab ends in most states: kept work and findings, unfolded. */
const keptAndWorth = `  - region "What stayed":
    - heading "What stayed" [level=2]:
      - button "What stayed" [expanded]
    - text: 28 days
    - paragraph:
      - strong: 82% ±8
      - text: of 1,360 AI lines were kept
    - 'figure "Week of Mon 16 Nov: 82% ±8 of 212 lines; lowest 70%, highest 83%."':
      - grid "Kept lines by week"
      - table "Kept lines by week"
    - paragraph: "Covers 73% of AI-written changes. Gaps: weeks of fewer than 50 lines. Worked out backwards from git."
  - region "Worth a look":
    - heading "Worth a look" [level=2]:
      - button "Worth a look" [expanded]
    - text: 28 days
    - list:
      - listitem:
        - button "Cache paid for again, 3 times $0.44"
      - listitem:
        - button "Very large context $0.40"
      - listitem:
        - button "Loaded, then left price unknown"
    - paragraph: "2 more, smaller: dismiss one to see the next."`;

/** What a person reads and what a screen reader is told, state by state. */
describe('what the page says', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig.stop());

  /** The page as assistive technology has it, one line a node; tabs, cells of grids and tables of weeks have tests of their own. */
  async function spoken(name: StateName, look?: (page: Page) => Promise<unknown>): Promise<string> {
    const page = await rig.open({ state: states[name], unsettled: name === 'waiting' });
    await screenReader(page, true);
    await look?.(page);
    const text = await page.locator('main').ariaSnapshot();
    return text
      .replaceAll(/:\n *- \/url: "#"/g, '')
      .replace(/\n {2}- tablist .+(\n {4}.+)*/, '')
      .replaceAll(/^( *)(- (?:grid "[^"]+"|table "(?:Tokens|Kept lines) by week")):(?:\n\1 .+)*/gm, '$1$2')
      .replace(/\n {2}- tabpanel .+((\n {4}.+)*)/, (_all, inner: string) => inner.replaceAll(/\n {2}/g, '\n'));
  }

  it('today: figure, precision, price, kinds, the live session, tools', async () => {
    equal(
      await spoken('today'),
      `- main:
  - heading "Tallyboard" [level=1]
  - radiogroup "Period":
    - radio "Session"
    - radio "Today" [checked]
    - radio "7 days"
    - radio "30 days"
  - button "5,620,999 tokens today. Copy"
  - button "exact"
  - paragraph: tokens today $4.32 list price 95 requests
  - 'figure "5,620,999 tokens: 89% read from cache, 3% written to cache, 5% fresh input, 2% output."':
    - button "Show cost"
    - table "Kinds of tokens":
      - row "Read from cache 5,004,812 89%":
        - rowheader "Read from cache"
        - cell "5,004,812"
        - cell "89%"
      - row "Written to cache 188,104 3%":
        - rowheader "Written to cache"
        - cell "188,104"
        - cell "3%"
      - row "Fresh input 308,900 5%":
        - rowheader "Fresh input"
        - cell "308,900"
        - cell "5%"
      - row "Output 119,183 2%":
        - rowheader "Output"
        - cell "119,183"
        - cell "2%"
  - region "Right now":
    - heading "Right now" [level=2]:
      - button "Right now" [expanded]
    - text: live Claude Code · payments-api 1,812,450
    - paragraph: since 14:55 · 47 min · $1.65 list price
    - text: Context 62% full 124K of 200K 5 h window 41% used resets 17:20 This window, since 12:58 3,131,200 This branch, retry-queue 9,204,000
  - region "Budget":
    - heading "Budget" [level=2]:
      - button "Budget" [expanded]
    - paragraph: $59.58 of $120 in November 50%
    - paragraph:
      - text: Day 19 of 30. At this pace about $94 by the end of the month.
      - link "Change budget"
  - region "Tools today":
    - heading "Tools today" [level=2]:
      - button "Tools today" [expanded]
    - list "Tools today":
      - listitem:
        - button "Models and sessions of Claude Code"
        - button "Claude Code"
        - text: 3,853,000 $3.51 list price
      - listitem:
        - button "Models and sessions of Codex"
        - button "Codex"
        - text: 1,321,000 $0.59 list price
      - listitem:
        - button "Models and sessions of Copilot Chat"
        - button "Copilot Chat"
        - text: 254,000 $0.04 list price
      - listitem:
        - button "Models and sessions of Gemini CLI"
        - button "Gemini CLI"
        - text: 192,999 $0.18 list price
  - region "Calendar":
    - heading "Calendar" [level=2]:
      - button "Calendar" [expanded]
    - text: 21 weeks
    - 'figure "92 days with use, ≥ 352,926,545 tokens, most on Tue 11 Aug: 6.96M"':
      - grid "Tokens a day"
      - text: "Thu 19 Nov: 5.62M"
      - table "Tokens by week"
${keptAndWorth}
  - text: Counts stay here 2 s ago`,
    );
  });

  it('the first reading: words, figure so far, progress, tools', async () => {
    equal(
      await spoken('firstRun'),
      `- main:
  - heading "Tallyboard" [level=1]
  - heading "Reading what is already here" [level=2]
  - paragraph: Your AI tools keep logs on this machine. Tallyboard adds them up. Nothing is sent anywhere.
  - text: 640,160,393 so far
  - progressbar "Reading what is already here"
  - paragraph: 275 of 453 files
  - region "Found on this machine":
    - heading "Found on this machine" [level=2]:
      - button "Found on this machine" [expanded]
    - list:
      - listitem: Claude Code read
      - listitem: Codex reading 61 of 88
      - listitem: Copilot Chat next
      - listitem: Gemini CLI next
      - listitem: Continue next
    - paragraph:
      - link "Add a folder"
  - text: Counts stay here 2 s ago`,
    );
  });

  it('no tool found', async () => {
    equal(
      await spoken('noTool'),
      `- main:
  - heading "Tallyboard" [level=1]
  - heading "No AI tool found yet." [level=2]
  - paragraph: Tallyboard looked where 21 tools keep their logs. Use one and it appears here by itself.
  - paragraph:
    - link "Add a folder"
    - link "What was looked at"
  - text: Counts stay here 2 s ago`,
    );
  });

  it('nothing today: zero, the last day with use, no empty tables', async () => {
    equal(
      await spoken('nothingToday'),
      `- main:
  - heading "Tallyboard" [level=1]
  - radiogroup "Period":
    - radio "Session"
    - radio "Today" [checked]
    - radio "7 days"
    - radio "30 days"
  - button "0 tokens today. Copy"
  - paragraph: "No AI use today. Last: Wed 18 Nov, 4.44M."
  - region "Right now":
    - heading "Right now" [level=2]:
      - button "Right now" [expanded]
    - paragraph: No session in the last 10 minutes.
    - text: This window, since 15:12 0 This branch, retry-queue 9,204,000
  - region "Budget":
    - heading "Budget" [level=2]:
      - button "Budget" [expanded]
    - paragraph:
      - link "Set a budget"
  - region "Calendar":
    - heading "Calendar" [level=2]:
      - button "Calendar" [expanded]
    - text: 21 weeks
    - 'figure "92 days with use, ≥ 352,926,545 tokens, most on Tue 11 Aug: 6.96M"':
      - grid "Tokens a day"
      - text: "Thu 19 Nov: 5.62M"
      - table "Tokens by week"
${keptAndWorth}
  - text: Counts stay here 2 s ago`,
    );
  });

  it('the host gives no figures: the reason, and nothing of an older answer', async () => {
    equal(
      await spoken('failed'),
      `- main:
  - heading "Tallyboard" [level=1]
  - radiogroup "Period":
    - radio "Session"
    - radio "Today" [checked]
    - radio "7 days"
    - radio "30 days"
  - paragraph:
    - text: This part could not be worked out. The ledger is locked.
    - link "Diagnose"
  - text: Counts stay here`,
    );
  });

  it('another protocol number: a notice that asks for a reload', async () => {
    equal(
      await spoken('outdated'),
      `- main:
  - heading "Tallyboard" [level=1]
  - group "Tallyboard was updated.":
    - paragraph: Tallyboard was updated.
    - paragraph:
      - text: Figures come back after a reload.
      - link "Reload"
  - text: Counts stay here`,
    );
  });

  it('a section that fails keeps its head and leaves the others alone', async () => {
    const text = await spoken('broken');
    match(
      text,
      /- button "Tools today" \[expanded\]\n {4}- paragraph:\n {6}- text: This part could not be worked out\. .+\n {6}- link "Diagnose"/,
    );
    match(text, /button "5,620,999 tokens today\. Copy"/);
    match(text, /text: live Claude Code · payments-api 1,812,450/);
  });

  it('a model without price: at least, how many, and where to add one', async () => {
    match(
      await spoken('month'),
      /- paragraph: tokens in 30 days 2,113 requests\n {2}- paragraph:\n {4}- text: ≥ \$94\.41 list price 1 model without price\n {4}- link "Add a price"/,
    );
    match(await spoken('month'), /button "OpenCode"\n.+text: 2,713,000 price unknown/);
    match(await spoken('priceUnknown'), /- text: price unknown \$0\.31 billed 2 models without price\n/);
  });

  it('a lower bound and an estimate carry their marks', async () => {
    const atLeast = await spoken('lowerBound');
    match(atLeast, /button "≥ 5,620,999 tokens today\. Copy"\n {2}- button "at least"/);
    match(atLeast, /button "Copilot Chat"\n.+text: ≥ 254,000 ≥ \$0\.04 list price/);
    match(await spoken('estimated'), /button "≈ 5,620,999 tokens today\. Copy"\n {2}- button "estimate"/);
    match(await spoken('nearlyExact'), /button "5,620,999 tokens today\. Copy"\n {2}- button "99% exact"/);
  });

  it('at 300 px the precision stands beside a figure of seven digits; below a longer one it begins where that one does', async () => {
    const placed = async (total: number) => {
      const { totals } = today;
      const data = { ...today, totals: { ...totals, total, precision: { exact: total, atLeast: 0, estimate: 0 } } };
      const page = await rig.open({
        state: { ...states.today, you: { ...states.today.you, today: data } },
        width: 300,
      });
      const [figure, chip] = await Promise.all(
        ['.signs', '.chip'].map((part) => page.locator(`tally-hero ${part}`).boundingBox()),
      );
      return {
        beside: (chip?.y ?? 0) < (figure?.y ?? 0) + (figure?.height ?? 0),
        indent: (chip?.x ?? 0) - (figure?.x ?? 0),
      };
    };
    equal((await placed(6_317_979)).beside, true);
    const { beside, indent } = await placed(86_317_979_123);
    equal(beside, false);
    ok(Math.abs(indent) <= 2, `${indent}`);
  });

  it('"How it is known" has shares that add up and the tools behind each', async () => {
    const text = await spoken('estimated', (page) => page.locator('.chip').click());
    match(text, /button "estimate" \[expanded\]/);
    const card = text.slice(text.indexOf('How it is known'));
    deepEqual(card.match(/listitem: (.+)/g)?.slice(0, 3), [
      'listitem: "Exact: the provider’s own count 95%, 5,366,999 Claude Code 5,366,999"',
      'listitem: "At least: some of it is not in the logs 2%, 100,000 Copilot Chat 100,000"',
      'listitem: "Estimate: counted by a tokenizer 3%, 154,000 Aider 154,000"',
    ]);
  });

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

  it('a tool that keeps no counts, in You and in Privacy', async () => {
    match(await spoken('noCounts'), /Cursor: keeps no token counts/);
    match(
      await spoken('privacyNoCounts'),
      /Cursor 0 records[\s\S]+Passed over: 312 without counts\. Keeps no token counts\./,
    );
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

  it('budgets: sum, pace and what is at least; of the project, the day, a plan window', async () => {
    const words = async (name: StateName) =>
      /region "Budget":\n[\s\S]+?(?=\n {2}- region)/.exec(await spoken(name))?.[0] ?? '';
    match(await words('budgetOver'), /\$59\.58 of \$50 in November 119%/);
    match(
      await words('budgetAtLeast'),
      /≥ \$59\.58 of \$73 in November ≥ 81%[\s\S]+At least: 2 models have no price\."?\n.+link "Change budget"/,
    );
    match(
      await words('budgetOfProject'),
      /text: this project\n.+30\.4M of 40\.0M this week 76%[\s\S]+Day 4 of 7\. At this pace about 53\.3M by the end of the week\./,
    );
    match(await words('budgetOfDay'), /\$4\.32 of \$5 today 86%[\s\S]+Hour 16 of 24\. At this pace about \$6\.48/);
    match(await words('budgetOfWindow'), /66% of 80%, 5 h window 82%[\s\S]+It resets at Thu 19 Nov, 17:20\./);
    match(await words('budgetUntold'), /Plan window: not reported[\s\S]+link "Change budget"/);
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

  it('kinds of tokens by cost: the parts of the sum, and where they are estimated', async () => {
    const text = await spoken('kindsAsCost');
    match(text, /row "Read from cache \$1\.50 35%"/);
    match(text, /row "Output \$0\.87 20%"/);
    match(await spoken('kindsEstimated'), /row "Read from cache ≈ \$1\.50 35%"/);
  });

  it('of one tool: its figures, its name to take away, the list of all tools', async () => {
    const text = await spoken('filtered');
    match(text, /button "Claude Code only\. Show all tools"/);
    match(text, /button "3,853,000 tokens today\. Copy"/);
    match(text, /button "Claude Code" \[pressed\]/);
    match(text, /button "Codex"/);
    match(await spoken('filteredToNothing'), /button "0 tokens today\. Copy"/);
  });

  it('what stayed: the share with its error, weeks with their gaps, what it covers', async () => {
    const words = (text: string) =>
      text.slice(text.indexOf('region "What stayed"'), text.indexOf('- text: Counts stay'));
    const early = words(await spoken('keptEarly'));
    match(early, /paragraph: "Too little to say yet: 31 of 50 lines\."/);
    match(
      early,
      /Covers 100% of AI-written changes\. 4 edits are in no commit yet\. 2 edits were not compared with git/,
    );
    ok(!early.includes('figure'));
    match(words(await spoken('restricted')), /Git is not asked in Restricted Mode\./);
    const failed = words(await spoken('aroundFails'));
    match(failed, /- paragraph:\n.+could not be worked out\. The ledger is locked\./);
  });

  it('calendar and kept work are tables too, a row for each week, which add up to the sentence', async () => {
    const page = await rig.open({ state: states.today });
    const tables = page.locator('tally-calendar table, tally-kept table');
    deepEqual(await tables.count(), 0, 'they are for who cannot see the charts');
    await screenReader(page, true);
    const rows = (part: string) =>
      page
        .locator(`${part} tbody tr`)
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
    const shown = calendar.days.filter(({ day }) => day >= '2026-06-29');
    const sum = shown.reduce((all, { total }) => all + total, 0);
    const weeks = await rows('tally-calendar');
    deepEqual([shown.length, sum], [92, 352_926_545]);
    equal(
      weeks.reduce((all, [, tokens = '']) => all + Number(tokens.replaceAll(/\D/g, '')), 0),
      sum,
    );
    const last = shown.filter(({ day }) => day >= '2026-11-16').reduce((all, { total }) => all + total, 0);
    deepEqual([weeks[0]?.[0], weeks.at(-1)], ['Mon 29 Jun', ['Mon 16 Nov', last.toLocaleString('en')]]);
    deepEqual(
      weeks.filter(([, tokens]) => tokens?.startsWith('≥')).map(([monday]) => monday),
      ['Mon 9 Nov'],
    );
    const kept = await rows('tally-kept');
    deepEqual(
      [kept.length, kept[0], kept[5], kept.at(-1)],
      [13, ['Mon 16 Nov', '212', '82%'], ['Mon 12 Oct', '31', 'too few lines'], ['Mon 24 Aug', '310', '72%']],
    );
    await screenReader(page, false);
    deepEqual([await tables.count(), await page.locator('tally-calendar figure, tally-kept figure').count()], [0, 2]);
  });

  it('a calendar that cannot be had says so alone', async () => {
    const text = await spoken('aroundFails');
    match(text, /button "Calendar" \[expanded\]\n {4}- paragraph:\n.+could not be worked out\. The ledger is locked\./);
    match(text, /5,620,999/);
  });

  it('Privacy: what is read with lines passed over, what is kept where, and every control', async () => {
    const text = await spoken('privacy');
    for (const expected of [
      'Counts only. Content never leaves.',
      'Nothing has left this machine.',
      'Claude Code 41,207 records',
      '~/.claude/projects',
      'Passed over: 2 not readable, 14 repeated from another session.',
      '(cannot be read)',
      '12,016 lines passed over.',
      '12 secrets and personal texts.',
      '8 taken out, 1 sent all the same, 3 not sent.',
      '~/.local/share/tallyboard/ledger.db',
      '18.4 MB, 57,563 requests.',
      'Each request is kept for 400 days',
      'button "1 hour"',
      'button "Until tomorrow"',
      'button "Until I resume"',
      'button "Export everything"',
      'button "Erase my data…"',
      'No telemetry. No account. Works without a network.',
    ])
      ok(text.includes(expected), `${expected} is not in ${text}`);
    ok(!text.includes('Cursor/User'), 'a folder that is not there is not read');
    match(await spoken('privacyPaused'), /Counting is paused since 15:41, until 16:41\./);
    match(await spoken('privacyPausedForGood'), /Counting is paused since 15:41, until you resume\./);
    match(await spoken('privacyEmpty'), /No logs found\./);
    ok(!(await spoken('privacyEmpty')).includes('What the guard found'));
    const shared = await spoken('privacyShared');
    for (const expected of [
      '10 sealed objects left, the first ',
      'Tue 17 Nov, 11:42 1,024 B 0f9c2ab0',
      'button "Show what left Tue 17 Nov, 11:42"',
      'link "All 10"',
      'Its members hold the key. Since ',
      'A row a week: band, AI lines kept, read from cache, names of tools.',
      'Its keys are in a file that only you can read, not in the editor’s secret storage',
      '~/.local/share/tallyboard/teams/hN0bq3vBfGdc2y1oZ7QxKA/keys.json',
      'You left. The log of what went out stays here until you erase it.',
      'a row a week',
    ])
      ok(shared.includes(expected), `${expected} is not in ${shared}`);
    ok(!shared.includes('Nothing has left this machine.'));
    match(await spoken('privacyFails'), /could not be worked out\. The ledger is locked\./);
  });

  it('erased: the receipt, and from when to count again', async () => {
    const text = await spoken('erased');
    match(text, /heading "Erased\."/);
    match(text, /15:41: the ledger with 57,563 requests, 4 files, 18\.4 MB\./);
    match(text, /button "From now on"\n.+button "All that my logs hold"/);
    ok(!text.includes('5,620,999'));
    const unknown = { epoch: 'unknown', at: 0, files: 0, bytes: 0, rows: 0, stopped: true };
    const page = await rig.open({ state: { ...states.erased, erasure: unknown } });
    const lines = (await page.locator('tally-erased').ariaSnapshot()).split('\n');
    deepEqual(
      lines.map((line) => line.match(/^- (\w+)/)?.[1]),
      ['heading', 'paragraph', 'button', 'button'],
    );
  });

  it('demo data is labelled on every screen', async () => {
    for (const name of ['demo', 'demoFirstRun'] as const) {
      match(await spoken(name), /- paragraph: "Demo data: generated, not yours"/);
    }
  });

  it('on a flat plan the money is a list value', async () => {
    const text = await spoken('subscription');
    match(text, /\$4\.32 list value/);
    ok(!text.includes('list price'));
  });

  it('right now: unknown window size, no session, stale and reset plan windows', async () => {
    match(await spoken('unknownWindow'), /text: Context 124K This window/);
    match(await spoken('quiet'), /No session in the last 10 minutes\./);
    match(
      await spoken('hookedUse'),
      /Right now" \[expanded\]\n +- text: This window, since 15:12 ≈ 12,480\n +- paragraph: 3 requests, 12 accepted suggestions 1\.20K tokens accepted, 310 dropped/,
    );
    const crowded = await spoken('crowded');
    match(crowded, /5 h window 41% used resets 17:20, as of 15:02 Weekly window 99% used resets Sun 22 Nov, 15:42/);
    match(crowded, /since Wed 18 Nov, 13:42 · 26 h/);
    ok(!crowded.includes('reset since'));
  });

  it('nothing for 300 ms, then still grey blocks', async () => {
    const page = await rig.open({ state: states.waiting, unsettled: true });
    const skeleton = page.locator('tally-skeleton');
    await skeleton.waitFor({ state: 'attached' });
    const visibility = () => skeleton.evaluate((element) => getComputedStyle(element).visibility);
    equal(await visibility(), 'hidden');
    await page.waitForTimeout(400);
    equal(await visibility(), 'visible');
  });

  it('the fixtures’ own sums agree: kinds and tools with the headline', () => {
    for (const { totals, byTool } of [today, session, week, month]) {
      equal(totals.input + totals.cacheRead + totals.cacheWrite5m + totals.cacheWrite1h + totals.output, totals.total);
      equal(
        byTool.reduce((sum, row) => sum + row.totals.total, 0),
        totals.total,
      );
      equal(
        byTool.reduce((sum, row) => sum + (row.totals.costNano ?? 0), 0),
        totals.costNano,
      );
    }
  });

  it('the sums on screen agree with the headline', async () => {
    const text = await spoken('month');
    const numbers = (of: string) =>
      [...of.matchAll(/- row "[^"\d]+([\d,]+)/g)].map((row) => Number(row[1]?.replaceAll(',', '')));
    const [kinds = '', tools = ''] = text.split('region "Right now"');
    const listed = [...tools.matchAll(/- listitem:\n(?: +- button.*\n)+ +- text: ([\d,]+)/g)];
    const sum = (rows: readonly number[]) => rows.reduce((a, b) => a + b, 0);
    const listedSum = sum(listed.map((row) => Number(row[1]?.replaceAll(',', ''))));
    deepEqual([sum(numbers(kinds)), listedSum], [123_597_548, 123_597_548]);
  });
});
