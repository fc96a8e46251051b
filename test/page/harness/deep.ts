import type { Page } from 'playwright-core';

/** Questions about the page that go through shadow roots. The functions handed to `evaluate` stand alone. */

/**
 * Parts of visible boxes beyond the window, and figures wider than their box: empty when all is well. What the page lays
 * out by its measured width is in its place some frames later, and is looked at again until then.
 */
export async function misfits(page: Page): Promise<string[]> {
  let found = await misfitsNow(page);
  for (let frame = 0; found.length > 0 && frame < framesToSettle; frame++) {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    found = await misfitsNow(page);
  }
  return found;
}

/** A part that measures itself may come some frames after the size of the window; 20 ms were seen. */
const framesToSettle = 12;

function misfitsNow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className.toString()} "${element.textContent?.trim().slice(0, 40)}"`;
    const scrolls = document.documentElement.scrollWidth - window.innerWidth;
    if (scrolls > 0) found.push(`the page scrolls sideways by ${scrolls}`);
    const visit = (element: Element): void => {
      if (element.classList.contains('unseen') || element.classList.contains('measure')) return;
      const { left, right, width, height } = element.getBoundingClientRect();
      const clipped = element.closest('.run, .scroll :not(.scroll)') !== null;
      if (width > 0 && height > 0 && !clipped && (left < -0.5 || right > window.innerWidth + 0.5)) {
        found.push(`${name(element)} reaches from ${left} to ${right}`);
      }
      const isFigure = element instanceof HTMLElement && element.classList.contains('number');
      if (isFigure && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
        found.push(`${name(element)} is cut`);
      for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) visit(child);
    };
    visit(document.body);
    return found;
  });
}

/**
 * Waits until one is seen of the elements of a selector or, where there are two, of the second within such a one. Half of what
 * playwright's own wait costs in a new document, whose selectors it brings first; tests that go on by `evaluate` alone spare them.
 */
export function shown(page: Page, places: readonly (readonly [string, string?])[]): Promise<void> {
  return page.evaluate(async (places) => {
    const visible = (element: Element) => element.getBoundingClientRect().height > 0;
    const inside = (element: Element, within?: string) =>
      within === undefined ? [element] : [...(element.shadowRoot?.querySelectorAll(within) ?? [])];
    const seenBelow = (root: ParentNode): boolean =>
      [...root.querySelectorAll('*')].some(
        (element) =>
          places.some(([host, within]) => element.matches(host) && inside(element, within).some(visible)) ||
          (element.shadowRoot !== null && seenBelow(element.shadowRoot)),
      );
    // In frames: its clocks stand still.
    for (let frame = 0; !seenBelow(document); frame++) {
      if (frame === 1800) throw new Error(`None was seen of ${JSON.stringify(places)}`);
      await new Promise((done) => requestAnimationFrame(done));
    }
  }, places);
}

/** What a person can operate, in the order of the page, by role and name; hidden parts left out. */
export function operable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (element: Element): void => {
      if (element instanceof HTMLElement && (element.hidden || element.inert)) return;
      if (element.matches('button, select, vscode-link, [role=gridcell][tabindex]')) {
        if (element.getAttribute('tabindex') !== '-1')
          found.push(element.textContent?.trim() || (element.getAttribute('aria-label') ?? ''));
        return;
      }
      for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) visit(child);
    };
    visit(document.body);
    return found;
  });
}

/** The text of the focused control, and whether it shows a ring. */
export function focused(page: Page): Promise<{ readonly text: string; readonly ring: boolean } | null> {
  return page.evaluate(() => {
    let element = document.activeElement;
    let control = element;
    while (element?.shadowRoot?.activeElement) {
      element = element.shadowRoot.activeElement;
      if (!element.matches('.control')) control = element;
    }
    if (!element || !control || control === document.body) return null;
    const styles = [getComputedStyle(element), getComputedStyle(control)];
    const focusColour = getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder').trim();
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = focusColour;
    const colour = getComputedStyle(probe).color;
    probe.remove();
    const ring = styles.some(
      (style) =>
        (style.outlineStyle !== 'none' && style.outlineColor === colour) ||
        (style.borderTopStyle !== 'none' && style.borderTopColor === colour),
    );
    return { text: control.textContent?.trim() || (control.getAttribute('aria-label') ?? ''), ring };
  });
}

/** Presses the first element of each selector that there is, one after the other, and waits until what came of it is drawn. */
export function press(page: Page, ...selectors: readonly string[]): Promise<void> {
  return page.evaluate(async (all) => {
    const first = (root: Document | ShadowRoot, selector: string): HTMLElement | undefined => {
      const found = root.querySelector<HTMLElement>(selector);
      if (found) return found;
      for (const { shadowRoot } of root.querySelectorAll('*')) {
        const below = shadowRoot && first(shadowRoot, selector);
        if (below) return below;
      }
      return undefined;
    };
    for (const selector of all) {
      first(document, selector)?.click();
      await new Promise((done) => requestAnimationFrame(done));
    }
  }, selectors);
}

/** Of the first elements that match, from where to where they reach across the page. */
export function across(page: Page, ...selectors: readonly string[]): Promise<{ left: number; right: number }[]> {
  return Promise.all(
    selectors.map((selector) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { left, right } = element.getBoundingClientRect();
          return { left, right };
        }),
    ),
  );
}

/** Whether each of them stands left of the one before, and none over it. */
export async function runLeftwards(page: Page, ...selectors: readonly string[]): Promise<boolean> {
  const boxes = await across(page, ...selectors);
  return boxes.every(({ left, right }, index) => left < right && right <= (boxes[index - 1]?.left ?? Infinity) + 0.5);
}

/** Controls smaller than 24 px, links within text exempt. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (element: Element): void => {
      if (element.matches('button, select') && !element.closest('[inert]')) {
        const { width, height } = element.getBoundingClientRect();
        if (width > 0 && (width < 24 || height < 24)) found.push(`${element.textContent?.trim()} ${width} × ${height}`);
        return;
      }
      for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) visit(child);
    };
    visit(document.body);
    return found;
  });
}
