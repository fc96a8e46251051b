import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { month, session, today, week } from './harness/figures.js';
import { useRig } from './harness/rig.js';
import { spokenIn } from './harness/spokenIn.js';
import { states } from './harness/states.js';

/** What a person reads and what a screen reader is told of the figures, with their marks and their money. */
describe('what the page says', () => {
  const rig = useRig();
  const spoken = spokenIn(rig);

  it('a model without price: at least, how many, and where to add one', async () => {
    match(
      await spoken('month'),
      /- paragraph: tokens in 30 days 2,113 requests\n {2}- paragraph:\n {4}- text: ≥ \$94\.41 list price 1 model without price\n {4}- link "Add a price"/,
    );
    match(await spoken('month'), /button "OpenCode"\n.+text: 2,713,000 price unknown/);
    match(await spoken('priceUnknown'), /- text: price unknown \$0\.31 billed 2 models without price\n/);
  });

  it('a lower bound and an estimate carry their marks', async () => {
    const atLeast = await spoken('lowerBound');
    match(atLeast, /button "≥ 5,620,999 tokens today\. Copy"\n {2}- button "at least"/);
    match(atLeast, /button "Copilot Chat"\n.+text: ≥ 254,000 ≥ \$0\.04 list price/);
    match(await spoken('estimated'), /button "≈ 5,620,999 tokens today\. Copy"\n {2}- button "estimate"/);
    match(await spoken('nearlyExact'), /button "5,620,999 tokens today\. Copy"\n {2}- button "99% exact"/);
  });

  it('at 300 px the precision stands beside a figure of seven digits; below a longer one it begins where that one does', async () => {
    const placed = async (total: number) => {
      const { totals } = today;
      const data = { ...today, totals: { ...totals, total, precision: { exact: total, atLeast: 0, estimate: 0 } } };
      const page = await rig.open({
        state: { ...states.today, you: { ...states.today.you, today: data } },
        width: 300,
      });
      const [figure, chip] = await Promise.all(
        ['.signs', '.chip'].map((part) => page.locator(`tally-hero ${part}`).boundingBox()),
      );
      return {
        beside: (chip?.y ?? 0) < (figure?.y ?? 0) + (figure?.height ?? 0),
        indent: (chip?.x ?? 0) - (figure?.x ?? 0),
      };
    };
    equal((await placed(6_317_979)).beside, true);
    const { beside, indent } = await placed(86_317_979_123);
    equal(beside, false);
    ok(Math.abs(indent) <= 2, `${indent}`);
  });

  it('"How it is known" has shares that add up and the tools behind each', async () => {
    const text = await spoken('estimated', (page) => page.locator('.chip').click());
    match(text, /button "estimate" \[expanded\]/);
    const card = text.slice(text.indexOf('How it is known'));
    deepEqual(card.match(/listitem: (.+)/g)?.slice(0, 3), [
      'listitem: "Exact: the provider’s own count 95%, 5,366,999 Claude Code 5,366,999"',
      'listitem: "At least: some of it is not in the logs 2%, 100,000 Copilot Chat 100,000"',
      'listitem: "Estimate: counted by a tokenizer 3%, 154,000 Aider 154,000"',
    ]);
  });

  it('kinds of tokens by cost: the parts of the sum, and where they are estimated', async () => {
    const text = await spoken('kindsAsCost');
    match(text, /row "Read from cache \$1\.50 35%"/);
    match(text, /row "Output \$0\.87 20%"/);
    match(await spoken('kindsEstimated'), /row "Read from cache ≈ \$1\.50 35%"/);
  });

  it('of one tool: its figures, its name to take away, the list of all tools', async () => {
    const text = await spoken('filtered');
    match(text, /button "Claude Code only\. Show all tools"/);
    match(text, /button "3,853,000 tokens today\. Copy"/);
    match(text, /button "Claude Code" \[pressed\]/);
    match(text, /button "Codex"/);
    const nothing = await spoken('filteredToNothing');
    match(nothing, /button "0 tokens today\. Copy"/);
    match(nothing, /No use of Copilot CLI today\./);
    ok(!nothing.includes('No AI use'));
  });

  it('on a flat plan the money is a list value', async () => {
    const text = await spoken('subscription');
    match(text, /\$4\.32 list value/);
    ok(!text.includes('list price'));
  });

  it('the fixtures’ own sums agree: kinds and tools with the headline', () => {
    for (const { totals, byTool } of [today, session, week, month]) {
      equal(totals.input + totals.cacheRead + totals.cacheWrite5m + totals.cacheWrite1h + totals.output, totals.total);
      equal(
        byTool.reduce((sum, row) => sum + row.totals.total, 0),
        totals.total,
      );
      equal(
        byTool.reduce((sum, row) => sum + (row.totals.costNano ?? 0), 0),
        totals.costNano,
      );
    }
  });

  it('the sums on screen agree with the headline', async () => {
    const text = await spoken('month');
    const numbers = (of: string) =>
      [...of.matchAll(/- row "[^"\d]+([\d,]+)/g)].map((row) => Number(row[1]?.replaceAll(',', '')));
    const [kinds = '', tools = ''] = text.split('region "Right now"');
    const listed = [...tools.matchAll(/- listitem:\n(?: +- button.*\n)+ +- text: ([\d,]+)/g)];
    const sum = (rows: readonly number[]) => rows.reduce((a, b) => a + b, 0);
    const listedSum = sum(listed.map((row) => Number(row[1]?.replaceAll(',', ''))));
    deepEqual([sum(numbers(kinds)), listedSum], [123_597_548, 123_597_548]);
  });
});
