import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { CardFormat } from '../../src/protocol/cardPage.js';
import { accessibilityFindings, bringAxe } from './harness/axe.js';
import { type CardStateName, cardStates } from './harness/card.js';
import { misfits, runLeftwards, smallTargets } from './harness/deep.js';
import { pseudo, pseudoWords } from './harness/pseudo.js';
import { useRig } from './harness/rig.js';
import { changeTheme, themeNames } from './harness/themes.js';

describe('the share card in an editor tab', () => {
  const rig = useRig();

  const open = (name: CardStateName) => rig.open({ state: cardStates[name], width: 640 });
  /** What the page hands to the host to be saved. */
  async function saved(page: Page, format: CardFormat): Promise<string> {
    await page.getByRole('button', { name: `Save as ${format.toUpperCase()}` }).click();
    const handle = await page.waitForFunction(
      (wanted) =>
        window.harness.calls
          .filter(({ method }) => method === 'saveCard')
          .map(({ input }) => input as { readonly format: string; readonly content: string })
          .find((input) => input.format === wanted)?.content,
      format,
    );
    return (await handle.jsonValue()) ?? '';
  }
  const words = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  /** Where each of its words stands, by the picture's own measure. */
  async function placed(page: Page) {
    const source = await page.getByRole('img').getAttribute('src');
    return page.evaluate(
      (text) => {
        const shown = document.body.appendChild(document.createElement('div'));
        shown.innerHTML = text;
        const boxes = [...shown.querySelectorAll('text')].map((each) => {
          const { x, y, width, height } = each.getBBox();
          return { text: each.textContent, left: x, right: x + width, top: y, bottom: y + height };
        });
        shown.remove();
        return boxes;
      },
      decodeURIComponent((source ?? '').replace(/^[^,]*,/, '')),
    );
  }
  /** Pixels of a picture as it stands on a screen of that scale, as text: its size and its bytes. */
  const drawn = (page: Page, source: string, scale: number) =>
    page.evaluate(
      async ([src, times]) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width * times, image.height * times];
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0, canvas.width, canvas.height);
        const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        return { width: canvas.width, height: canvas.height, pixels: data.join(), colours: new Set(data).size };
      },
      [source, scale] as const,
    );

  it('a PNG is twice as wide and high as the SVG, and the same picture to the pixel', async () => {
    const page = await open('month');
    const svg = await saved(page, 'svg');
    const png = Buffer.from(await saved(page, 'png'), 'base64');
    deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1120, 414]);
    const [ofPng, ofSvg] = await Promise.all([
      drawn(page, `data:image/png;base64,${png.toString('base64')}`, 1),
      drawn(page, `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, 2),
    ]);
    deepEqual([ofPng.width, ofPng.height], [1120, 414]);
    ok(ofPng.colours > 50, `${ofPng.colours} values of colour: nothing is drawn`);
    ok(ofPng.pixels === ofSvg.pixels, 'another picture');
  });

  it('has the words of the card and no others, a hexagon for each badge; a screen reader hears them', async () => {
    const page = await open('month');
    const svg = await saved(page, 'svg');
    const told = [
      'My November',
      'counted locally by Tallyboard',
      ...['82%', 'of AI lines kept', '88%', 'read from cache', '9', 'badges'],
    ];
    deepEqual(words(svg), told);
    equal(svg.match(/fill-opacity/g)?.length, 9);
    equal(
      await page.getByRole('img').getAttribute('alt'),
      'My November, 82% of AI lines kept, 88% read from cache, 9 badges, counted locally by Tallyboard',
    );
  });

  it('stands alone, whatever its words; rows of ten badges make it higher', async () => {
    const page = await open('hostile');
    const svg = await saved(page, 'svg');
    ok(svg.includes('>My &lt;b>&quot;&amp;</text>'));
    ok(!/NaN|undefined|href|style=|class=|var\(|<script/.test(svg));
    match(await saved(await open('all'), 'svg'), /height="363"/);
    match(await saved(await open('noBadge'), 'svg'), /height="155"/);
  });

  it('holds words that are 40 % longer: none leaves the picture or runs into the next', async () => {
    const { card: data } = cardStates.all;
    const { card } = cardStates.month.card ?? {};
    ok(data && card);
    const long = { ...card, title: pseudo(card.title), foot: pseudo(card.foot) };
    const figures = card.figures.map(({ value, words: of }) => ({ value, words: pseudo(of) }));
    const state = { ...cardStates.all, card: { ...data, words: pseudoWords(), card: { ...long, figures } } };
    const page = await rig.open({ state, width: 640 });
    for (const width of [300, 640]) {
      await page.setViewportSize({ width, height: 700 });
      deepEqual([await misfits(page), await smallTargets(page)], [[], []], `${width} px`);
    }
    const boxes = await placed(page);
    equal(boxes.length, 8);
    for (const one of boxes) {
      ok(one.left >= 30 && one.right <= 530, JSON.stringify(one));
      for (const other of boxes)
        if (other.left > one.left && other.top < one.bottom && other.bottom > one.top)
          ok(other.left >= one.right + 6, `${JSON.stringify(one)} ${JSON.stringify(other)}`);
    }
  });

  it('from right to left it is its own mirror image, buttons too, with words that read as before', async () => {
    const boxes = await placed(await open('month'));
    const { card } = cardStates.month;
    ok(card);
    const page = await rig.open({ state: { ...cardStates.month, card: { ...card, locale: 'he' } }, width: 640 });
    const whole = ({ left, right, ...rest }: (typeof boxes)[number]) => ({
      ...rest,
      left: Math.round(left),
      right: Math.round(right),
    });
    deepEqual(
      (await placed(page)).map(whole),
      boxes.map(({ left, right, ...rest }) => whole({ ...rest, left: 560 - right, right: 560 - left })),
    );
    const svg = await saved(page, 'svg');
    const middles = [...svg.matchAll(/<g transform="translate\((\d+) /g)].map(([, x]) => Number(x));
    deepEqual(
      middles,
      Array.from({ length: 9 }, (_badge, index) => 512 - index * 50),
    );
    ok(await runLeftwards(page, '.push', '.push + .push'));
    equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl');
  });

  it('says what to do where there is nothing to show, and saves nothing', async () => {
    const page = await open('early');
    match(await page.locator('main').innerText(), /^Share Card\s+Nothing to show yet\.\s+Work with an AI tool/);
    deepEqual([await page.getByRole('button').count(), await page.getByRole('img').count()], [0, 0]);
  });

  it('says why there is none, and asks again', async () => {
    const page = await open('fails');
    equal((await page.getByRole('alert').innerText()).trim(), 'The worker has ended.');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').getByText('The worker has ended.').waitFor();
    await page.evaluate(() => {
      const { fails: _mended, ...state } = window.harness.state;
      window.harness.state = state;
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('img').waitFor();
    equal((await page.getByRole('alert').innerText()).trim(), '');
    deepEqual(await page.getByRole('button').allInnerTexts(), ['Save as PNG', 'Save as SVG']);
  });

  it('axe finds nothing and all fits, in every theme and width', async () => {
    const page = await open('all');
    await bringAxe(page);
    for (const theme of themeNames) {
      await changeTheme(page, theme);
      for (const width of [300, 420, 1000]) {
        await page.setViewportSize({ width, height: 700 });
        deepEqual([await misfits(page), await smallTargets(page)], [[], []], `${theme}, ${width} px`);
      }
      deepEqual(await accessibilityFindings(page, theme), [], theme);
    }
    deepEqual(await page.evaluate(() => window.harness.violations), []);
  });
});
