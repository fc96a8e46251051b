import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Person } from '../../cli/person.js';
import { driver, until } from './rig.js';
import { answer, answerModal, choose, input, wordsIn } from './teamQuestions.js';
import { shareByCommand, type TeamSeat } from './teamSeat.js';

/** This window's machine and one with the command line add up on the tab You; then this one is taken out again. */
export async function addUpMachines(seat: TeamSeat): Promise<void> {
  const { page, own, aside } = seat;
  const place = join(aside, 'machines');
  mkdirSync(place);
  const manage = async (way: string) => {
    await driver.clearNotifications(page);
    await driver.runCommand(page, 'Tallyboard: My Machines…');
    await choose(page, way);
  };
  await manage('This is the first one');
  await choose(page, 'A shared folder');
  await answer(page, 'Its path', place);
  await answer(page, 'What this machine is called among yours', 'desk');
  await input(page).filter({ hasText: 'Tell these bytes to your machines?' }).waitFor();
  await choose(page, 'sealed for your machines');
  const laptop = new Person(aside, 'laptop');
  laptop.work(700);
  const { code } = await until(
    'that this machine has told something',
    () => own.ask<readonly unknown[]>('log', '--team', 'My Machines'),
    (all) => all.length > 2,
  ).then(() => own.ask<{ code: string }>('invite', '--team', 'My Machines'));
  const transport = ['--label', 'laptop', '--transport', `dir:${place}`] as const;
  const { words } = await laptop.ask<{ words: string }>('join', code, '--alias', 'laptop', ...transport);
  await manage('Let a machine in');
  await choose(page, 'laptop');
  const told = await answerModal(page, 'Does laptop show these six words?', 'The same words');
  assert.equal(wordsIn(told), words);
  await until(
    'that it is let in',
    async () => (await laptop.ask<{ state: string }>('look')).state,
    (state) => state === 'member',
  );
  await shareByCommand(laptop);
  await manage('Tell and hear now');
  await (await seat.frame()).getByRole('tab', { name: 'You' }).click();
  const section = (await seat.frame()).locator('tally-machines');
  await section.getByText('desk (this one)').waitFor();
  await section
    .locator('.row')
    .filter({ hasText: 'laptop' })
    .getByText(/^1[.,]70?/)
    .waitFor();
  await manage('Leave');
  await answerModal(page, 'Take this machine out?', 'Leave');
  await section.waitFor({ state: 'detached' });
  const { machines } = await laptop.counting<{ machines: readonly { label: string }[] }>('board');
  assert.deepEqual(
    machines.map(({ label }) => label),
    ['desk', 'laptop'],
  );
}
