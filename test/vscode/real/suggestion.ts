import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { root } from './rig.js';

/** The extension that suggests by what a line begins with. */
export const suggester = join(root, 'test', 'vscode', 'suggester');

/** What it suggests behind `go`. */
export const whole = ' alpha(beta, gamma, delta, epsilon, zeta);';

/** The pale text of a suggestion. */
export function ghostOf(page: Page): Locator {
  return page.locator('.ghost-text-decoration').first();
}

/** Types a word and waits for what is suggested; types its end again where nobody was there yet to suggest. */
export async function suggestion(page: Page, word: string): Promise<void> {
  await page.keyboard.type(word, { delay: 20 });
  for (let attempt = 1; ; attempt++) {
    try {
      return await ghostOf(page).waitFor({ timeout: 3000 });
    } catch (error) {
      if (attempt === 4) throw error;
      await page.keyboard.press('Backspace');
      await page.keyboard.type(word.slice(-1));
    }
  }
}

/** Takes the suggestion whole, by key. A window that is busy may lose the key: while the suggestion stands, it is pressed again. */
export async function accept(page: Page): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('Tab');
    try {
      return await ghostOf(page).waitFor({ state: 'hidden', timeout: 5000 });
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
