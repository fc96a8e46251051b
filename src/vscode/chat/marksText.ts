import { code, escapeText } from '../../core/markdown.js';
import type { Totals, UsageRow } from '../../core/report.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

/** Why figures of these days carry a mark, with the tools, the tokens and the models that it comes from. */
export function marksText(totals: Totals, byTool: readonly UsageRow[], wording: Wording): string {
  const { precision, unpricedModels } = totals;
  const of = (kind: 'atLeast' | 'estimate') => [
    wording.long(precision[kind]),
    wording.long(totals.total),
    byTool
      .filter((row) => row.totals.precision[kind] > 0)
      .map(({ key }) => escapeText(toolWords(key.tool ?? '')))
      .join(', '),
  ];
  const reasons = [
    ...(precision.atLeast > 0
      ? [t('≥: {0} of {1} tokens are a lower bound. {2} left a part of the use out of the logs.', ...of('atLeast'))]
      : []),
    ...(precision.estimate > 0
      ? [t('≈: {0} of {1} tokens were counted by a tokenizer, not by the provider: {2}.', ...of('estimate'))]
      : []),
    ...(unpricedModels.length > 0
      ? [
          t(
            'The price is a lower bound or unknown: there is no list price for {0}.',
            unpricedModels.map(code).join(', '),
          ),
        ]
      : []),
    ...(precision.atLeast > 0 ? [t('A price of tokens that are a lower bound is a lower bound too.')] : []),
  ];
  if (reasons.length === 0)
    return t('Nothing is marked: every count of these days is the provider’s own, and every model has a list price.');
  return reasons.map((reason) => `- ${reason}`).join('\n');
}
