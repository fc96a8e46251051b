import type { Asking, LedgerReader } from '../../app/you.js';
import type { Dimension } from '../../core/report.js';
import type { Cancellation } from '../../protocol/rpc.js';
import type { CommandId } from '../commands/commandTable.js';
import type { BranchPlace } from '../documents/branchReport.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import { branchAnswer, compareAnswer, limitsAnswer, sessionAnswer, sessionsAnswer } from './answers.js';
import { helpText, unclearText } from './helpText.js';
import { marksText } from './marksText.js';
import { narrowedUsage } from './narrowedUsage.js';
import type { Question, UsageQuestion } from './question.js';
import { figureNotes, headline, kindTable, subjectLine, usageTable } from './usageText.js';

/** What an answer is made from. */
export interface AnswerTools {
  readonly reader: LedgerReader;
  readonly asking: Asking;
  readonly wording: Wording;
  readonly signal?: Cancellation;
  /** The branch that is checked out, or why there is none. */
  checkedOut(): Promise<BranchPlace | string>;
}

/** Markdown, and the report that has the same figures and more. */
export interface Answer {
  readonly text: string;
  readonly report?: { readonly title: string; readonly command: CommandId; readonly wish?: object };
}

/** Rejects with `CallError`. */
export async function answerOf(question: Question, tools: AnswerTools): Promise<Answer> {
  switch (question.about) {
    case 'usage':
    case 'marks':
      return usageAnswer(question, tools);
    case 'sessions':
      return sessionsAnswer(question, tools);
    case 'session':
      return sessionAnswer(tools);
    case 'branch':
      return branchAnswer(tools);
    case 'compare':
      return compareAnswer(question.pair, tools);
    case 'limits':
      return limitsAnswer(tools);
    case 'help':
      return { text: helpText() };
    case 'unclear':
      return { text: unclearText(question.words) };
    default:
      return question satisfies never;
  }
}

async function usageAnswer(question: UsageQuestion, { reader, asking, wording, signal }: AnswerTools): Promise<Answer> {
  const { about, days, money } = question;
  const { zone } = asking;
  const by = about === 'marks' ? 'tool' : question.by;
  const dimensions: readonly Dimension[] = by === 'kind' ? [] : [by];
  const { totals, rows } = await narrowedUsage(reader, { ...question, zone, by: dimensions }, signal);
  const { since, until } = days;
  const report = {
    title: t('Show Usage Report'),
    command: 'tallyboard.showReport',
    wish: { days: { since, until } },
  } as const;
  const subject = subjectLine(days, question);
  if (totals.total === 0) return { text: `${subject}\n\n${t('No use is recorded for it.')}`, report };
  const detail =
    about === 'marks'
      ? [marksText(totals, rows, wording)]
      : [
          by === 'kind' ? kindTable(totals, wording) : usageTable(rows, by, money, wording),
          figureNotes(totals, wording),
        ];
  const parts = [`${subject}  \n${headline(totals, wording, money)}`, ...detail];
  return { text: parts.filter((part) => part !== '').join('\n\n'), report };
}
