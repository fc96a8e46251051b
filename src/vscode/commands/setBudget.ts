import * as vscode from 'vscode';
import type { Asking, LedgerReader } from '../../app/you.js';
import { amountOf } from '../../core/budget/amount.js';
import { type BudgetUnit, budgetUnits } from '../../core/budget/budget.js';
import type { BudgetPeriod } from '../../core/budget/period.js';
import { instants, spanOf } from '../../core/span.js';
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
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: await soFar(tools) });
  if (!picked) return;
  const wish = picked.amount === null ? await otherBudget() : dollarsAMonth(picked.amount);
  const target = wish && (await targetOf(wish, picked.amount === null));
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
  const text = await vscode.window.showInputBox({
    title: t('Budget'),
    prompt: amountPrompts[unit](),
    validateInput: (value) => (amountOf(value) === undefined ? t('A number above 0, such as 120 or 2.5M.') : undefined),
  });
  const amount = text === undefined ? undefined : amountOf(text);
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

async function pick<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, () => string>>,
  placeHolder: string,
): Promise<T | undefined> {
  const items = values.map((value) => ({ label: names[value](), value }));
  return (await vscode.window.showQuickPick(items, { title: t('Budget'), placeHolder }))?.value;
}

/** Where it is written: a workspace that has one keeps its own. */
async function targetOf({ amount }: Wish, mayChoose: boolean): Promise<vscode.ConfigurationTarget | undefined> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  if (configuration().inspect('amount')?.workspaceValue !== undefined) return Workspace;
  if (!mayChoose || amount === 0 || !vscode.workspace.workspaceFolders?.length) return Global;
  const items = [
    { label: t('All projects'), target: Global },
    { label: t('This project only'), target: Workspace },
  ];
  return (await vscode.window.showQuickPick(items, { title: t('Budget'), placeHolder: t('What does it count?') }))
    ?.target;
}

/** None in a workspace is written as 0 only where it hides another one. */
async function write({ amount, unit, period }: Wish, target: vscode.ConfigurationTarget): Promise<void> {
  const settings = configuration();
  const hides = target === vscode.ConfigurationTarget.Workspace && Number(settings.inspect('amount')?.globalValue) > 0;
  const none = amount === 0;
  await settings.update('unit', none ? undefined : unit, target);
  await settings.update('period', none ? undefined : period, target);
  await settings.update('amount', none && !hides ? undefined : amount, target);
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('tallyboard.budget');
}
