import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { FakeModels } from './fakeModel.js';
import { driver, type Host, item, seenInPanel, until } from './rig.js';

/** The chat as a person uses it, by keyboard. The fake models only let it open: none of them is asked. */
export function askTally(window: () => Host, models: FakeModels): void {
  before(() => driver.runCommand(window().page, 'Chat: Open Chat'));

  /** Types a message; its answer once that holds. Until the editor knows a model it answers nothing: asked again then. */
  async function ask(message: string, holds: RegExp): Promise<Locator> {
    const { page } = window();
    const answer = page.locator('.interactive-response').last();
    for (let attempt = 1; ; attempt++) {
      await page.locator('.interactive-input-editor .monaco-editor').click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(message, { delay: 20 });
      await page.keyboard.press('Enter');
      const text = await until(
        `${holds} after "${message}"`,
        async () => {
          const asked = await page.locator('.interactive-request').last().innerText();
          return asked.includes(message) ? answer.innerText() : '';
        },
        (seen) => holds.test(seen) || (attempt < 8 && seen.includes('Language model unavailable')),
      );
      if (holds.test(text)) return answer;
      await page.waitForTimeout(1000);
    }
  }

  /** Figures of the answer's tables that stand on more than one line. */
  function brokenFigures(answer: Locator): Promise<readonly string[]> {
    return answer.locator('td').evaluateAll((cells) =>
      cells.flatMap((cell) => {
        const text = cell.ownerDocument.createRange();
        text.selectNodeContents(cell);
        const lines = new Set([...text.getClientRects()].map(({ bottom }) => Math.round(bottom)));
        return /^\W*[\d.,]+%?$/.test(cell.textContent) && lines.size > 1 ? [cell.textContent] : [];
      }),
    );
  }

  it('/today has the figure of the status bar, and a button for the report', async () => {
    const spoken = /([\d,]+) tokens today/.exec((await item(window().page)).ariaLabel)?.[1];
    assert.ok(spoken);
    const answer = await ask('@tally /today how much', /Together/);
    const cells = await answer.locator('table tr').last().locator('td').allInnerTexts();
    assert.equal(cells[1]?.replace(/^≥\s/, ''), spoken);
    assert.match(await answer.innerText(), new RegExp(`${spoken} tokens`));
    assert.deepEqual(await brokenFigures(answer), []);
    await answer.getByRole('button', { name: 'Show Usage Report' }).click();
    await seenInPanel(window().page, 'the summary', (report) =>
      report.locator('tally-day-chart figcaption', { hasText: `${spoken} tokens` }),
    );
  });

  it('offers what to ask next, and answers that by a click', async () => {
    const { page } = window();
    await page.locator('.interactive-session').getByText('By model', { exact: true }).first().click();
    await until(
      'the models',
      () => page.locator('.interactive-response').last().innerText(),
      (text) => /30 days[\s\S]*claude-/.test(text),
    );
  });

  it('says what it does not understand', async () => {
    await ask('@tally tokens of project atlas', /I do not understand project, atlas here/);
  });

  it('asks no model, and opens no way out', () => {
    assert.deepEqual([models.prompts(), window().egress()], [[], []]);
  });
}
