import { code } from '../../core/markdown.js';
import { t } from '../words.js';
import type { ChatCommand } from './commands.js';

/** What each command answers. */
const commandWords: Readonly<Record<ChatCommand, () => string>> = {
  today: () => t('tokens and list price of today, by tool'),
  week: () => t('the same of this week, from Monday on'),
  month: () => t('the same of this month'),
  session: () => t('the session that is going on'),
  branch: () => t('the branch that is checked out'),
  compare: () => t('this week with last week'),
  models: () => t('models of the last 30 days'),
  help: () => t('what can be asked'),
};

/** Questions as they are understood, which is in English; a test asks each of them. */
export const examples = [
  'How many tokens did I use yesterday?',
  'What did I spend on Codex in November?',
  'Which model cost most in the last 30 days?',
  'What was my most expensive session this month?',
  'Input and output of the last 7 days',
  'Compare this month with last month',
  'Why “at least”?',
] as const;

export function helpText(): string {
  const commands = Object.entries(commandWords).map(([name, words]) => `- ${code(`/${name}`)}: ${words()}`);
  return [
    t('I answer from your own tools’ logs, by counting. No model is asked, and nothing is sent.'),
    commands.join('\n'),
    t('In English also, with days, tools and models by name:'),
    examples.map((example) => `- ${example}`).join('\n'),
  ].join('\n\n');
}

/** A question is answered whole or not at all. */
export function unclearText(words: readonly string[]): string {
  const shown = words.slice(0, 8).map(code).join(', ');
  return `${t('I do not understand {0} here, and I do not answer a part of a question.', shown)}\n\n${helpText()}`;
}
