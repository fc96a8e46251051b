import type * as vscode from 'vscode';
import { t } from '../words.js';
import type { ChatCommand } from './commands.js';
import type { Question } from './question.js';

type Followup = vscode.ChatFollowup & { readonly command?: ChatCommand };

/** What one may want to know next. Each is itself a question that is understood; a test asks them all. */
export function followupsOf({ about }: Question): Followup[] {
  const all = {
    models: { prompt: 'which models', command: 'models', label: t('By model') },
    days: { prompt: 'by day', command: 'month', label: t('This month, day by day') },
    compare: { prompt: 'this week', command: 'compare', label: t('Compare with last week') },
    sessions: { prompt: 'most expensive sessions this month', label: t('Most expensive sessions') },
    marks: { prompt: 'why at least', label: t('What the marks mean') },
    today: { prompt: 'by tool', command: 'today', label: t('Today, by tool') },
  } as const satisfies Readonly<Record<string, Followup>>;
  const next: Readonly<Record<Question['about'], readonly (keyof typeof all)[]>> = {
    usage: ['models', 'compare', 'sessions', 'marks'],
    marks: ['today', 'models'],
    sessions: ['models', 'compare'],
    session: ['today', 'sessions'],
    branch: ['today', 'sessions'],
    compare: ['days', 'models'],
    limits: ['today', 'compare'],
    help: ['today', 'compare', 'sessions'],
    unclear: ['today', 'compare', 'sessions'],
  };
  return next[about].map((name) => all[name]);
}
