import { deepEqual } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Opening, Rig } from './rig.js';
import type { HostState } from './states.js';

/** Opens the page in a state and looks at it; it must keep the CSP. */
export function withPageOf(rig: Pick<Rig, 'open'>) {
  return async (
    state: HostState,
    look: (page: Page) => Promise<void>,
    how: Omit<Opening, 'state'> = {},
  ): Promise<void> => {
    const page = await rig.open({ state, ...how });
    await look(page);
    deepEqual(await page.evaluate(() => window.harness.violations), []);
    if (how.alone) await page.close();
  };
}

/** What the host was asked by a method so far. */
export function calls(page: Page, method: string): Promise<unknown[]> {
  return page.evaluate(
    (name) => window.harness.calls.filter((call) => call.method === name).map((call) => call.input),
    method,
  );
}

/** Waits until the last call of a method has this input. */
export async function calledLast(page: Page, method: string, input: unknown): Promise<void> {
  const same = ({ name, text }: { name: string; text: string }) =>
    JSON.stringify(window.harness.calls.findLast((call) => call.method === name)?.input) === text;
  const wanted = { name: method, text: JSON.stringify(input) };
  await page.waitForFunction(same, wanted, { timeout: 3000 }).catch(() => {});
  deepEqual((await calls(page, method)).at(-1), input);
}

/** Waits for as many calls as are expected: what a click leads to comes some frames later. */
export async function called(page: Page, method: string, inputs: readonly unknown[]): Promise<void> {
  const enough = ({ name, count }: { name: string; count: number }) =>
    window.harness.calls.filter((call) => call.method === name).length >= count;
  await page.waitForFunction(enough, { name: method, count: inputs.length }, { timeout: 5000 }).catch(() => {});
  deepEqual(await calls(page, method), inputs);
}

/** Waits until the page has told a screen reader this sentence. */
export function said(page: Page, sentence: string): Promise<void> {
  return page.locator('[role=status]').getByText(sentence, { exact: true }).waitFor({ state: 'attached' });
}

/** The figure of the headline. */
export function hero(page: Page): Promise<string | null> {
  return page.locator('.hero span').textContent();
}
