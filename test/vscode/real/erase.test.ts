import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import type { Person } from '../../cli/person.js';
import { append } from '../../kit/generate/append.js';
import { standInAge } from '../../kit/standInAge.js';
import { clearDay } from './clearDay.js';
import {
  demoHome,
  driver,
  grouped,
  type Host,
  headline,
  item,
  startWith,
  temporaryHome,
  todayOf,
  until,
  viewId,
  webviewFrame,
} from './rig.js';
import { TeamLife } from './teamLife.js';

/** Asks to erase in the page and answers the one question; with a team what is meant goes before it. */
async function erase(page: Page, of?: { readonly label: string; readonly says: string }): Promise<Frame> {
  const frame = await webviewFrame(page, viewId);
  await frame.getByRole('tab', { name: 'Privacy' }).click();
  await frame.getByRole('button', { name: 'Erase my data…' }).click();
  if (of)
    await page.locator('.quick-input-widget:visible .monaco-list-row').filter({ hasText: of.label }).first().click();
  const question = page.locator('.monaco-dialog-box');
  await question.getByText('Erase all Tallyboard data?').waitFor();
  if (of) await question.getByText(of.says).waitFor();
  const ways = await question.locator('.monaco-button:visible').allInnerTexts();
  assert.deepEqual(ways.sort(), ['Cancel', 'Erase', 'Export first']);
  await question.getByRole('button', { name: 'Erase', exact: true }).click();
  await frame.getByRole('heading', { name: 'Erased.' }).waitFor();
  return frame;
}

describe('A team and Erase', function () {
  this.timeout(240_000);
  const demo = demoHome();
  const aside = temporaryHome();
  const second = temporaryHome();
  const folder = join(demo.home, '.local', 'share', 'tallyboard');
  let host: Host;
  let other: Promise<Host> | undefined;
  let today: number;
  let bo: Person;
  let life: TeamLife;

  before(async () => {
    await clearDay();
    today = todayOf(demo.truth);
    const path = `${standInAge(aside.home)}${delimiter}${process.env['PATH']}`;
    host = await startWith(demo.home, { env: { PATH: path } });
    // Nobody waits for it before the second test.
    other = startWith(second.home);
    life = new TeamLife(host, demo.home, aside.home);
  });
  after(async () => {
    await Promise.all([host?.stop(), other?.then((each) => each.stop())]);
    for (const each of [demo, aside, second]) each.remove();
  });

  it('a team lives: made, another let in, shared by both, five on the board', async () => {
    await life.create();
    bo = await life.letIn('Bo');
    await life.share(['Also put me on the board', 'Claude Code'], ['"ask":["claude-code"]']);
    await life.grow(bo, ['Cy', 'Dee', 'Eve']);
    await life.digest();
    await life.agree(bo);
    assert.deepEqual(host.egress(), []);
  });

  it('two members at two editors share on one repository, and one leaves', async () => {
    assert.ok(other);
    await life.joinAndLeave(await other, second.home);
    assert.deepEqual(host.egress(), []);
  });

  it('the tab Privacy says what was shared with whom, and shows what left to the byte, as the age program opens it', async () => {
    await life.privacy();
    await life.open();
  });

  it('one person’s machines add up on the tab You, in a window and a terminal', async () => {
    await life.machines();
  });

  it('Erase takes all away from two windows and the team, and counts again only from when the person says', async () => {
    const { page } = host;
    const lookAtYou = async (of: Page) => {
      await driver.openView(of, 'tallyboard');
      await (await webviewFrame(of, viewId)).getByRole('tab', { name: 'You' }).click();
    };
    await lookAtYou(page);
    const shows = (of: Page, count: number) =>
      until(
        `${count} in the sidebar`,
        () => headline(of),
        (seen) => seen === grouped(count),
      );
    await shows(page, today);
    const second = await host.openWindow();
    await lookAtYou(second);
    await shows(second, today);

    const frame = await erase(page, { label: 'Everything', says: 'and your rows in Harbour' });
    await frame.getByText(/the ledger with [\d,]+ requests, \d+ files?, .+B\./).waitFor();
    await (await webviewFrame(second, viewId)).getByRole('heading', { name: 'Erased.' }).waitFor();
    const nothing = (of: Page) =>
      until(
        'no figure',
        () => item(of),
        ({ text }) => text === '–',
      );
    await Promise.all([nothing(page), nothing(second)]);
    assert.ok(!(await item(page)).icons.includes('warning'), 'what a person asked for is no fault');
    await driver.runCommand(page, 'Tallyboard: Restart Counting');
    const [told] = await until(
      'the way on',
      () => driver.notifications(page),
      (all) => all.length > 0,
    );
    assert.equal(told?.text, 'Everything was erased. Nothing is counted until you choose from when.');
    assert.deepEqual(told?.buttons, ['Choose']);
    await driver.runCommand(page, 'Notifications: Clear All Notifications');
    assert.deepEqual(await life.seenBy(bo), { withheld: 'fewer-than-5', contributors: 4 });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    // A window that looks whether it may count again tries for a moment whether the folder takes a database.
    const left = readdirSync(folder).filter((name) => !name.startsWith('ledger.probe-'));
    assert.deepEqual(left, ['erased.json'], 'no process has made a ledger again');

    await frame.getByRole('button', { name: 'All that my logs hold' }).click();
    await frame.getByRole('tab', { name: 'You' }).click();
    await Promise.all([shows(page, today), shows(second, today)]);

    await erase(page);
    await frame.getByRole('button', { name: 'From now on' }).click();
    await frame.getByRole('tab', { name: 'You' }).click();
    // Counting goes on from an instant that the host takes: what is used before it is left out.
    await shows(page, 0);
    append(demo.home, { counts: { output: 77, input: 0, cacheRead: 0 } });
    await Promise.all([shows(page, 77), shows(second, 77)]);
    assert.deepEqual(host.cspViolations(), []);
  });
});
