import type { Page } from 'playwright-core';
import { calls as callsSoFar } from './pageAndHost.js';

/** What broke the CSP. */
export const violations = (page: Page): Promise<string[]> => page.evaluate(() => window.harness.violations);
/** Until the page has done what it was asked to before; by its own clock, which waits where the machine has much to do. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 30)));

/** What the host was asked, once that has reached it. */
export async function calls(page: Page, method: string): Promise<unknown[]> {
  await settled(page);
  return callsSoFar(page, method);
}
/** The number in a text, without its marks. */
export const count = (text = ''): number => Number(text.replace(/\D/g, ''));
/** The drawing of tokens a day. */
export const chart = (page: Page) => page.locator('tally-day-chart .plot');
