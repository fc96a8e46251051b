import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { accessibilityFindings, bringAxe } from './harness/axe.js';
import { bytesOf, type ConsentStateName, consentStates } from './harness/consent.js';
import { focused, misfits, smallTargets } from './harness/deep.js';
import { pseudoWords } from './harness/pseudo.js';
import { useRig } from './harness/rig.js';
import type { HostState } from './harness/states.js';
import { changeTheme, themeNames } from './harness/themes.js';

describe('the page that asks what may be shared', () => {
  const rig = useRig();

  const open = (name: ConsentStateName, height = 900) => rig.open({ state: consentStates[name], width: 800, height });
  const callsOf = (page: Page, method: string) =>
    page.evaluate(
      (wanted) => window.harness.calls.filter((call) => call.method === wanted).map(({ input }) => input),
      method,
    );
  /** Waits until the host is asked for that, last of all. */
  const asked = (page: Page, method: string, input: unknown) =>
    page.waitForFunction(
      ([wanted, text]) =>
        JSON.stringify(window.harness.calls.filter((call) => call.method === wanted).at(-1)?.input) === text,
      [method, JSON.stringify(input)] as const,
    );
  const share = (page: Page) => page.getByRole('button', { name: 'Share', exact: true });
  const agree = (page: Page) => page.getByRole('checkbox', { name: 'Share this row now' });
  const ticked = (page: Page) =>
    page.evaluate(() => {
      const root = document.querySelector('tally-consent')?.shadowRoot;
      return [...(root?.querySelectorAll<HTMLInputElement>('input') ?? [])].filter(({ checked }) => checked).length;
    });
  /** What a screen reader says of the button beside its name. */
  const describedBy = (page: Page) =>
    share(page).evaluate((button) => {
      const ids = button.getAttribute('aria-describedby')?.split(' ') ?? [];
      const root = button.getRootNode() as ShadowRoot;
      return ids.map((id) => root.getElementById(id)?.textContent?.trim()).join(' ');
    });
  const scrollTo = (page: Page) => page.locator('.size').scrollIntoViewIfNeeded();
  /** What stands there as bytes, with the spaces that the page only counts. */
  async function shown(page: Page): Promise<string> {
    const text = (await page.locator('pre').textContent()) ?? '';
    const size = await page.locator('.size').innerText();
    const [, spaces = ''] = /and ([\d,]+) spaces/.exec(size) ?? [];
    return text + ' '.repeat(Number(spaces.replaceAll(',', '')));
  }

  it('has nothing ticked at first, and shows the bytes of that, whole', async () => {
    const page = await open('first');
    equal(await ticked(page), 0);
    const { text, hash, sealed } = bytesOf(consentStates.first.consent.chosen);
    equal(await shown(page), text);
    const size = await page.locator('.size').innerText();
    ok(size.includes(`sha256 ${hash}`) && size.includes(`sent as ${sealed.toLocaleString('en')} sealed bytes`), size);
    equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Share with Harbour?');
    for (const words of [
      'Amber Fern',
      'dabok · filup · gomar · hizot · jakub · lomin',
      'git@git.example.org:harbour/board.git',
    ])
      await page.getByText(words).first().waitFor();
  });

  it('says so where no week of his is over', async () => {
    const page = await open('early');
    await page.getByText('there is no row in it until one is').waitFor();
    ok((await shown(page)).includes('"weeks":[]'));
    equal(await (await open('first')).getByText('there is no row').count(), 0);
  });

  it('every box changes the bytes, and the host is asked for just what is ticked', async () => {
    const page = await open('changed');
    equal(await ticked(page), 2, 'what was agreed to before, never the share itself');
    for (const name of ['My score as a number', 'My weekly tokens as a range', 'First Light'])
      await page.getByRole('checkbox', { name }).click();
    const chosen = { ...consentStates.changed.consent.chosen, score: true, tokens: true, badges: ['first-light'] };
    await asked(page, 'bytes', { choices: chosen });
    await page.getByText('"tokens":"1M-3M"').waitFor();
    equal(await shown(page), bytesOf(chosen).text);
  });

  it('no more badges can be ticked than a row may hold', async () => {
    const page = await open('first');
    const badges = page.getByRole('group', { name: 'Badges to show' }).getByRole('checkbox');
    for (let index = 0; index < 6; index++) await badges.nth(index).click();
    equal(await badges.nth(6).isDisabled(), true);
    await badges.nth(0).click();
    equal(await badges.nth(6).isDisabled(), false);
  });

  it('shares only what was on the screen, once its box is ticked, and says by hash which bytes', async () => {
    const page = await open('first', 300);
    equal(await share(page).isDisabled(), true, 'the bytes are below the window');
    equal(await describedBy(page), 'Look at the bytes above first.', 'nothing was seen that changed');
    await scrollTo(page);
    await share(page).click();
    equal(await agree(page).evaluate((box) => box === (box.getRootNode() as ShadowRoot).activeElement), true);
    await page.getByText('Tick this to share.').waitFor();
    deepEqual(await callsOf(page, 'share'), []);
    await page.keyboard.press('Space');
    await share(page).click();
    await asked(page, 'share', { hash: bytesOf(consentStates.first.consent.chosen).hash });
  });

  it('a box that is ticked out of sight of the bytes asks to look at them again', async () => {
    const page = await open('first', 300);
    await scrollTo(page);
    await share(page).and(page.locator(':enabled')).waitFor();
    await page.getByRole('checkbox', { name: 'Also put me on the board' }).click();
    await page.getByText('"band":4').waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    equal(await describedBy(page), 'Look at the bytes above first: they changed.');
    equal(await share(page).isDisabled(), true);
    await page.keyboard.press('End');
    await scrollTo(page);
    await share(page).and(page.locator(':enabled')).waitFor();
    equal(await describedBy(page), 'Leaving takes two clicks. Nobody is told if you do not share.');
  });

  it('where nothing was sent it says why, reads all anew, and has to be agreed to anew', async () => {
    const unshared = 'Your row changed meanwhile. Look at it again; nothing was sent.';
    const state: HostState = { ...consentStates.first, unshared };
    const page = await rig.open({ state, width: 800, height: 900 });
    await scrollTo(page);
    await agree(page).click();
    await share(page).click();
    await page.getByRole('alert').getByText(unshared).waitFor();
    deepEqual([(await callsOf(page, 'consent')).length, await agree(page).isChecked()], [2, false]);
  });

  it('shows what changed beside how it was accepted; without a change no table stands in the way', async () => {
    const page = await open('changed');
    const rows = await page.locator('tr.changed').allInnerTexts();
    deepEqual(
      rows.map((row) => row.split('\t')),
      [
        ['fields', 'band, AI lines kept, range of weekly tokens', 'band, AI lines kept'],
        ['boards', 'Kept work, Tokens', 'Kept work'],
      ],
    );
    const same = await open('same');
    equal(await same.getByText('Agreed on').count(), 0);
    await same.getByText('You have earned no badge yet that can be shown.').waitFor();
  });

  it('the list of tools stays open when the last of them is unticked', async () => {
    const page = await open('changed');
    const codex = page.getByRole('checkbox', { name: 'Codex' });
    await codex.click();
    await asked(page, 'bytes', { choices: { ...consentStates.changed.consent.chosen, ask: [] } });
    await page.locator('pre').waitFor();
    equal(await codex.isVisible(), true);
    equal(await codex.isChecked(), false);
    await page.getByText('Tools to ask me about').click();
    equal(await codex.isVisible(), false, 'only by the person');
    const first = await open('first');
    equal(await first.locator('details').getAttribute('open'), null);
  });

  it('no row of who sees what is without a name, whatever the policy leaves out', async () => {
    const { consent } = consentStates.first;
    const state: HostState = { ...consentStates.first, consent: { ...consent, fields: ['badges'] } };
    const page = await rig.open({ state, width: 800, height: 900 });
    const heads = await page.locator('section[aria-labelledby="who"] tbody th').allInnerTexts();
    deepEqual(heads, ['alias, badges', 'that you are a member', 'exact tokens, money, hours, projects, prompts, code']);
  });

  it('by the keyboard alone it is read, ticked and left; what each byte means is told', async () => {
    const page = await open('first');
    await page.getByRole('link', { name: 'In words' }).focus();
    await page.keyboard.press('Enter');
    const words = await page.locator('.words').innerText();
    ok(words.includes('2026-W46: AI lines kept 80%, read from cache 5/5, names of tools claude-code codex'), words);
    deepEqual(await page.locator('.words dt').allInnerTexts(), [
      ...Object.keys(JSON.parse(bytesOf(consentStates.first.consent.chosen).text).body),
      'sig',
      'spaces',
    ]);
    ok(!(await page.locator('.words dd').allInnerTexts()).includes(''), 'one has no words');
    await agree(page).focus();
    await page.keyboard.press('Space');
    await share(page).and(page.locator(':enabled')).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await asked(page, 'run', { command: 'notNow' });
    deepEqual(await callsOf(page, 'share'), []);
  });

  it('Tab reaches every control once, in the order of the page, each with a ring', async () => {
    const page = await open('changed');
    await scrollTo(page);
    await share(page).and(page.locator(':enabled')).waitFor();
    const wanted = await page.evaluate(() => {
      const root = document.querySelector('tally-consent')?.shadowRoot;
      const all = root?.querySelectorAll<HTMLElement>('vscode-link, summary, input, pre, button') ?? [];
      return [...all].map((each, index) => {
        each.dataset['stop'] = String(index);
        return index;
      });
    });
    await page.evaluate(() => window.scrollTo(0, 0));
    const stops: number[] = [];
    for (const _stop of wanted) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(
        () => (document.activeElement?.shadowRoot?.activeElement as HTMLElement | null)?.dataset['stop'],
      );
      stops.push(Number(stop));
      equal((await focused(page))?.ring, true, `stop ${stop}`);
    }
    deepEqual(stops, wanted);
    ok(wanted.length > 15);
  });

  it('takes nothing that others wrote for more than text, and says why it cannot ask', async () => {
    const page = await open('hostile');
    equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Share with <img src=x onerror=alert(1)>?');
    equal(await page.locator('tally-consent').locator('img, script, a[href^="javascript"]').count(), 0);
    const failed = await open('fails');
    equal((await failed.getByRole('alert').innerText()).trim(), 'You are in no team any more.');
  });

  it('axe finds nothing and all fits, in every theme and width, also in words that are 40 % longer', async () => {
    const { consent } = consentStates.changed;
    const state = { ...consentStates.changed, consent: { ...consent, words: pseudoWords() } };
    const page = await rig.open({ state, width: 800 });
    await bringAxe(page);
    for (const theme of themeNames) {
      await changeTheme(page, theme);
      for (const width of [300, 420, 1000]) {
        await page.setViewportSize({ width, height: 900 });
        deepEqual([await misfits(page), await smallTargets(page)], [[], []], `${theme}, ${width} px`);
      }
      deepEqual(await accessibilityFindings(page, theme), [], theme);
    }
    deepEqual(await page.evaluate(() => window.harness.violations), []);
  });
});
