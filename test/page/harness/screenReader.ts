import type { Page } from 'playwright-core';

/** Tells the page of a screen reader, or of none any more, as the editor does. */
export function screenReader(page: Page, there: boolean): Promise<boolean> {
  return page.evaluate((on) => document.body.classList.toggle('vscode-using-screen-reader', on), there);
}
