import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * The document of a webview view, once it is loaded.
 * @param {Page} page
 * @param {string} view its id as in the manifest, or its name as the person sees it
 * @returns {Promise<Frame>}
 */
export function webviewFrame(page, view) {
  const byName = `.pane-header[aria-label="${view} Section"]`;
  const byId = `.pane-header .icon.view-${view.replaceAll(/[^\w-]/g, '-')}`;
  return frameOver(
    page
      .locator('.pane')
      .filter({ has: page.locator(`${byName}, ${byId}`) })
      .locator('.pane-body'),
  );
}

/**
 * The document of the webview panel or custom editor that is the active editor, once it is loaded.
 * @param {Page} page
 * @returns {Promise<Frame>}
 */
export function webviewPanelFrame(page) {
  return frameOver(page.locator('.editor-group-container.active .editor-instance'));
}

/** A question to a document that goes just then is never answered: after so many milliseconds it is asked anew. */
const lookFor = 5_000;

/**
 * Looks again until it is there: the editor replaces a document that it has begun to load.
 * @param {Locator} place
 * @returns {Promise<Frame>}
 */
async function frameOver(place) {
  const end = Date.now() + 30_000;
  for (let pause = 25; ; pause = Math.min(2 * pause, 200)) {
    const looked = await Promise.race([loadedFrameOver(place).catch((error) => error), sleep(lookFor)]);
    if (looked && !(looked instanceof Error)) return looked;
    if (Date.now() > end) throw looked ?? new Error('no webview was loaded here');
    await sleep(pause);
  }
}

/**
 * VS Code draws webviews in a layer over the window and ties each to its place by a CSS anchor.
 * @param {Locator} place
 * @returns {Promise<Frame | null | undefined>}
 */
async function loadedFrameOver(place) {
  const overlay = await place.evaluateHandle((element) => {
    const anchor = getComputedStyle(element).getPropertyValue('anchor-name');
    const layers = [...document.querySelectorAll('iframe.webview.ready')].map((frame) => frame.parentElement);
    if (!anchor || anchor === 'none') return null;
    return layers.find((layer) => layer?.style.getPropertyValue('position-anchor') === anchor)?.querySelector('iframe');
  });
  const outer = await overlay.asElement()?.contentFrame();
  const inner = await (await outer?.$('iframe#active-frame'))?.contentFrame();
  await inner?.waitForLoadState('load');
  return inner;
}
