import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import { letIn, Person } from '../../cli/person.js';
import { asHost, bareRepository } from '../../team/gitRig.js';
import { clearDay } from './clearDay.js';
import { demoHome, driver, type Host, startWith, temporaryHome, until, viewId, webviewFrame } from './rig.js';
import { answer, answerModal, choose, shareInPage, wordsIn } from './teamQuestions.js';

const long = process.env['TALLYBOARD_LONG'] === '1';
/** Pictures of each step are put here, where it is named. */
const shots = process.env['TALLYBOARD_SHOTS'];

/** One member at a window of an own editor with an own home. */
class Member {
  readonly name: string;
  readonly host: Host;
  /** The same person in a terminal. */
  readonly terminal: Person;
  #shot = 0;

  constructor(name: string, host: Host, home: string, aside: string) {
    this.name = name;
    this.host = host;
    this.terminal = new Person(aside, name, home, join(home, '.local', 'share', 'tallyboard'));
  }

  get page(): Page {
    return this.host.page;
  }

  frame(): Promise<Frame> {
    return webviewFrame(this.page, viewId);
  }

  async tab(name: string): Promise<Frame> {
    const frame = await this.frame();
    await frame.getByRole('tab', { name }).click();
    return frame;
  }

  async run(command: string): Promise<void> {
    await driver.clearNotifications(this.page);
    await driver.runCommand(this.page, `Tallyboard: ${command}`);
  }

  async shoot(step: string): Promise<void> {
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    const number = String(++this.#shot).padStart(2, '0');
    await this.page.screenshot({ path: join(shots, `${this.name}-${number}-${step}.png`) });
  }

  /** What is shown is what left. */
  async share(): Promise<void> {
    const before = await this.terminal.ask<readonly unknown[]>('log');
    await driver.clearNotifications(this.page);
    await shareInPage(this.page, [], () => this.shoot('bytes'));
    await until(
      'what left',
      () => this.terminal.ask<readonly unknown[]>('log'),
      (all) => all.length > before.length,
    );
  }
}

describe('Two members at two editors, four in terminals, on one repository', function () {
  this.timeout(600_000);
  const aside = temporaryHome();
  let demos: readonly ReturnType<typeof demoHome>[] = [];
  let ada: Member;
  let bo: Member;

  before(async function () {
    if (!long) return this.skip();
    await clearDay();
    const [one, other] = [demoHome(), demoHome()];
    demos = [one, other];
    ada = new Member('Ada', await startWith(one.home), one.home, aside.home);
    bo = new Member('Bo', await startWith(other.home), other.home, aside.home);
  });
  after(async () => {
    await Promise.all([ada?.host.stop(), bo?.host.stop()]);
    for (const each of [...demos, aside]) each.remove();
  });

  it('create, invite, join, approve, publish, look, leave, erase', async () => {
    const remote = bareRepository(aside.home);
    const url = pathToFileURL(remote).href;
    for (const each of [ada, bo]) await driver.openView(each.page, 'tallyboard');

    await (await ada.tab('Team')).getByRole('button', { name: 'Create a team' }).click();
    await answer(ada.page, 'The team’s name', 'Harbour');
    await choose(ada.page, 'A git repository');
    await answer(ada.page, 'Its address', url);
    await answer(ada.page, 'What others call you here', 'Ada');
    await (await ada.frame()).getByRole('heading', { name: 'Harbour' }).waitFor();
    await ada.shoot('created');

    const { code } = await ada.terminal.ask<{ code: string }>('invite');
    await (await bo.tab('Team')).getByRole('button', { name: 'Join with an invite' }).click();
    await answer(bo.page, 'Paste the invite', code);
    await bo.page.locator('.monaco-dialog-box').waitFor();
    await bo.shoot('asked');
    await answerModal(bo.page, 'Ask to join Harbour?', 'Ask to join');
    await choose(bo.page, 'A git repository');
    await answer(bo.page, 'Its address', url);
    await answer(bo.page, 'What others call you here', 'Bo');
    const words = wordsIn(await answerModal(bo.page, 'Tell an admin of Harbour these six words', 'OK'));
    await bo.shoot('waiting');

    await ada.run('Approve Requests to Join');
    await choose(ada.page, 'Bo');
    await ada.page.locator('.monaco-dialog-box').waitFor();
    await ada.shoot('compare');
    assert.equal(wordsIn(await answerModal(ada.page, 'Does Bo see these six words?', 'The same words')), words);
    await until(
      'that Bo is let in',
      async () => (await bo.terminal.ask<{ state: string }>('look')).state,
      (state) => state === 'member',
    );
    for (const each of [ada, bo]) await each.share();

    const terminals = ['Cy', 'Dee', 'Eve', 'Fay'].map((name) => new Person(aside.home, name));
    for (const person of terminals) {
      person.work(500, 9_000);
      await letIn(ada.terminal, person, `git:${url}`);
      await person.counting('preview');
      await person.counting('publish');
    }

    for (const each of [ada, bo]) {
      await each.run('Preview What I Share');
      const frame = await each.tab('Team');
      await frame.getByText('6 members', { exact: true }).waitFor();
      await each.shoot('board');
    }
    const prints = await Promise.all(
      [ada, bo].map(async ({ terminal }) => (await terminal.counting<{ fingerprint: string }>('board')).fingerprint),
    );
    assert.equal(prints[0], prints[1], 'both see the same board');

    await (await bo.frame()).getByText('Leave team').click();
    await (await bo.frame()).getByRole('button', { name: 'Leave', exact: true }).click();
    await (await bo.frame()).getByText('You left. Nothing is shared.').waitFor();
    await bo.shoot('left');
    const { members } = await ada.terminal.ask<{ members: readonly { alias: string }[] }>('look');
    assert.deepEqual(members.map(({ alias }) => alias).sort(), ['Ada', 'Cy', 'Dee', 'Eve', 'Fay']);

    await (await ada.tab('Privacy')).getByRole('button', { name: 'Erase my data…' }).click();
    await choose(ada.page, 'My part in Harbour');
    await ada.page.locator('.monaco-dialog-box').waitFor();
    await ada.shoot('erase');
    await answerModal(ada.page, 'Erase your part in Harbour?', 'Erase');
    await until(
      'that nothing of the team is here',
      async () => readdirSync(ada.terminal.data).includes('teams'),
      (there) => !there,
    );
    await ada.shoot('erased');
    const seen = await terminals[0]?.counting<{ withheld: string | null }>('board', '--board', 'thrift');
    assert.equal(seen?.withheld, 'fewer-than-5');
    assert.deepEqual(
      asHost(remote, 'log', '--all', '--format=%an %ae')
        .split('\n')
        .filter((author) => /ada|bo\b|harbour/i.test(author)),
      [],
    );
    assert.deepEqual([ada.host.cspViolations(), bo.host.cspViolations()], [[], []]);
  });
});
