import type { Page } from 'playwright-core';

/** What `work` takes, in milliseconds, on the machine that limits of time were set on. */
const there = 17;

/** A fixed part of what drawing a chart is: code that is compiled, objects and texts, SVG, styles and a layout. */
function work(): number {
  const from = performance.now();
  const functions = Array.from(
    { length: 400 },
    (_, n) => `f${n}(a,b){const c=[a,b,${n}];return c.map(x=>x*${n}).join()+a}`,
  );
  const made = new Function(`return {${functions.join(',')}}//${Math.random()}`)() as Record<
    string,
    (a: number, b: number) => string
  >;
  const texts = Object.values(made).flatMap((call) => [1, 2, 3].map((n) => call(n, n + 1)));
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [n, text] of texts.entries()) {
    const part = document.createElementNS('http://www.w3.org/2000/svg', n % 3 ? 'rect' : 'text');
    for (const [name, value] of Object.entries({ x: n, y: n % 50, width: 3, height: 9, class: `c${n % 7}` }))
      part.setAttribute(name, String(value));
    if (n % 3 === 0) part.textContent = text;
    svg.append(part);
  }
  document.body.append(svg);
  svg.getBoundingClientRect();
  for (const part of svg.querySelectorAll('text')) (part as SVGTextElement).getBBox();
  svg.remove();
  return performance.now() - from;
}

/** How many times as long as there this machine takes now, at least 1: limits are of a machine of two usual cores. */
export async function slowness(page: Page): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) times.push(await page.evaluate(work));
  return Math.max(1, Math.min(...times) / there);
}
