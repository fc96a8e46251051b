import * as vscode from 'vscode';
import { isDay } from '../../core/day.js';
import { type DaySpan, type SpanName, spanNames, spanOf } from '../../core/span.js';
import { t } from '../words.js';

const labels: Readonly<Record<SpanName, () => string>> = {
  today: () => t('Today'),
  '7d': () => t('7 days'),
  '30d': () => t('30 days'),
  thisWeek: () => t('This week'),
  lastWeek: () => t('Last week'),
  thisMonth: () => t('This month'),
  lastMonth: () => t('Last month'),
  all: () => t('All days'),
};

/** Asks for days; undefined when the person turns away. */
export async function pickSpan(question: string, now: number, zone: string): Promise<DaySpan | undefined> {
  const named = spanNames.map((name) => {
    const span = spanOf(name, now, zone);
    return { label: labels[name](), description: spanWords(span), span };
  });
  const custom = { label: t('Other days…'), description: '', span: undefined };
  const picked = await vscode.window.showQuickPick([...named, custom], { placeHolder: question });
  return picked && (picked.span ?? (await askSpan(question)));
}

/** Asks for a first and a last day in words. */
export async function askSpan(question: string): Promise<DaySpan | undefined> {
  const text = await vscode.window.showInputBox({
    title: question,
    prompt: t('Two days, or one: 2026-01-01 to 2026-01-31'),
    validateInput: (typed) => (readSpan(typed) ? undefined : t('Write days like 2026-01-31, the earlier one first.')),
  });
  return text === undefined ? undefined : readSpan(text);
}

/** `2026-01-01 to 2026-01-31`, with anything but digits and hyphens between them, or one day; undefined for what is none. */
export function readSpan(text: string): DaySpan | undefined {
  const [since, until = since, ...more] = text.match(/\d+-\d+-\d+/g) ?? [];
  if (since === undefined || until === undefined || more.length > 0) return undefined;
  if (!isDay(since) || !isDay(until) || since > until) return undefined;
  return { since, until };
}

/** `2026-01-01 to 2026-01-31`, one day alone, nothing for all days. */
export function spanWords({ since, until }: DaySpan): string {
  if (since === undefined || until === undefined) return '';
  return since === until ? since : t('{0} to {1}', since, until);
}
