import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { letIn, Person } from '../../cli/person.js';
import { addUpMachines } from './addUpMachines.js';
import { joinAndLeave } from './joinAndLeave.js';
import { driver, type Host, seenInPanel, until, viewId, webviewFrame } from './rig.js';
import { answer, answerModal, choose, input, shareInPage, wordsIn } from './teamQuestions.js';
import { shareByCommand, type TeamSeat } from './teamSeat.js';

/**
 * The life of a team in a window, whose person is its admin: made, another let in who has the command line, shared by
 * both; four more make five. `aside` is for their homes.
 */
export class TeamLife {
  readonly #host: Host;
  readonly #aside: string;
  /** The person at the window, in a terminal. */
  readonly #own: Person;

  constructor(host: Host, home: string, aside: string) {
    this.#host = host;
    this.#aside = aside;
    this.#own = new Person(aside, 'Ada', home, join(home, '.local', 'share', 'tallyboard'));
  }

  get #page(): Page {
    return this.#host.page;
  }

  get transport(): string {
    return `dir:${this.#aside}`;
  }

  frame(): Promise<Frame> {
    return webviewFrame(this.#page, viewId);
  }

  get #seat(): TeamSeat {
    return { page: this.#page, own: this.#own, aside: this.#aside, frame: () => this.frame() };
  }

  async create(): Promise<void> {
    await driver.openView(this.#page, 'tallyboard');
    await (await this.frame()).getByRole('tab', { name: 'Team' }).click();
    await (await this.frame()).getByRole('button', { name: 'Create a team' }).click();
    await answer(this.#page, 'The team’s name', 'Harbour');
    await choose(this.#page, 'A shared folder');
    await answer(this.#page, 'Its path', this.#aside);
    await answer(this.#page, 'What others call you here', 'Ada');
    await (await this.frame()).getByRole('heading', { name: 'Harbour' }).waitFor();
    await (await this.frame())
      .getByText('The board opens at 5 members.')
      .or((await this.frame()).getByText('Nothing yet'))
      .first()
      .waitFor();
    await driver.clearNotifications(this.#page);
  }

  /** By an invite from the tab, six words, and the same words on the other screen. */
  async letIn(name: string): Promise<Person> {
    const person = new Person(this.#aside, name);
    person.work(500, 9_000);
    await (await this.frame()).getByText('Copy invite').first().click();
    await until(
      'the invite',
      () => driver.notifications(this.#page),
      (all) => all.some(({ text }) => text.includes('is on the clipboard')),
    );
    const { code } = await this.#own.ask<{ code: string }>('invite');
    const { words } = await person.ask<{ words: string }>('join', code, '--alias', name, '--transport', this.transport);
    await driver.clearNotifications(this.#page);
    await driver.runCommand(this.#page, 'Tallyboard: Approve Requests to Join');
    const row = input(this.#page).locator('.monaco-list-row').filter({ hasText: name });
    assert.equal(wordsIn(await row.innerText()), words);
    await row.click();
    const told = await answerModal(this.#page, `Does ${name} see these six words?`, 'The same words');
    assert.equal(wordsIn(told), words);
    await until(
      'that he is let in',
      async () => (await person.ask<{ state: string }>('look')).state,
      (state) => state === 'member',
    );
    await driver.clearNotifications(this.#page);
    await shareByCommand(person);
    return person;
  }

  /** What the page shows before it is shared, to the byte; and that it was what left, with what was ticked. */
  async share(
    boxes: readonly string[],
    says: readonly string[] = [],
    shows = 'What the team agreed on',
  ): Promise<void> {
    const before = await this.#own.ask<readonly unknown[]>('log');
    const hash = await shareInPage(this.#page, boxes, async (frame) => {
      await frame.getByRole('heading', { name: shows }).waitFor();
      await this.#shoot('consent');
    });
    const log = await until(
      'what left',
      () => this.#own.ask<readonly { text: string; hash: string }[]>('log'),
      (all) => all.length > before.length,
    );
    const { text = '' } = log.at(-1) ?? {};
    assert.equal(createHash('sha256').update(text).digest('hex'), hash);
    for (const words of says) assert.ok(text.includes(words), text);
    await driver.clearNotifications(this.#page);
  }

  /** The page for people outside: what the command prints, and no name in it. */
  async digest(): Promise<void> {
    const page = this.#page;
    await driver.runCommand(page, 'Tallyboard: Show Team Digest');
    await page.locator('.tab').getByText('Team digest').waitFor();
    const frame = await seenInPanel(page, 'the digest', (panel) => panel.getByText('Not for performance evaluation'));
    const text = await frame.locator('body').innerText();
    const { out } = await this.#own.run('digest', '--home', this.#own.home, '--timezone', 'UTC');
    const cells = out.split(/[\n|#*]/).map((line) => line.trim());
    for (const cell of cells) if (/[a-z]/i.test(cell)) assert.ok(text.includes(cell), `${cell}\n${text}`);
    for (const name of ['Ada', 'Bo', 'Cy', 'Harbour']) assert.ok(!text.includes(name), text);
    await this.#shoot('digest');
  }

  /** Pictures in every theme, where a folder for them is named. */
  async #shoot(step: string): Promise<void> {
    const shots = process.env['TALLYBOARD_SHOTS'];
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    for (const theme of [
      'Dark Modern',
      'Light Modern',
      'Default High Contrast',
      'Default High Contrast Light',
    ] as const) {
      await driver.setTheme(this.#page, theme);
      await this.#page.waitForTimeout(500);
      await this.#page.screenshot({ path: join(shots, `${step}-${theme.replaceAll(' ', '-')}.png`) });
    }
    await driver.setTheme(this.#page, 'Dark Modern');
  }

  /** So many more, let in by the command of the same person; then the board is open, and shows all. */
  async grow(bo: Person, names: readonly string[]): Promise<void> {
    for (const name of names) {
      const person = new Person(this.#aside, name);
      person.work(500, 9_000);
      await letIn(this.#own, person, this.transport);
      await shareByCommand(person);
    }
    await driver.runCommand(this.#page, 'Tallyboard: Approve Requests to Join');
    await until(
      'that nobody waits',
      () => driver.notifications(this.#page),
      (all) => all.some(({ text }) => text.includes('Nobody waits')),
    );
    await driver.clearNotifications(this.#page);
    await (await this.frame()).getByRole('combobox', { name: 'Board' }).selectOption('thrift');
    // All read most from cache, so that none of them is in a last place, which only its holder sees.
    const rows = await until(
      'the board',
      async () => (await this.frame()).locator('tally-board .row .alias').allInnerTexts(),
      (all) => all.length >= 3,
    );
    const all = ['Ada (you)', 'Bo', ...names];
    assert.deepEqual(
      rows.filter((row) => !all.includes(row)),
      [],
    );
    assert.ok(rows.includes('Ada (you)'), String(rows));
    await (await this.frame()).getByText(`${all.length} members`, { exact: true }).waitFor();
    const { fingerprint } = await bo.counting<{ fingerprint: string }>('board');
    await (await this.frame()).getByText(fingerprint, { exact: true }).waitFor();
  }

  /** A quest, set by the window's person; the other reads of it before he shares again, objects, and is seen to. */
  async agree(bo: Person): Promise<void> {
    const page = this.#page;
    await (await this.frame()).getByText('Change policy').click();
    // Another part names it too.
    const part = page.getByText('quest', { exact: true });
    await input(page).locator('.monaco-list-row').filter({ has: part }).click();
    await choose(page, 'Keep AI lines');
    await answer(page, 'Percent of AI lines kept', '80');
    await choose(page, 'Tell the members: 1 change');
    await (await this.frame()).getByText('The team’s policy changed: quest.').waitFor();
    await until(
      'the policy as a document',
      () => page.locator('.tab').allInnerTexts(),
      (all) => all.some((text) => text.includes('Team policy')),
    );
    await driver.clearNotifications(page);
    const refused = await bo.run('publish', '--json', '--home', bo.home);
    assert.deepEqual([refused.code, JSON.parse(refused.out).reason], [1, 'policy']);
    const { policy, changed } = await bo.ask<{ policy: { quest: { target: number } }; changed: string[] }>('policy');
    assert.deepEqual([policy.quest.target, changed], [80, ['quest']]);
    await bo.counting('publish');
    await bo.ask('object', 'Why', '80?');
    await driver.runCommand(page, 'Tallyboard: Show Team Policy');
    await (await this.frame()).getByText('1 member objects to the policy.').waitFor();
    await driver.clearNotifications(page);
    await this.#say();
    await this.share([], [], 'What changed in the team’s policy');
    await (await this.frame()).getByText('The team’s policy changed').waitFor({ state: 'detached' });
    await (await this.frame()).getByText('Keep 80% of AI lines, together.').waitFor();
  }

  /** What the window shows before it is said, and that it was what left. */
  async #say(): Promise<void> {
    const page = this.#page;
    await driver.runCommand(page, 'Tallyboard: Object or Propose…');
    await choose(page, 'Propose a change');
    await answer(page, 'What do you say to all members?', 'Only from December on');
    await input(page).filter({ hasText: 'Tell all members of Harbour?' }).waitFor();
    const shown = await driver.editorText(page);
    await choose(page, 'Say it');
    const log = await until(
      'what was said',
      () => this.#own.ask<readonly { text: string }[]>('log'),
      (all) => all.at(-1)?.text.includes('Only from December on') === true,
    );
    assert.equal(log.at(-1)?.text, shown);
    await driver.clearNotifications(page);
  }

  /** In and out of a second team, which is made at another window. */
  joinAndLeave(other: Host, home: string): Promise<void> {
    return joinAndLeave(this.#seat, other, home);
  }

  machines(): Promise<void> {
    return addUpMachines(this.#seat);
  }

  /** Shared with whom, where the keys are, and the newest that left, opened by its eye. */
  async privacy(): Promise<void> {
    const frame = await this.frame();
    await frame.getByRole('tab', { name: 'Privacy' }).click();
    await frame.locator('tally-shared').getByText('Its keys are in a file that only you can read').first().waitFor();
    const [newest] = (await this.#own.ask<readonly { text: string; hash: string }[]>('log', '--team', 'Harbour')).slice(
      -1,
    );
    const row = frame.locator('tally-sent li').filter({ hasText: newest?.hash.slice(0, 8) ?? '?' });
    await row.getByRole('button').click();
    const text = newest?.text ?? '';
    await until(
      'its plaintext',
      () => driver.editorText(this.#page),
      (seen) => seen === text,
    );
  }

  /** The stock age program opens what left last to the same bytes, and a badge knows of it. */
  async open(): Promise<void> {
    const page = this.#page;
    const shares = (await this.#own.ask<readonly { text: string }[]>('log', '--team', 'Harbour')).filter(({ text }) =>
      text.includes('"weeks"'),
    );
    await (await this.frame()).getByRole('tab', { name: 'Badges' }).click();
    await (await this.frame()).getByRole('gridcell', { name: /^Open Book, (?!earned)/ }).waitFor();
    await driver.runCommand(page, 'Tallyboard: Open My Last Share with age');
    await page.locator('.tab.active').getByText('My last share, opened by age').waitFor();
    await until(
      'what age printed',
      () => driver.editorText(page),
      (seen) => seen === shares.at(-1)?.text,
    );
    const badge = (await this.frame()).locator('[data-badge="open-book"]');
    await until(
      'that a badge knows',
      () => badge.getAttribute('aria-label'),
      (label) => label === 'Open Book, earned',
    );
    await driver.clearNotifications(page);
  }

  /** What a member sees after the window's person has erased: closed again, and nobody of that name. */
  async seenBy(person: Person): Promise<{ readonly withheld: string | null; readonly contributors: number }> {
    const { withheld, contributors } = await person.counting<{ withheld: string | null; contributors: number }>(
      'board',
      '--board',
      'thrift',
    );
    return { withheld, contributors };
  }
}
