import type { Frame, Page } from 'playwright-core';
import { driver, seenInPanel } from './rig.js';

/** What a window asks of teams, answered as a person does. */

export const input = (page: Page) => page.locator('.quick-input-widget:visible');

/** Answers an input box or a question with a list, each told by its title and what it asks. */
export async function answer(page: Page, asks: string, text: string): Promise<void> {
  const box = input(page).filter({ hasText: asks });
  await box.locator('input[type="text"]').fill(text);
  await page.keyboard.press('Enter');
  await box.waitFor({ state: 'hidden' }).catch(() => undefined);
}

export async function choose(page: Page, label: string): Promise<void> {
  await input(page).locator('.monaco-list-row').filter({ hasText: label }).first().click();
}

/** A question in the middle of the window; its text, once it was answered. */
export async function answerModal(page: Page, asks: string, way: string): Promise<string> {
  const box = page.locator('.monaco-dialog-box').filter({ hasText: asks });
  await box.waitFor();
  const text = await box.innerText();
  await box.getByRole('button', { name: way, exact: true }).click();
  await box.waitFor({ state: 'detached' });
  return text;
}

/** The six words in a text. */
export function wordsIn(text: string): string {
  return /(?:[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz] ?){6}/.exec(text)?.[0].trim() ?? '';
}

/**
 * Says yes to what the page shows once these boxes are ticked; the hash of its bytes. `look` is called when all is ticked.
 */
export async function shareInPage(
  page: Page,
  boxes: readonly string[],
  look: (frame: Frame) => Promise<void> = async () => {},
): Promise<string> {
  await driver.runCommand(page, 'Tallyboard: Share with Team…');
  const frame = await seenInPanel(page, 'the bytes', (panel) => panel.locator('tally-consent .size'));
  for (const name of boxes) {
    const summary = frame.locator('details:not([open]) summary');
    if ((await frame.getByRole('checkbox', { name }).count()) === 0) await summary.click();
    await frame.getByRole('checkbox', { name, exact: true }).check();
  }
  await frame.getByRole('checkbox', { name: 'Share this row now' }).check();
  await frame.locator('.size').scrollIntoViewIfNeeded();
  const said = await frame.locator('.size').innerText();
  await look(frame);
  await frame.getByRole('button', { name: 'Share', exact: true }).click();
  await page.locator('.tab').filter({ hasText: 'Share with' }).waitFor({ state: 'detached' });
  return /[0-9a-f]{64}/.exec(said)?.[0] ?? said;
}
