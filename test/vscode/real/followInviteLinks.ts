import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Person } from '../../cli/person.js';
import { driver, type Host, temporaryHome, until, viewId, webviewFrame } from './rig.js';
import { answer, answerModal, choose, input, wordsIn } from './teamQuestions.js';

const head = 'vscode://tallyboard.tallyboard/join?code=';
const inDays = (days: number) => Date.now() + days * 86_400_000;

/** An invite as anybody can write one. */
function forged(more: object, place = ''): string {
  const id = 'q'.repeat(22);
  const said = { v: 1, team: id, kind: 'team', name: 'Harbour', admin: id, secret: id, expires: inDays(1), ...more };
  const encoded = (text: string) => Buffer.from(text).toString('base64url');
  return `tally1-${encoded(JSON.stringify(said))}${place === '' ? '' : `.${encoded(place)}`}`;
}

/** A link as others send it, followed in a window whose home is in no team. */
export function followInviteLinks(window: () => Host, home: string): void {
  const aside = temporaryHome();
  const ada = new Person(aside.home, 'Ada');
  const kept = join(aside.home, 'kept');
  /** What there is of teams in the window's home. */
  const teams = join(home, '.local', 'share', 'tallyboard', 'teams');
  let fingerprint: string;

  before(async () => {
    mkdirSync(kept);
    const place = ['--transport', `dir:${kept}`] as const;
    ({ fingerprint } = await ada.ask<{ fingerprint: string }>(
      'create',
      '--name',
      'Harbour',
      ...place,
      '--alias',
      'Ada',
    ));
  });
  after(() => aside.remove());

  /** As the system hands a link to the editor, which asks first whether it may. */
  async function follow(link: string): Promise<void> {
    const { page } = window();
    await driver.clearNotifications(page);
    await driver.runCommand(page, 'Developer: Open URL');
    await input(page).locator('input[type="text"]').fill(link);
    await page.keyboard.press('Enter');
    const box = page.locator('.monaco-dialog-box').filter({ hasText: 'open this URI' });
    await box.waitFor();
    await box.getByRole('button', { name: 'Open', exact: true }).click();
    await box.waitFor({ state: 'detached' });
  }

  const said = (what: string) =>
    until(
      what,
      () => driver.notifications(window().page),
      (all) => all.some(({ text }) => text.includes(what)),
    );
  const questions = () => window().page.locator('.monaco-dialog-box, .quick-input-widget:visible').count();

  it('that is hostile is refused in words: nothing is asked, and nothing is there of it', async () => {
    const none = 'This is not a Tallyboard invite.';
    const links: readonly (readonly [string, string])[] = [
      [`${head}${forged({})}&alias=x`, none],
      [`${head}${forged({})}%26alias%3Dx`, none],
      [`${head}javascript:alert(1)`, none],
      [`vscode://tallyboard.tallyboard/leave?code=${forged({})}`, none],
      [head + forged({}, `git:file://${kept}`), none],
      [head + forged({}, `dir:${kept}`), none],
      [head + forged({}, 'git:ext::sh -c x'), none],
      [head + forged({}, 'git:ssh://-oProxyCommand=x/y'), none],
      [head + forged({ kind: 'admin' }), none],
      [head + forged({ expires: inDays(-1) }), 'This invite has expired. Ask for a new one.'],
      [head + forged({ expires: inDays(100) }), 'This invite has expired. Ask for a new one.'],
    ];
    for (const [link, words] of links) {
      await follow(link);
      await said(words);
      assert.equal(await questions(), 0, link);
    }
    assert.equal(existsSync(teams), false);
  });

  it('says where, by whom and until when, as text; who thinks better of it has done nothing', async () => {
    const place = 'git:ssh://git@evil.example/boat.git';
    await follow(head + forged({ name: '[Boat](command:x)\u202e$(pass)\nA' }, place));
    const told = await answerModal(window().page, 'Ask to join [Boat] (command:x)$ (pass) A?', 'Cancel');
    for (const words of ['Kept at evil.example.', 'has the fingerprint', 'To ask shares nothing.'])
      assert.ok(told.includes(words), told);
    assert.equal(await questions(), 0);
    assert.equal(existsSync(teams), false);
    assert.deepEqual(window().egress(), []);
  });

  it('leads to the question, the six words, and the team once an admin has let in', async () => {
    const { page } = window();
    const { code } = await ada.ask<{ code: string }>('invite');
    await follow(head + code);
    const told = await answerModal(page, 'Ask to join Harbour?', 'Ask to join');
    assert.ok(told.includes('It names no place: you say where the team is kept.'), told);
    assert.ok(told.includes(`has the fingerprint ${fingerprint}.`), told);
    await choose(page, 'A shared folder');
    await answer(page, 'Its path', kept);
    await answer(page, 'What others call you here', 'Bo');
    const words = wordsIn(await answerModal(page, 'Tell an admin of Harbour these six words', 'OK'));
    assert.notEqual(words, '');
    const frame = await webviewFrame(page, viewId);
    await frame.getByText(words).waitFor();
    const [request] = await ada.ask<readonly { id: string; alias: string; words: string }[]>('requests');
    assert.deepEqual([request?.alias, request?.words], ['Bo', words]);
    await ada.ask('approve', request?.id ?? '', ...words.split(' '));
    await frame.getByRole('button', { name: 'Look again' }).click();
    await frame.getByText('The board opens at 5 members.').or(frame.getByText('Nothing yet')).first().waitFor();
    const { members } = await ada.ask<{ members: readonly { alias: string }[] }>('look');
    assert.deepEqual(members.map(({ alias }) => alias).sort(), ['Ada', 'Bo']);
    assert.deepEqual([window().egress(), window().cspViolations()], [[], []]);
  });
}
