import { deepEqual, equal, match } from 'node:assert/strict';
import { useRig } from './harness/rig.js';
import { spokenIn } from './harness/spokenIn.js';
import { states } from './harness/states.js';

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
    - paragraph: "Covers 73% of AI-written changes. Gaps: weeks of fewer than 50 lines. Reconstructed from git history."
  - region "Worth a look":
    - heading "Worth a look" [level=2]:
      - button "Worth a look" [expanded]
    - text: 28 days
    - list:
      - listitem:
        - button "Cache paid for again, 3 times Claude Code · payments-api, 10:22 $0.44"
      - listitem:
        - button "Very large context Codex · a-very-long-project-name-that-never-ends, Mon 16 Nov, 15:42 $0.40"
      - listitem:
        - button "Loaded, then left OpenCode, Tue 10 Nov, 15:42 price unknown"
    - paragraph:
      - link "Show all 6"`;

/** What a person reads and what a screen reader is told, state by state. */
describe('what the page says', () => {
  const rig = useRig();
  const spoken = spokenIn(rig);

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

  it('demo data is labelled on every screen', async () => {
    for (const name of ['demo', 'demoFirstRun'] as const) {
      match(await spoken(name), /- paragraph: "Demo data: generated, not yours"/);
    }
  });

  it('nothing for 300 ms, then still grey blocks', async () => {
    const page = await rig.open({ state: states.waiting, unsettled: true });
    const skeleton = page.locator('tally-skeleton');
    await skeleton.waitFor({ state: 'attached' });
    // By the animation's own time: a machine that is busy comes here later.
    const seen = await skeleton.evaluate((element) => {
      const [appearing] = element.getAnimations();
      if (appearing === undefined) return 'not animated';
      appearing.pause();
      return [299, 301].map((time) => {
        appearing.currentTime = time;
        return getComputedStyle(element).visibility;
      });
    });
    deepEqual(seen, ['hidden', 'visible']);
  });
});
