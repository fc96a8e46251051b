import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { insistently, until } from './rig.js';

/** Answers the editor's own save dialog with a path, by keyboard, and returns what is there then. */
export async function saveAs(page: Page, path: string, name: RegExp): Promise<Buffer> {
  const box = page.locator('.quick-input-widget:visible');
  const field = box.locator('input[type="text"]');
  await until(
    `${name} as the name that is proposed`,
    () => field.inputValue(),
    (value) => name.test(value),
  );
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
  await until(
    path,
    async () => existsSync(path),
    (there) => there,
  );
  return readFileSync(path);
}
