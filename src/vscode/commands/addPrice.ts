import * as vscode from 'vscode';
import type { Asking, LedgerReader } from '../../app/you.js';
import { record } from '../../core/json.js';
import { dollarsOf } from '../../core/priceOverrides.js';
import { tokenPriceKeys } from '../../core/prices.js';
import type { Totals, UsageRow } from '../../core/report.js';
import { openSetting } from '../openSetting.js';
import { askInBox, pickOne } from '../questions.js';
import { Refusal } from '../refusal.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

export interface PriceTools {
  readonly counting: LedgerReader;
  readonly asking: () => Asking;
  readonly wording: () => Wording;
}

type TokenKind = (typeof tokenPriceKeys)[number];
type Prices = Readonly<Record<string, unknown>>;

/** Those that every model has; of the others only what was used is asked for. */
const always: ReadonlySet<TokenKind> = new Set(['input', 'output']);

/** Asks for a model and what its tokens cost, one question a screen, and writes that to the settings. Escape at any of them changes nothing. */
export async function addPrice(tools: PriceTools): Promise<void> {
  const model = await pickModel(tools);
  if (model === 'setting') return openSetting('tallyboard.prices');
  if (model === undefined) return;
  const name = model.key.model ?? '';
  const known = priceIn(ownPrices(), name);
  const asked = tokenPriceKeys.filter((kind) => always.has(kind) || model.totals[kind] > 0);
  const price: Partial<Record<TokenKind, number>> = {};
  for (const [index, kind] of asked.entries()) {
    const title = t('Price of {0} ({1} of {2})', name, String(index + 1), String(asked.length));
    const dollars = await askDollars(title, kind, known?.[kind]);
    if (dollars === undefined) return;
    if (dollars !== null) price[kind] = dollars;
  }
  // What was emptied is taken out.
  const others = Object.entries(known ?? {}).filter(([key]) => !(asked as readonly string[]).includes(key));
  await write(name, { ...Object.fromEntries(others), ...price });
  const undo = t('Undo');
  const chosen = await vscode.window.showInformationMessage(t('The price of {0} is set.', name), undo);
  if (chosen === undo) await write(name, known);
}

/** Models that were used, those without a price first, the most used of each first. */
async function pickModel({ counting, asking, wording }: PriceTools): Promise<UsageRow | 'setting' | undefined> {
  const { zone } = asking();
  const { rows } = await counting.call('usage', { zone, by: ['model'] });
  const named = rows.filter(({ key, totals }) => key.model?.trim() && totals.total > 0);
  if (named.length === 0) throw new Refusal(t('No model was used yet: there is nothing to price.'));
  const words = wording();
  const list = (label: string, of: readonly UsageRow[]): readonly ModelItem[] =>
    of.length === 0
      ? []
      : [
          separator(label),
          ...of
            .toSorted((a, b) => b.totals.total - a.totals.total)
            .map((row) => ({ label: row.key.model ?? '', description: spent(row.totals, words), row })),
        ];
  const isUnpriced = ({ totals }: UsageRow) => totals.unpricedModels.length > 0;
  const items: readonly ModelItem[] = [
    ...list(t('without a price'), named.filter(isUnpriced)),
    ...list(
      t('with a price'),
      named.filter((row) => !isUnpriced(row)),
    ),
    separator(''),
    { label: t('Open the setting'), description: t('for other models, and prices from a day on'), row: 'setting' },
  ];
  return (await pickOne(items, { title: t('Add a Price'), placeHolder: t('Of which model?') }))?.row;
}

interface ModelItem extends vscode.QuickPickItem {
  /** Not of what only separates others. */
  readonly row?: UsageRow | 'setting';
}

function separator(label: string): ModelItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** "12.4M tokens, $4.32" */
function spent(totals: Totals, { compact, cost }: Wording): string {
  return `${t('{0} tokens', compact(totals.total))}, ${cost(totals)}`;
}

/** Dollars; null where it is left empty, undefined where the question is given up. */
async function askDollars(title: string, kind: TokenKind, known: unknown): Promise<number | null | undefined> {
  const mayBeEmpty = !always.has(kind);
  const text = await askInBox({
    title,
    prompt: mayBeEmpty ? `${prompts[kind]()} ${t('Empty: not known, and so is the cost.')}` : prompts[kind](),
    ...(typeof known === 'number' ? { value: String(known) } : {}),
    validateInput: (value) =>
      dollarsOf(value) === undefined && !(mayBeEmpty && value.trim() === '')
        ? t('A number of dollars from 0 to 1,000,000 with at most nine decimals, such as 3 or 0.25.')
        : undefined,
  });
  return text === undefined ? undefined : (dollarsOf(text) ?? null);
}

const prompts: Readonly<Record<TokenKind, () => string>> = {
  input: () => t('Dollars for a million input tokens.'),
  cacheRead: () => t('Dollars for a million tokens read from the cache.'),
  cacheWrite5m: () => t('Dollars for a million tokens written to the cache.'),
  cacheWrite1h: () => t('Dollars for a million tokens written to the cache for an hour.'),
  output: () => t('Dollars for a million output tokens, reasoning among them.'),
};

function ownPrices(): Prices {
  return record(configuration().inspect('prices')?.globalValue) ?? {};
}

function priceIn(prices: Prices, model: string): Prices | undefined {
  return record(prices[keyIn(prices, model)]);
}

/** The setting takes a model in any spelling of its letters, once. */
function keyIn(prices: Prices, model: string): string {
  const isSame = (key: string) => key.trim().toLowerCase() === model.trim().toLowerCase();
  return Object.keys(prices).find(isSame) ?? model;
}

/** Without a price the model is taken out; what stands beside it stays. */
async function write(model: string, price: Prices | undefined): Promise<void> {
  const prices = ownPrices();
  const key = keyIn(prices, model);
  const others = Object.entries(prices).filter(([each]) => each !== key);
  const all = price === undefined ? others : [...others, [key, price] as const];
  const value = all.length === 0 ? undefined : Object.fromEntries(all);
  await configuration().update('prices', value, vscode.ConfigurationTarget.Global);
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('tallyboard');
}
