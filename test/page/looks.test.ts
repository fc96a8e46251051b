import { deepEqual, notEqual } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Hello } from '../../src/protocol/page.js';
import { accessibilityFindings, bringAxe } from './harness/axe.js';
import { across, misfits, press, runLeftwards, smallTargets } from './harness/deep.js';
import { pseudoWords } from './harness/pseudo.js';
import { settled } from './harness/reportPage.js';
import { type Opening, type Rig, useRig } from './harness/rig.js';
import { screenReader } from './harness/screenReader.js';
import { type HostState, type StateName, states } from './harness/states.js';
import { changeTheme, themeNames } from './harness/themes.js';

const widths = [220, 300, 420, 600] as const;
/**
 * Colours depend on the theme, places on the width: `npm test` looks with all rules at the narrowest and widest page of
 * one theme, at the contrast in the others; `test:long` with all rules at all pairs.
 */
const long = process.env['TALLYBOARD_LONG'] === '1';
const looksWithAxe = (theme: string, width: number) =>
  long || (theme === themeNames[0] ? width === 220 || width === 600 : width === 300);

/** States whose parts all occur in another one: `test:long` looks at them too. */
const alike: readonly StateName[] = [
  'week',
  'session',
  'subscription',
  'nearlyExact',
  'unknownWindow',
  'demoFirstRun',
  'stoppedByFullDisk',
  'rebuilt',
  'diskFull',
  'restricted',
  'offerAccepts',
  'kindsEstimated',
  'newCalendar',
  'filteredToNothing',
  'budgetOver',
  'budgetOfDay',
  'budgetUntold',
  'badgesNew',
  'badgesFail',
  'privacyFails',
  'privacyPausedForGood',
  'machinesWaiting',
  'teamThrift',
  'teamTop',
  'teamNothingYet',
  'teamElsewhere',
  'teamKeyLost',
  'teamLeft',
  'teamClosedAgain',
  'teamFewOnBoard',
  'teamQuestActive',
  'teamFails',
];
const looks = (Object.keys(states) as StateName[]).filter((name) => long || !alike.includes(name));
/**
 * The page with what lies behind "how it is known" and the first tool, where there is such a thing. Opened by one call: a press by
 * the pointer takes a twentieth of a second each, and is what other tests are of.
 */
async function openUnfolded(rig: Pick<Rig, 'open'>, opening: Opening): Promise<Page> {
  const page = await rig.open(opening);
  if (opening.unsettled) await page.waitForTimeout(350);
  await press(page, '.chip', '.unfold', '.why');
  return page;
}

const violations = (page: Page): Promise<string[]> => page.evaluate(() => window.harness.violations);

describe('the page in every state, theme and width', () => {
  const rig = useRig();

  for (const [index, name] of looks.entries()) {
    describe(name, () => {
      let page: Page;
      before(async () => {
        // One state is loaded in one theme, the next in another; the other themes come by a change, as in the editor.
        const theme = themeNames[index % themeNames.length] ?? themeNames[0];
        page = await openUnfolded(rig, { state: states[name], theme, unsettled: name === 'waiting' });
        await bringAxe(page);
      });

      for (const theme of themeNames) {
        it(`in ${theme}: axe finds nothing, all fits, the CSP is kept`, async function () {
          this.timeout(60_000);
          await changeTheme(page, theme);
          await screenReader(page, long || theme === themeNames[0]);
          for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            if (!long && width === widths[1]) await screenReader(page, false);
            deepEqual(await Promise.all([misfits(page), smallTargets(page)]), [[], []], `${width} px`);
            if (looksWithAxe(theme, width)) deepEqual(await accessibilityFindings(page, theme), [], `${width} px`);
          }
          deepEqual(await violations(page), []);
        });
      }
    });
  }
});

describe('colours that the system forces', () => {
  const rig = useRig();

  it('still tell the chosen tab and period, and days without use', async () => {
    const page = await rig.open({ state: states.today });
    await page.emulateMedia({ forcedColors: 'active' });
    const style = (selector: string, name: 'outlineColor' | 'outlineWidth' | 'borderBottomColor') =>
      page
        .locator(selector)
        .first()
        .evaluate((element, of) => getComputedStyle(element)[of], name);
    const tab = (chosen: boolean) => style(`[role=tab][aria-selected=${chosen}] span`, 'borderBottomColor');
    notEqual(await tab(true), await tab(false));
    deepEqual(await style('[role=radio][aria-checked=true]', 'outlineWidth'), '2px');
    notEqual(await style('.day.level0', 'outlineColor'), 'rgba(0, 0, 0, 0)');
    await page.emulateMedia({ forcedColors: 'none' });
  });
});

describe('what is looked at', () => {
  const rig = useRig();

  it('is unfolded', async () => {
    for (const [name, selector] of [
      ['today', '.chip'],
      ['today', '.unfold'],
      ['team', '.why'],
    ] as const) {
      const page = await openUnfolded(rig, { state: states[name] });
      await page.locator(`${selector}[aria-expanded=true]`).waitFor();
    }
  });
});

describe('what axe is asked', () => {
  const rig = useRig();

  it('is all of the page first, and then what was not seen before, in test:long all again, below shadow roots too', async () => {
    const page = await rig.open({ state: states.today });
    await bringAxe(page);
    const rules = async () =>
      (await accessibilityFindings(page, themeNames[0])).map((finding) => finding.replace(/:.*/s, ''));
    const addButton = (selector: string) =>
      page.locator(selector).evaluate((element) => {
        (element.shadowRoot ?? element).append(document.createElement('button'));
      });
    await addButton('body');
    const before = long ? ['button-name'] : [];
    deepEqual(await rules(), ['button-name']);
    deepEqual(await rules(), before);
    await addButton('tally-you');
    deepEqual(await rules(), [...before, 'button-name']);
  });
});

describe('a row of two lines', () => {
  const rig = useRig();

  it('has its chevron in the middle, as every row', async () => {
    const page = await openUnfolded(rig, { state: states.crowded });
    const middles = (selector: string) =>
      page
        .locator(`tally-tools li > ${selector}`)
        .evaluateAll((all) =>
          all.map((each) => each.getBoundingClientRect()).map(({ y, height }) => Math.round(y + height / 2)),
        );
    const heights = await page
      .locator('tally-tools li > .cost')
      .evaluateAll((all) => all.map((each) => each.clientHeight));
    deepEqual(Math.max(...heights) > 1.5 * Math.min(...heights), true, `a row has two lines: ${heights}`);
    deepEqual(await middles('.unfold'), await middles('.name'));
  });
});

describe('words of the You tab', () => {
  const rig = useRig();

  it('a price that is unknown has one line beside a tool with its whole name', async () => {
    const page = await rig.open({ state: states.hookedUse });
    for (const width of [320, 420, 640]) {
      await page.setViewportSize({ width, height: 900 });
      const cut = await page
        .locator('tally-tools .name .cut')
        .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).length);
      const [words, price] = await Promise.all(
        ['.words', '.cost:not(.words)'].map((of) =>
          page
            .locator(`tally-tools li > ${of}`)
            .first()
            .evaluate((each) => each.clientHeight),
        ),
      );
      deepEqual([cut, (words ?? 0) <= (price ?? 0)], [0, true], `${width} px`);
    }
  });

  it('the periods are whole in the narrowest sidebar, two by two there', async () => {
    const page = await rig.open({ state: states.today });
    const periods = page.getByRole('radio');
    for (const [width, rows] of [
      [170, 2],
      [189, 2],
      [190, 1],
      [200, 1],
      [220, 1],
      [300, 1],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      deepEqual(await misfits(page), [], `${width} px`);
      const boxes = await periods.evaluateAll((all) =>
        all.map((each) => ({ top: each.getBoundingClientRect().top, cut: each.scrollWidth > each.clientWidth })),
      );
      deepEqual(
        [new Set(boxes.map(({ top }) => top)).size, boxes.some(({ cut }) => cut)],
        [rows, false],
        `${width} px`,
      );
    }
  });
});

describe('motion', () => {
  const rig = useRig();

  it('is that of growing bars alone, and none where the system or the editor wants less', async () => {
    const page = await rig.open({ state: states.today });
    const moving = () =>
      page.evaluate(() => {
        const roots: (Document | ShadowRoot)[] = [document];
        const durations = new Set<string>();
        for (const root of roots)
          for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) roots.push(element.shadowRoot);
            const { transitionDuration, animationDuration } = getComputedStyle(element);
            for (const each of [transitionDuration, animationDuration]) if (each !== '0s') durations.add(each);
          }
        return [...durations];
      });
    deepEqual(await moving(), [], 'the system wants less');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    deepEqual(await moving(), ['0.15s']);
    await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    deepEqual(await moving(), [], 'the editor wants less');
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  it('is that of signs of the figure that came to be others by themselves, for 200 ms, with the old ones on their way out', async () => {
    const page = await rig.open({ state: states.today });
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.locator('.hero').evaluate((hero) => {
      const [rolled, told]: [unknown[], (string | null)[]] = [[], []];
      const { animate } = hero;
      HTMLElement.prototype.animate = function (this: HTMLElement, frames, options) {
        rolled.push([this.dataset['was'], this.textContent, (options as KeyframeAnimationOptions).duration]);
        return animate.call(this, frames, options);
      };
      const tell = () => told.push(hero.getAttribute('aria-label'));
      new MutationObserver(tell).observe(hero, { attributeFilter: ['aria-label'] });
      Object.assign(window, { rolled, told });
    });
    const noted = (name: 'rolled' | 'told') =>
      page.evaluate((list) => (window as unknown as Record<string, unknown[]>)[list]?.splice(0) ?? [], name);
    let { revision } = states.today.you.today;
    const becomes = async (total: number) => {
      await page.evaluate(
        ([next, total]) => {
          const { state } = window.harness;
          const day = { ...state.you.today, revision: next, totals: { ...state.you.today.totals, total } };
          window.harness.state = { ...state, you: { ...state.you, today: day } };
          window.harness.emit('changed', { revision: next });
        },
        [++revision, total] as const,
      );
      await page.getByText(total.toLocaleString('en'), { exact: true }).waitFor();
      return noted('rolled');
    };
    const signs = page.locator('.hero .signs');
    deepEqual(await becomes(5_621_104), [
      ['9', '4', 200],
      ['9', '0', 200],
      ['9', '1', 200],
      ['0', '1', 200],
    ]);
    deepEqual([await signs.getAttribute('aria-hidden'), await signs.textContent()], ['true', '5,621,104']);
    deepEqual(await becomes(15_621_104), [['', '1', 200]]);
    const middle = () =>
      signs.evaluate(async (all) => {
        for (const each of all.getAnimations({ subtree: true })) await each.finished;
        const { y } = all.lastElementChild?.getBoundingClientRect() ?? { y: Number.NaN };
        return y - (all.firstElementChild?.getBoundingClientRect().y ?? 0);
      });
    deepEqual(await middle(), 0, 'all come to rest on their line');
    await page.getByRole('radio', { name: '7 d' }).click();
    await page.getByRole('radio', { name: '7 d', checked: true }).waitFor();
    await page.getByRole('radio', { name: 'Today' }).click();
    await page.getByText('15,621,104', { exact: true }).waitFor();
    deepEqual(await becomes(15_621_104), [], 'what the person asked for is there at once');
    await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    deepEqual(await becomes(15_621_105), [], 'the editor wants less');
    await page.evaluate(() => document.body.classList.remove('vscode-reduce-motion'));
    await page.emulateMedia({ reducedMotion: 'reduce' });
    deepEqual(await becomes(15_621_106), [], 'the system wants less');
    const told = (await noted('told')).map((name) => String(name).split(' ')[0]);
    const figures = ['5,621,104', '15,621,104', '30,440,118', '15,621,104', '15,621,105', '15,621,106'];
    deepEqual(told, figures, 'each is told once');
  });
});

describe('other languages', () => {
  const rig = useRig();

  const languages = [
    ['words 40 % longer, from right to left and from left to right', looks, { locale: 'he', words: pseudoWords() }],
    ['the pseudo-locale', ['today', 'month', 'crowded'], { locale: 'qps-ploc', words: pseudoWords() }],
    ['German figures', ['today', 'month', 'crowded'], { locale: 'de', words: {} }],
    ['Arabic figures', ['today', 'month', 'crowded'], { locale: 'ar', words: {} }],
  ] as const satisfies readonly (readonly [string, readonly StateName[], Partial<Hello>])[];
  it('from right to left: the first tab is rightmost, names lie right of bars and figures, chevrons point the other way', async () => {
    const { today } = states;
    const page = await rig.open({ state: { ...today, hello: { ...today.hello, locale: 'he' } }, width: 420 });
    for (const row of [
      ['[role=tab]', '[role=tab] + [role=tab]', '[role=tab]:last-child'],
      ['[role=radio]', '[role=radio] + [role=radio]', '[role=radio]:last-child'],
      ['tally-calendar .chevron', 'tally-calendar .cut', 'tally-calendar .head > .quiet'],
      ['tally-tools li > .unfold', 'tally-tools li > .name', 'tally-tools li > .number', 'tally-tools li > .cost'],
      ['tally-kinds [role=rowheader]', 'tally-kinds [role=cell]', 'tally-kinds .share'],
      ['tally-calendar [data-day="2026-11-19"]', 'tally-calendar [data-day="2026-11-12"]'],
      ['tally-kept .week:last-child', 'tally-kept .week'],
    ])
      deepEqual([row, await runLeftwards(page, ...row)], [row, true]);
    const second = 'tally-tools li:nth-child(2)';
    const [track, fill] = await across(page, `${second} .track`, `${second} .fill`);
    deepEqual([fill?.right, (fill?.left ?? 0) > (track?.left ?? 0)], [track?.right, true]);
    await page.getByRole('button', { name: 'Calendar' }).click();
    const chevron = page.locator('tally-calendar .chevron');
    deepEqual(await chevron.evaluate((icon) => getComputedStyle(icon).rotate), '90deg');
    await page.evaluate(() => {
      document.documentElement.dir = 'ltr';
    });
    deepEqual(await chevron.evaluate((icon) => getComputedStyle(icon).rotate), '-90deg');
  });

  // The page takes its direction from its document alone: the test above turns it.
  const directions = ['rtl', 'ltr'] as const;
  for (const [language, names, change] of languages) {
    it(`${language}: no figure is cut and nothing leaves the page`, async function () {
      this.timeout(120_000);
      for (const name of names) {
        const state: HostState = states[name];
        const page = await openUnfolded(rig, {
          state: { ...state, hello: { ...state.hello, ...change } },
          unsettled: name === 'waiting',
        });
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          for (const direction of directions) {
            await page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), direction);
            deepEqual(await misfits(page), [], `${name} at ${width} px, ${direction}`);
          }
        }
      }
    });
  }
});
