import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from './bundles.js';

export const themeNames = ['dark-modern', 'light-modern', 'hc-dark', 'hc-light'] as const;
export type ThemeName = (typeof themeNames)[number];

interface Theme {
  readonly body: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** As a webview of VS Code 1.139 had them, cut to what we and the toolkit use; the font is this machine's. */
const themes = JSON.parse(readFileSync(join(root, 'test/page/harness/themes.json'), 'utf8')) as Record<
  ThemeName,
  Theme
>;

/** What the editor says of a theme: a rule with its colours, and attributes of the body (the same ones in all themes). */
export function themeParts(name: ThemeName): { readonly rule: string; readonly body: Theme['body'] } {
  const { body, variables } = themes[name];
  const lines = Object.entries(variables).map(([variable, value]) => `${variable}: ${value};`);
  return { rule: `:root { ${lines.join(' ')} }`, body };
}

/** Changes the theme of a loaded page as the editor does, and waits until it is painted. */
export function changeTheme(page: Page, name: ThemeName): Promise<void> {
  return page.evaluate(async ({ rule, body }) => {
    const style = document.getElementById('theme');
    if (!style) throw new Error('This page has no theme.');
    style.textContent = rule;
    for (const [attribute, value] of Object.entries(body)) document.body.setAttribute(attribute, value);
    for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, themeParts(name));
}
