import * as vscode from 'vscode';
import type { Asking, LedgerReader } from '../../app/you.js';
import { amountOf } from '../../core/budget/amount.js';
import { type BudgetUnit, budgetUnits } from '../../core/budget/budget.js';
import type { BudgetPeriod } from '../../core/budget/period.js';
import { instants, spanOf } from '../../core/span.js';
import { askInBox, pickOne } from '../questions.js';
import { settingsTable } from '../settings.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

export interface BudgetTools {
  readonly counting: LedgerReader;
  readonly asking: () => Asking;
  readonly wording: () => Wording;
}

interface Wish {
  readonly amount: number;
  readonly unit: BudgetUnit;
  readonly period: BudgetPeriod;
}

const dollar = 1_000_000_000;

/** Asks for the budget, one question a screen, and writes it to the settings. Escape at any of them changes nothing. */
export async function setBudget(tools: BudgetTools): Promise<void> {
  const { roundMoney } = tools.wording();
  const monthly = (amount: number) => ({ label: roundMoney(amount * dollar), description: t('a month'), amount });
  const items: readonly (vscode.QuickPickItem & { readonly amount: number | null })[] = [
    monthly(50),
    monthly(100),
    { label: t('Other…'), description: t('a day, a week; tokens, your plan window'), amount: null },
    { label: t('No budget'), amount: 0 },
  ];
  const title = t('Budget');
  const picked = await pickOne(items, { title, placeHolder: await soFar(tools) });
  if (!picked) return;
  const wish = picked.amount === null ? await otherBudget() : dollarsAMonth(picked.amount);
  if (wish?.amount === 0) return takeAway(tools.wording());
  const target = wish && (await targetOf(picked.amount === null));
  if (wish && target !== undefined) await write(wish, target);
}

function dollarsAMonth(amount: number): Wish {
  return { amount, unit: 'dollars', period: 'month' };
}

/** "November so far: $59.58" */
async function soFar({ counting, asking, wording }: BudgetTools): Promise<string> {
  const { now, zone } = asking();
  const { since = '' } = spanOf('thisMonth', now, zone);
  const words = wording();
  const { totals } = await counting.call('usage', { ...instants({ since, zone }), zone, by: [] });
  return t('{0} so far: {1}', words.monthName(since), words.cost(totals));
}

async function otherBudget(): Promise<Wish | undefined> {
  const unit = await pick(budgetUnits, unitNames, t('What is it counted in?'));
  if (unit === undefined) return undefined;
  const periods = settingsTable['tallyboard.budget.period'].values;
  const period = unit === 'planWindow' ? 'month' : await pick(periods, periodNames, t('How long is it for?'));
  if (period === undefined) return undefined;
  const text = await askInBox({
    title: t('Budget'),
    prompt: amountPrompts[unit](),
    validateInput: (value) => (wishedOf(value, unit) === undefined ? amountProblems[unit]() : undefined),
  });
  const amount = text === undefined ? undefined : wishedOf(text, unit);
  return amount === undefined ? undefined : { amount, unit, period };
}

const unitNames: Readonly<Record<BudgetUnit, () => string>> = {
  dollars: () => t('Dollars at list price'),
  tokens: () => t('Tokens'),
  planWindow: () => t('Percent of the plan window'),
};

const periodNames: Readonly<Record<BudgetPeriod, () => string>> = {
  month: () => t('A calendar month'),
  week: () => t('A week from its Monday'),
  day: () => t('A day'),
};

const amountPrompts: Readonly<Record<BudgetUnit, () => string>> = {
  dollars: () => t('How many dollars at most?'),
  tokens: () => t('How many tokens at most? 2.5M is two and a half million.'),
  planWindow: () => t('How many percent of the plan window at most?'),
};

const amountProblems: Readonly<Record<BudgetUnit, () => string>> = {
  dollars: () => t('A number above 0, such as 120.'),
  tokens: () => t('A number above 0, such as 2.5M.'),
  planWindow: () => t('A number above 0 and up to 100, such as 80.'),
};

/** Of a plan window nobody can use more than all. */
function wishedOf(text: string, unit: BudgetUnit): number | undefined {
  const amount = amountOf(text);
  return unit === 'planWindow' && amount !== undefined && amount > 100 ? undefined : amount;
}

async function pick<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, () => string>>,
  placeHolder: string,
): Promise<T | undefined> {
  const items = values.map((value) => ({ label: names[value](), value }));
  return (await pickOne(items, { title: t('Budget'), placeHolder }))?.value;
}

/** Where it is written: a workspace that has one keeps its own. */
async function targetOf(mayChoose: boolean): Promise<vscode.ConfigurationTarget | undefined> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  if (configuration().inspect('amount')?.workspaceValue !== undefined) return Workspace;
  if (!mayChoose || !vscode.workspace.workspaceFolders?.length) return Global;
  const items = [
    { label: t('All projects'), target: Global },
    { label: t('This project only'), target: Workspace },
  ];
  return (await pickOne(items, { title: t('Budget'), placeHolder: t('What does it count?') }))?.target;
}

/** Takes the one that counts here away: the workspace's own where it has one. Where one of the person's own then counts instead, that is asked first. */
async function takeAway(wording: Wording): Promise<void> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const own = configuration().inspect('amount')?.workspaceValue !== undefined;
  const behind = own ? userBudget() : undefined;
  if (!behind) return write({}, own ? Workspace : Global);
  const items = [
    { label: t('The budget of all projects'), description: userBudgetWords(behind, wording), amount: undefined },
    { label: t('No budget'), description: t('in this project'), amount: 0 },
  ];
  const placeHolder = t('What counts in this project then?');
  const picked = await pickOne(items, { title: t('Budget'), placeHolder });
  if (picked) await write(picked.amount === undefined ? {} : { amount: picked.amount }, Workspace);
}

/** The person's own, which counts where no workspace has another; undefined where there is none. */
function userBudget(): Wish | undefined {
  const settings = configuration();
  const [amount, unit, period] = ['amount', 'unit', 'period'].map((name) => settings.inspect(name)?.globalValue);
  if (typeof amount !== 'number' || amount <= 0) return undefined;
  const periods = settingsTable['tallyboard.budget.period'].values;
  return {
    amount,
    unit: budgetUnits.find((each) => each === unit) ?? 'dollars',
    period: periods.find((each) => each === period) ?? 'month',
  };
}

/** "$120 a month" */
function userBudgetWords({ amount, unit, period }: Wish, { roundMoney, compact, share }: Wording): string {
  if (unit === 'planWindow') return t('{0} of the plan window', share(amount, 100));
  const limit = unit === 'dollars' ? roundMoney(amount * dollar) : t('{0} tokens', compact(amount));
  const words: Readonly<Record<BudgetPeriod, () => string>> = {
    month: () => t('{0} a month', limit),
    week: () => t('{0} a week', limit),
    day: () => t('{0} a day', limit),
  };
  return words[period]();
}

/** What is absent is taken out of the settings. */
async function write({ amount, unit, period }: Partial<Wish>, target: vscode.ConfigurationTarget): Promise<void> {
  const settings = configuration();
  await settings.update('unit', unit, target);
  await settings.update('period', period, target);
  await settings.update('amount', amount, target);
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('tallyboard.budget');
}
