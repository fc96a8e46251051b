import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
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
  await box.locator('.monaco-list-row').first().waitFor();
  await insistently(
    async (timeout) => {
      if (await box.isVisible()) {
        if ((await field.inputValue({ timeout })) !== path) await field.fill(path, { timeout });
        for (const name of listed(path)) await box.getByText(name, { exact: true }).first().waitFor({ timeout });
        await field.press('Enter', { timeout });
      }
      await box.waitFor({ state: 'hidden', timeout });
    },
    800,
    10,
  );
}

/**
 * Names that the dialog shows once it has looked into the folder of `path`: until then it may write that folder over what was typed,
 * and one that is told to accept as it is filled takes no answer any more.
 */
function listed(path: string): readonly string[] {
  const entries = readdirSync(dirname(path), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const first = folders.sort((a, b) => a.localeCompare(b)).slice(0, 3);
  return existsSync(path) ? [...first, basename(path)] : first;
}
