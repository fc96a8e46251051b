import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { insistently, until } from './rig.js';

/** Answers the editor's own save dialog with a path, by keyboard, and returns what is there then. */
export async function saveAs(page: Page, path: string, name: RegExp): Promise<Buffer> {
  const field = page.locator('.quick-input-widget:visible input[type="text"]');
  await until(
    `${name} as the name that is proposed`,
    () => field.inputValue(),
    (value) => name.test(value),
  );
  await answerPath(page, path);
  await until(
    path,
    async () => existsSync(path),
    (there) => there,
  );
  return readFileSync(path);
}

/** Answers the editor's own dialog to open a file. */
export async function openFile(page: Page, path: string): Promise<void> {
  await page.locator('.quick-input-widget:visible input[type="text"]').waitFor();
  await answerPath(page, path);
}

async function answerPath(page: Page, path: string): Promise<void> {
  // The question that comes next may be for a secret: that is another kind of field.
  const box = page.locator('.quick-input-widget:visible').filter({ has: page.locator('input[type="text"]') });
  const field = box.locator('input[type="text"]');
  // A dialog that looks into a folder just then takes no answer, and may write that folder over what was typed.
  await insistently(
    async (timeout) => {
      if (await box.isVisible()) {
        if ((await field.inputValue({ timeout })) !== path) await field.fill(path, { timeout });
        await field.press('Enter', { timeout });
      }
      await box.waitFor({ state: 'hidden', timeout });
    },
    800,
    10,
  );
}
