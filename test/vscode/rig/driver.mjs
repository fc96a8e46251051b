import { hostOf } from './host.mjs';

/**
 * A window as a person uses it: keyboard, mouse and what is on the screen. Everything waits until it has happened, and throws after
 * playwright's time limit when it does not.
 *
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {{ x: number, y: number, width: number, height: number }} Box
 */

/** The four themes that VS Code comes with and that every screen is looked at in, with the class that the window then has. */
const themeClasses = /** @type {const} */ ({
  'Dark Modern': 'vscode-theme-defaults-themes-dark_modern-json',
  'Light Modern': 'vscode-theme-defaults-themes-light_modern-json',
  'Default High Contrast': 'vscode-theme-defaults-themes-hc_black-json',
  'Default High Contrast Light': 'vscode-theme-defaults-themes-hc_light-json',
});

/** @typedef {keyof typeof themeClasses} Theme */

export const themes = /** @type {Theme[]} */ (Object.keys(themeClasses));

/**
 * Runs a command from the command palette. Opens the palette again where something that has just loaded took the keyboard away.
 * @param {Page} page
 * @param {string} title as the palette shows it, with its category: `Tallyboard: Show Today`
 */
export async function runCommand(page, title) {
  const palette = page.locator('.quick-input-widget:visible');
  const row = palette
    .locator('.monaco-list-row')
    .filter({ has: page.getByText(title, { exact: true }) })
    .first();
  for (let attempt = 1; ; attempt++) {
    // Each time longer, for machines that are slow.
    const timeout = 3000 * attempt;
    try {
      // A frame that went away while it had the keyboard takes keys until something else has it.
      if (attempt > 1) await page.evaluate(() => document.activeElement?.blur());
      await page.keyboard.press('F1');
      await palette.locator('input[type="text"]').fill(`>${title}`, { timeout });
      // Not waiting for what a click may lead to: a command that has run must not be run again because the window is busy with it.
      await row.click({ timeout, noWaitAfter: true });
      return;
    } catch (error) {
      if (attempt === 6) throw error;
    }
  }
}

/**
 * Takes all notifications away, and waits until the editor shows three new ones: of more than three within 800 ms it shows none
 * of the rest, but keeps them in its list.
 * @param {Page} page
 * @returns {Promise<void>}
 */
export async function clearNotifications(page) {
  await Promise.all([
    runCommand(page, 'Notifications: Clear All Notifications'),
    new Promise((resolve) => setTimeout(resolve, 850)),
  ]);
}

/**
 * @param {Page} page
 * @param {string} id as the extension created it, or with its extension's id before it
 * @returns {Locator}
 */
function statusBarLocator(page, id) {
  return page.locator(`.statusbar-item[id="${id}"], .statusbar-item[id$=".${id}"]`);
}

/**
 * @param {Page} page
 * @param {string} id
 * @returns {Promise<{ text: string, ariaLabel: string, icons: string[], box: Box }>} icons by their codicon names
 */
export async function statusBarItem(page, id) {
  const item = statusBarLocator(page, id);
  await item.waitFor();
  const icons = await item
    .locator('.codicon')
    .evaluateAll((elements) =>
      elements.flatMap((element) =>
        [...element.classList].filter((name) => name.startsWith('codicon-')).map((name) => name.slice(8)),
      ),
    );
  // innerText, not textContent: only what a person sees.
  const text = (await item.innerText()).trim();
  return { text, ariaLabel: (await item.getAttribute('aria-label')) ?? '', icons, box: await boxOf(item) };
}

/** @param {Page} page @param {string} id */
export async function clickStatusBar(page, id) {
  await statusBarLocator(page, id).locator('a').first().click();
}

/**
 * Rests the mouse on an item of the status bar until its hover shows.
 * @param {Page} page
 * @param {string} id
 * @returns {Promise<{ text: string, box: Box, locator: Locator }>}
 */
export async function hoverStatusBar(page, id) {
  const hover = page.locator('.workbench-hover:visible').last();
  for (let attempt = 1; ; attempt++) {
    await page.mouse.move(1, 1);
    await statusBarLocator(page, id).hover();
    await hover.waitFor();
    // innerText, not textContent: only what a person sees.
    const text = (await hover.innerText()).trim();
    const box = await hover.boundingBox();
    if (box) return { text, box, locator: hover };
    // A new figure took the hover away between the two looks.
    if (attempt === 5) throw new Error('the hover did not stay');
  }
}

/**
 * Opens a container of views by its icon in the activity bar, or does nothing when it is open.
 * @param {Page} page
 * @param {string} containerId as in the manifest's `viewsContainers`
 */
export async function openView(page, containerId) {
  const open = page.locator(`.part[data-active-composite="workbench.view.extension.${containerId}"]:visible`);
  if (await open.isVisible()) return;
  const icon = `[class*="activity-workbench-view-extension-${cssName(containerId)}"]`;
  await page.locator(`.activitybar ${icon}, .composite-bar ${icon}`).first().click();
  await open.waitFor();
}

/** @param {string} id @returns {string} as VS Code writes ids into class names */
function cssName(id) {
  return id.replaceAll(/[^\w-]/g, '-');
}

/**
 * Drags the border of the side bar until it is exactly so wide.
 * @param {Page} page
 * @param {number} width in px; VS Code itself allows 170 and more
 */
export async function setSideBarWidth(page, width) {
  const sideBar = page.locator('.part.sidebar');
  await sideBar.waitFor();
  for (let attempt = 0; attempt < 3; attempt++) {
    const missing = width - (await boxOf(sideBar)).width;
    if (missing === 0) return;
    const sash = await boxOf(page.locator('.monaco-sash.vertical.primary-sidebar-sash'));
    const [x, y] = [sash.x + sash.width / 2, sash.y + sash.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + missing / 2, y);
    await page.mouse.move(x + missing, y);
    await page.mouse.up();
    await page.mouse.move(x + missing + 100, y);
  }
  const reached = (await boxOf(sideBar)).width;
  if (reached !== width) throw new Error(`the side bar can be ${reached} px wide here, but not ${width} px`);
}

/**
 * Changes the colour theme in the user's settings and waits until the window wears it.
 * @param {Page} page
 * @param {Theme} theme
 */
export async function setTheme(page, theme) {
  hostOf(page).changeSettings({ 'workbench.colorTheme': theme });
  await page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
}

/**
 * @param {Page} page
 * @param {string} path of the PNG
 * @param {Box} [clip]
 */
export async function screenshot(page, path, clip) {
  await page.screenshot({ path, ...(clip ? { clip } : {}), animations: 'disabled', caret: 'hide' });
}

/**
 * The whole text of the active editor, as a person gets it: select all, copy.
 * @param {Page} page
 * @returns {Promise<string>}
 */
export async function editorText(page) {
  const editor = page.locator('.editor-group-container.active .monaco-editor').first();
  await editor.locator('.view-line').first().waitFor();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await editor.locator('.native-edit-context, textarea.inputarea').focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+C');
  const copied = await page.waitForFunction(async () => (await navigator.clipboard.readText()) || null);
  return /** @type {string} */ (await copied.jsonValue());
}

/**
 * @param {Page} page
 * @returns {Promise<{ severity: 'info' | 'warning' | 'error', text: string, buttons: string[] }[]>} the notifications on screen, newest first
 */
export async function notifications(page) {
  return page.locator('.notifications-toasts .notification-list-item').evaluateAll((toasts) =>
    toasts.map((toast) => ({
      severity:
        /** @type {const} */ (['error', 'warning', 'info']).find((name) => toast.querySelector(`.codicon-${name}`)) ??
        'info',
      text: toast.querySelector('.notification-list-item-message')?.textContent?.trim() ?? '',
      buttons: [...toast.querySelectorAll('.monaco-button')].map((button) => button.textContent?.trim() ?? ''),
    })),
  );
}

/** @param {Locator} locator @returns {Promise<Box>} in px of the window */
async function boxOf(locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('nothing on the screen to measure');
  return box;
}
