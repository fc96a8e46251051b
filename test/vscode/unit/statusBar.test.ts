import assert from 'node:assert/strict';
import { escapeText } from '../../../src/core/markdown.js';
import type { YouData } from '../../../src/protocol/page.js';
import { firstView, type Painted } from '../../../src/vscode/statusBar/firstPaint.js';
import { hoverCommands } from '../../../src/vscode/statusBar/hover.js';
import { isSettled } from '../../../src/vscode/statusBar/state.js';
import { budgets } from '../../page/harness/budgets.js';
import { at, limit, minute, today, totals } from '../../page/harness/figures.js';

import { base, cases, known, paused, view, withBudget, withLimits, withoutSession } from './statusCases.js';

describe('status bar item', () => {
  for (const [name, change, text, spoken] of cases) {
    it(`says: ${name}`, () => {
      const shown = view(change);
      assert.deepEqual({ text: shown.text, spoken: shown.spoken }, { text, spoken });
    });
  }
});

describe('first paint', () => {
  const painted: Painted = { view: { text: 'a', hover: 'b', spoken: 'c' }, until: at, made: 'settings' };

  it('is what was shown last, while that holds', () => {
    assert.deepEqual(firstView(painted, 'settings', at - 1), painted.view);
  });

  it('is a sign of waiting on a new day, with other settings, and on the first start', () => {
    const waiting = '$(tallyboard-mark) …';
    const views = [
      firstView(painted, 'settings', at),
      firstView(painted, 'other', at - 1),
      firstView(null, 'settings', at),
    ];
    assert.deepEqual(
      views.map(({ text }) => text),
      [waiting, waiting, waiting],
    );
  });

  it('is not kept of what will have passed by then', () => {
    const kept = cases.filter(([, change]) => !isSettled({ ...base, ...change })).map(([name]) => name);
    assert.deepEqual(kept, [
      'first reading',
      'first reading, before any answer',
      'nothing known yet',
      'error',
      'error, nothing known',
      'all erased, as the person asked',
    ]);
  });
});

describe('hover of the status bar item', () => {
  it('has headline, table, sum, session, plan window and links', () => {
    const asOf = withLimits({ ...limit, at: at - 40 * minute });
    assert.equal(
      view({ data: { ...asOf, byTool: today.byTool.slice(0, 3) } }).hover,
      [
        '**5,620,999 tokens today** · $(check) exact',
        '',
        '| Tool | &nbsp;&nbsp;&nbsp;Tokens | &nbsp;&nbsp;&nbsp;Cost |',
        '|:--|--:|--:|',
        `| ${key('charts-purple')}&nbsp;&nbsp;Claude Code | &nbsp;&nbsp;&nbsp;3.85M | &nbsp;&nbsp;&nbsp;$3.51 |`,
        `| ${key('charts-green')}&nbsp;&nbsp;Codex | &nbsp;&nbsp;&nbsp;1.32M | &nbsp;&nbsp;&nbsp;$0.59 |`,
        `| ${key('terminal-ansiCyan')}&nbsp;&nbsp;Copilot Chat | &nbsp;&nbsp;&nbsp;254K | &nbsp;&nbsp;&nbsp;$0.04 |`,
        '| Together | &nbsp;&nbsp;&nbsp;5.62M | &nbsp;&nbsp;&nbsp;$4.32 |',
        '',
        '$(pulse) This session 1.81M, since 14:55, context 62% full<br>$(clock) 5 h window 41% used, resets 17:20, as of 15:02<br>$(tag) Cost is list price',
        '',
        '---',
        '',
        '[Open](command:tallyboard.openSidebar) &nbsp;&nbsp; [Report](command:tallyboard.showReport) &nbsp;&nbsp; [Pause](command:tallyboard.pause) &nbsp;&nbsp; [Settings](command:tallyboard.openSettings)',
      ].join('\n'),
    );
  });

  it('has a meter of the budget, full where it is used up', () => {
    const line = (budget: NonNullable<YouData['budget']>) =>
      /(\$\(credit-card\).*?)<br>/.exec(view({ data: withBudget(budget) }).hover)?.[1] ?? '';
    const cells = (text: string, colour: string) =>
      (
        new RegExp(`background-color:var\\(--vscode-${colour}\\);border-radius:2px;">((?:&nbsp;)*)</span>`).exec(
          text,
        )?.[1] ?? ''
      ).length / '&nbsp;'.length;
    const meters = [budgets.november, budgets.over].map((budget) => [
      cells(line(budget), 'charts-blue'),
      cells(line(budget), 'list-inactiveSelectionBackground'),
      line(budget).replace(/.*<\/small> /, ''),
    ]);
    assert.deepEqual(meters, [
      [11, 13, String.raw`\$59.58 of \$120 in November`],
      [24, 0, String.raw`\$59.58 of \$50 in November`],
    ]);
  });

  it('names five tools and counts the rest', () => {
    const byTool = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((tool) => ({ tool, totals: totals(10, 1) }));
    const rows = view({ data: { ...today, byTool } })
      .hover.split('\n')
      .filter((line) => line.startsWith('| '));
    assert.deepEqual(rows.slice(6), [
      '| 2 more | | |',
      '| Together | &nbsp;&nbsp;&nbsp;5.62M | &nbsp;&nbsp;&nbsp;$4.32 |',
    ]);
  });

  it('tells how it is known where not all is exact', () => {
    assert.match(view({ data: known(5_366_999, 100_000, 154_000) }).hover, /· 95% exact, 2% at least, 3% estimate\n/);
  });

  it('calls money list value on a flat plan, and says that no plan window is told', () => {
    const { hover } = view({ plan: 'subscription', data: withoutSession });
    assert.match(hover, /\$\(clock\) Plan window: not reported<br>\$\(tag\) Cost is list value/);
  });

  it('labels generated figures', () => {
    assert.match(view({ dataKind: 'demo' }).hover, /^\$\(beaker\) Demo data: generated, not yours\n/);
  });

  it('offers to resume while paused, and says what a pause does', () => {
    const { hover } = view({ data: paused });
    assert.match(hover, /Counting is paused\. Use during a pause is left out for good\./);
    assert.match(hover, /\[Resume\]\(command:tallyboard\.resume\)/);
    assert.doesNotMatch(hover, /\[Pause\]/);
  });

  it('says since when figures stand still, or why nothing can be counted', () => {
    assert.match(
      view({ stopped: 'crashed' }).hover,
      /Counting stopped\. Figures are of 15:42\. The logs will be read again\./,
    );
    assert.match(view({ stopped: 'no-sqlite', data: null }).hover, /no node:sqlite/);
  });

  it('leads after Erase to the choice from when to count, and to nothing that has no figures', () => {
    const { hover } = view({ stopped: 'erased', data: null });
    assert.match(hover, /^Everything was erased\..+ \[Choose\]\(command:tallyboard\.openSidebar\)/);
    assert.doesNotMatch(hover, /\$\(warning\)|\[(Restart|Pause|Report)\]/);
  });

  it('says whose plan window it is, but of the live session', () => {
    const { hover } = view({ data: { ...today, now: { ...today.now, live: null } } });
    assert.match(hover, /\$\(clock\) Claude Code: 5 h window/);
    assert.match(view({}).hover, /\$\(clock\) 5 h window/);
  });

  it('links to nothing but its own commands', () => {
    for (const [, change] of cases) {
      const links = [...view(change).hover.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id);
      assert.ok(links.length >= (change.stopped === 'erased' ? 3 : 4));
      for (const id of links)
        assert.ok(
          hoverCommands.some((command) => command === id),
          id,
        );
    }
  });

  it('styles spans only in the form that the editor keeps', () => {
    const kept = /^color:var\(--vscode-[\w-]+\);background-color:var\(--vscode-[\w-]+\);border-radius:\d+px;$/;
    for (const [, style] of view({ data: withBudget(budgets.near) }).hover.matchAll(/style="([^"]*)"/g))
      assert.match(style ?? '', kept);
  });

  it('shows names from logs as text', () => {
    const byTool = [{ tool: '[x](command:evil) | <b>', totals: totals(10, 1) }];
    const { hover } = view({ data: { ...today, byTool } });
    assert.ok(hover.includes(escapeText('[x](command:evil) | <b>')));
    assert.ok(!hover.includes('[x](command:evil)') && !hover.includes('<b>'));
  });
});

function key(colour: string): string {
  const value = `var(--vscode-${colour})`;
  return `<small><span style="color:${value};background-color:${value};border-radius:2px;">&nbsp;&nbsp;&nbsp;</span></small>`;
}
