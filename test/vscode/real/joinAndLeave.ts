import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { Person } from '../../cli/person.js';
import { bareRepository } from '../../team/gitRig.js';
import { driver, type Host, until, viewId, webviewFrame } from './rig.js';
import { openFile, saveAs } from './saveDialog.js';
import { answer, answerModal, choose, input, shareInPage, wordsIn } from './teamQuestions.js';
import type { TeamSeat } from './teamSeat.js';

/**
 * A team on a bare repository that somebody makes at a window of an own editor, with an own home: asked to be let in here by an
 * invite that is pasted, let in there by the same six words, shared by both windows; out again by two clicks.
 */
export async function joinAndLeave(seat: TeamSeat, other: Host, home: string): Promise<void> {
  const { page, own, aside } = seat;
  const zoe = new Person(aside, 'Zoe', home, join(home, '.local', 'share', 'tallyboard'));
  zoe.work();
  const url = pathToFileURL(bareRepository(aside)).href;
  await createAt(other.page, url);
  const { code } = await zoe.ask<{ code: string }>('invite');
  const words = await askToJoin(seat, code, url);
  await driver.runCommand(other.page, 'Tallyboard: Approve Requests to Join');
  await choose(other.page, 'Ada');
  assert.equal(wordsIn(await answerModal(other.page, 'Does Ada see these six words?', 'The same words')), words);
  await until(
    'that she is let in',
    () => driver.notifications(other.page),
    (all) => all.some(({ text }) => text.includes('Ada is let in')),
  );
  await (await seat.frame()).getByRole('button', { name: 'Look again' }).click();
  await (await seat.frame()).getByText('The board opens at 5 members.').waitFor();
  await driver.clearNotifications(other.page);
  await driver.runCommand(other.page, 'Tallyboard: Team Members…');
  await choose(other.page, 'Ada');
  await choose(other.page, 'Make an admin');
  const told = await answerModal(other.page, 'Make Ada an admin?', 'Make an admin');
  assert.match(told, /let in and let go, you too/);
  const admins = () => own.ask<{ members: readonly { admin: boolean }[] }>('look', '--team', 'Boat');
  await until('a second admin', admins, ({ members }) => members.every(({ admin }) => admin));
  await shareInPage(page, []);
  await driver.clearNotifications(other.page);
  await shareInPage(other.page, []);
  const boardOf = () => zoe.counting<{ contributors: number }>('board', '--board', 'thrift');
  await until('that both share', boardOf, ({ contributors }) => contributors === 2);
  await (await seat.frame()).getByText('Leave team').click();
  await (await seat.frame()).getByRole('button', { name: 'Leave', exact: true }).click();
  await (await seat.frame()).getByText('You left. Nothing is shared.').waitFor();
  await (await seat.frame()).getByRole('button', { name: 'Another team' }).click();
  await choose(page, 'Harbour');
  await (await seat.frame()).getByRole('heading', { name: 'Harbour' }).waitFor();
  assert.deepEqual(
    (await zoe.ask<{ members: { alias: string }[] }>('look')).members.map(({ alias }) => alias),
    ['Zoe'],
  );
  await loseAndRestore(other.page, zoe, aside);
  assert.deepEqual([other.egress(), other.cspViolations()], [[], []]);
}

/** The only admin’s key goes into a file of a passphrase, is lost, and comes back from that file: he is the admin still. */
async function loseAndRestore(page: Page, person: Person, aside: string): Promise<void> {
  const file = join(aside, 'key.age');
  const passphrase = 'otter lamp granite violin seven';
  const secret = async (asks: string, text: string) => {
    await input(page).filter({ hasText: asks }).locator('input[type="password"]').fill(text);
    await page.keyboard.press('Enter');
  };
  await driver.runCommand(page, 'Tallyboard: Back Up Team Key…');
  await secret('A passphrase for the file', passphrase);
  await secret('The same passphrase again', passphrase);
  const bytes = await saveAs(page, file, /tallyboard-key\.age$/);
  assert.match(bytes.toString('latin1'), /^age-encryption\.org\/v1\n-> scrypt /);
  await until(
    'what to do with it',
    () => driver.notifications(page),
    (all) => all.some(({ text }) => text.includes('Keep the file off this machine')),
  );
  const keys = () => person.files().find((each) => each.endsWith('keys.json')) ?? assert.fail('no keys');
  rmSync(keys());
  const frame = await webviewFrame(page, viewId);
  await frame.getByRole('tab', { name: 'You' }).click();
  await frame.getByRole('tab', { name: 'Team' }).click();
  await frame.getByText('This machine lost its team key.').waitFor();
  await driver.clearNotifications(page);
  await frame.getByRole('button', { name: 'Restore from a backup' }).click();
  await openFile(page, file);
  await secret('The passphrase of the file', passphrase);
  await until(
    'that he is in again',
    () => driver.notifications(page),
    (all) => all.some(({ text }) => text.includes('You are in Boat again')),
  );
  await (await webviewFrame(page, viewId)).getByRole('heading', { name: 'Boat' }).waitFor();
  await person.ask('invite');
}

async function createAt(page: Page, url: string): Promise<void> {
  await driver.openView(page, 'tallyboard');
  const frame = await webviewFrame(page, viewId);
  await frame.getByRole('tab', { name: 'Team' }).click();
  await frame.getByRole('button', { name: 'Create a team' }).click();
  await answer(page, 'The team’s name', 'Boat');
  await choose(page, 'A git repository');
  await answer(page, 'Its address', url);
  await answer(page, 'What others call you here', 'Zoe');
  await frame.getByRole('heading', { name: 'Boat' }).waitFor();
  await driver.clearNotifications(page);
}

/** The six words. */
async function askToJoin(seat: TeamSeat, code: string, url: string): Promise<string> {
  const { page } = seat;
  await driver.runCommand(page, 'Tallyboard: Join Team');
  await answer(page, 'Paste the invite', code);
  await answerModal(page, 'Ask to join Boat?', 'Ask to join');
  await choose(page, 'A git repository');
  await answer(page, 'Its address', url);
  await answer(page, 'What others call you here', 'Ada');
  const words = wordsIn(await answerModal(page, 'Tell an admin of Boat these six words', 'OK'));
  await (await seat.frame()).getByText(words).waitFor();
  return words;
}
