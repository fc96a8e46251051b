import { AssistError, type AssistReason } from '../../assist/assistError.js';
import type { CutName, LeftOut } from '../../assist/prompt.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';

/** A way on that is offered beside the words of a failure. */
export type WayOn = 'again' | 'choose' | 'find' | 'show';

export interface Failure {
  readonly words: string;
  readonly ways: readonly WayOn[];
  /** No failure, but a result that a person may not expect. */
  readonly isNews?: boolean;
}

/** Why a command has no result, and what can be done; undefined for an error of another kind. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof AssistError)) return undefined;
  const { detail, reason } = error;
  const table: Readonly<Record<AssistReason, () => Failure>> = {
    noModel: () => ({
      words: t('No language model is installed. Install an extension that brings one, and sign in where it asks.'),
      ways: ['find', 'again'],
    }),
    noPermission: () => ({
      words: t('The model was not allowed for Tallyboard: {0}. Nothing was asked.', plain(detail)),
      ways: ['again', 'choose'],
    }),
    blocked: () => ({
      words: t(
        'The model refused: {0}. Its quota may be used up, or a rule of its provider forbids this.',
        plain(detail),
      ),
      ways: ['choose', 'again'],
    }),
    modelGone: () => ({ words: t('The model is no longer there: {0}.', plain(detail)), ways: ['choose'] }),
    offline: () => ({ words: t('The model cannot be reached. Is this machine online?'), ways: ['again', 'choose'] }),
    modelFailed: () => ({ words: t('The model failed: {0}.', plain(detail)), ways: ['again', 'choose'] }),
    tooLarge: () => {
      const [needs = '', window = ''] = detail.split(' ');
      const words = t('Too long: about {0} tokens, where the window of the model has {1}. Select less.', needs, window);
      return { words, ways: ['choose'] };
    },
    empty: () => ({ words: t('The model answered nothing.'), ways: ['again', 'choose'] }),
    noCode: () => ({ words: t('The answer holds no code.'), ways: ['show', 'again'] }),
    brokenOff: () => ({
      words: t('The answer broke off before the end of its code. Nothing is proposed.'),
      ways: ['show', 'again'],
    }),
    unchanged: () => ({ words: t('The model would change nothing.'), ways: ['show', 'again'], isNews: true }),
  };
  return table[reason]();
}

/** One sentence without its full stop, and not a page of it. */
function plain(detail: string): string {
  const line = detail.trim().split('\n')[0] ?? '';
  return (line.length > 200 ? `${line.slice(0, 200)}…` : line).replace(/\.$/, '');
}

/** "12 lines at the top of the file left out: the window of the model has 4,000 tokens."; undefined where all fitted. */
export function leftOutWords(left: readonly LeftOut[], window: number, wording: Wording): string | undefined {
  if (left.length === 0) return undefined;
  const sums = new Map<CutName, number>();
  for (const { name, lines } of left) sums.set(name, (sums.get(name) ?? 0) + lines);
  const parts = [...sums].map(([name, lines]) => partWords(name, lines, wording.long(lines)));
  return t('Left out: {0}. The window of the model has {1} tokens.', parts.join(', '), wording.long(window));
}

function partWords(name: CutName, lines: number, shown: string): string {
  const forms = {
    test: { one: '{0} line of the test beside it', other: '{0} lines of the test beside it' },
    history: { one: '{0} earlier message', other: '{0} earlier messages' },
    after: { one: '{0} line after the code', other: '{0} lines after the code' },
    before: { one: '{0} line before the code', other: '{0} lines before the code' },
    imports: { one: '{0} line at the top of the file', other: '{0} lines at the top of the file' },
    problems: { one: '{0} line of problems', other: '{0} lines of problems' },
    change: { one: '{0} line of the change', other: '{0} lines of the change' },
    files: { one: '{0} file name', other: '{0} file names' },
  } as const satisfies Readonly<Record<CutName, { readonly one: string; readonly other: string }>>;
  return plural(lines, forms[name], shown);
}
