import type { Page } from 'playwright-core';

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
