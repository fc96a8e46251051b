import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { calendar } from './harness/around.js';
import { useRig } from './harness/rig.js';
import { screenReader } from './harness/screenReader.js';
import { spokenIn } from './harness/spokenIn.js';
import { type StateName, states } from './harness/states.js';

/** What a person reads and what a screen reader is told in the sections below the figures, and in Privacy. */
describe('what the page says', () => {
  const rig = useRig();
  const spoken = spokenIn(rig);

  it('a tool that keeps no counts, in You and in Privacy', async () => {
    match(await spoken('noCounts'), /Cursor: keeps no token counts/);
    match(
      await spoken('privacyNoCounts'),
      /Cursor 0 records[\s\S]+Passed over: 312 without counts\. Keeps no token counts\./,
    );
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
});
