import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { type ThemeName, themeNames } from './themes.js';

const long = process.env['TALLYBOARD_LONG'] === '1';

declare global {
  interface Window {
    /** What all rules were tried on. */
    tried?: Set<Element>;
  }
}

/** Brings axe into the document that is open, as a file of its server: half a megabyte that the browser then has, and has compiled. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
    script.src = '/axe.js';
    const loaded = new Promise((done, fail) => {
      script.onload = done;
      script.onerror = fail;
    });
    document.head.append(script);
    await loaded;
    script.remove();
  });
}

/**
 * What axe finds. All rules in the first theme, the contrast in the others, which differ from it in their colours alone. Roles, names
 * and order do not hang on the width: `npm test` tries all rules on what they were not yet tried on in this document, and the spacing
 * of targets, which `smallTargets` measures too, at the first width alone; `test:long` all on all.
 */
export async function accessibilityFindings(page: Page, theme: ThemeName): Promise<string[]> {
  const { violations } = await (long || theme === themeNames[0] ? tryAllRules(page) : tryContrast(page));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

type Found = Pick<AxeResults, 'violations'>;

function tryContrast(page: Page): Promise<Found> {
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'], runOnly: ['color-contrast'] })`);
}

function tryAllRules(page: Page): Promise<Found> {
  return page.evaluate(async (again) => {
    const tried = again ? new Set<Element>() : (window.tried ?? new Set());
    const untried: Element[] = [];
    const look = (element: Element, within: boolean): void => {
      const isNew = element.checkVisibility({ visibilityProperty: true }) && !tried.has(element);
      if (isNew) tried.add(element);
      if (isNew && !within) untried.push(element);
      for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) look(child, within || isNew);
    };
    look(document.documentElement, false);
    window.tried = tried;
    if (untried.length === 0) return { violations: [] };
    const { axe } = window as unknown as { readonly axe: typeof import('axe-core') };
    const enabled = untried.includes(document.documentElement);
    return axe.run(untried, { resultTypes: ['violations'], rules: { 'target-size': { enabled } } });
  }, long);
}
