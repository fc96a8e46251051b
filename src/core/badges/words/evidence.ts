import type { DayKey } from '../../day.js';
import type { InsightKind } from '../../insights/facts.js';
import { insightName } from '../../insights/words/insightWords.js';
import { toolName } from '../../toolNames.js';
import type { Evidence, EvidenceKey } from '../badge.js';
import type { Way } from '../facts.js';
import type { Say } from './say.js';

const dayOf = ({ day }: Evidence): DayKey => day as DayKey;

type Text = (evidence: Evidence, say: Say) => string;

/** One sentence a number. */
export const evidenceTexts: Readonly<Record<EvidenceKey, Text>> = {
  activeDays: counted({ one: '{0} active day.', other: '{0} active days.' }),
  agedLines: counted({ one: '{0} AI line old enough to tell.', other: '{0} AI lines old enough to tell.' }),
  cacheShare: (each, { t, formats }) =>
    t('Last on {0} with {1}.', formats.day(dayOf(each)), formats.share(each.value, 1)),
  commits: counted({ one: '{0} commit.', other: '{0} commits.' }),
  commitsUndone: counted({ one: '{0} of them taken back.', other: '{0} of them taken back.' }),
  commitsWithTests: counted({ one: '{0} of them with tests.', other: '{0} of them with tests.' }),
  costPerLine: ({ value }, { t, formats }) => t('A kept line costs {0}.', formats.money(value)),
  costPerLineBefore: ({ value }, { t, formats }) => t('In the 28 days before: {0}.', formats.money(value)),
  days: counted({ one: '{0} day.', other: '{0} days.' }),
  editShareByHand: share((t, part) => t('{0} of AI edits changed by hand.', part)),
  edits: counted({ one: '{0} AI edit.', other: '{0} AI edits.' }),
  firstTimeShare: share((t, part) => t('{0} right at once.', part)),
  hoursShare: share((t, part) => t('{0} of the quarter-hours with AI use within your hours.', part)),
  inputPerOutput: ({ value }, { t, formats }) => t('{0} tokens in for each token out.', formats.decimal(value)),
  inputPerOutputBefore: ({ value }, { t, formats }) => t('In the 28 days before: {0}.', formats.decimal(value)),
  keptLines: ({ value, of }, { t, formats }) => t('{0} of {1} lines.', formats.long(value), formats.long(Number(of))),
  keptShare: share((t, part) => t('{0} of AI lines kept.', part)),
  keptShareUsual: share((t, part) => t('Usual: {0}.', part)),
  lesson: (each, { t, plural, formats }) =>
    t(
      '{0}, since {1}: {2} of before.',
      insightName(each.of as InsightKind, 1, { t, plural }),
      formats.day(dayOf(each)),
      formats.share(each.value, 1),
    ),
  linesOf,
  livedShare: share((t, part) => t('{0} still there after 90 days.', part)),
  loops: counted({ one: '{0} loop.', other: '{0} loops.' }),
  medianCommit: counted({ one: 'Median commit: {0} line.', other: 'Median commit: {0} lines.' }),
  months: counted({ one: '{0} month within budget.', other: '{0} months within budget.' }),
  invitees: counted({ one: '{0} invitee shows First Light.', other: '{0} invitees show First Light.' }),
  opened: (each, { t, formats }) => t('Opened on {0}.', formats.day(dayOf(each))),
  quests: counted({ one: '{0} quest reached.', other: '{0} quests reached.' }),
  secretsRemoved: counted({ one: '{0} secret removed.', other: '{0} secrets removed.' }),
  secretsSent: counted({ one: '{0} secret sent.', other: '{0} secrets sent.' }),
  smallShare: share((t, part) => t('{0} of the requests to a small model.', part)),
  survivedShare: share((t, part) => t('{0} still there after 28 days.', part)),
  teamKept: (each, { t, formats }) =>
    t('Your team kept {1} in the 28 days to {0}.', formats.day(dayOf(each)), formats.share(each.value, 1)),
  teamKeptBefore: (each, { t, formats }) =>
    t('The quarter began with {1}, to {0}.', formats.day(dayOf(each)), formats.share(each.value, 1)),
  way: (each, { t, formats }) => t('{0}: since {1}.', wayWords(each.of as Way, t), formats.day(dayOf(each))),
  weeks: counted({ one: '{0} week.', other: '{0} weeks.' }),
  weeksRecounted: counted({ one: '{0} published week counted anew.', other: '{0} published weeks counted anew.' }),
  yield: (each, { t, formats }) =>
    t('Last on {0} with {1} kept lines a thousand tokens.', formats.day(dayOf(each)), formats.decimal(each.value)),
};

function counted(forms: { readonly one: string; readonly other: string }): Text {
  return ({ value }, { plural, formats }) => plural(value, forms, formats.long(value));
}

function share(words: (t: Say['t'], part: string) => string): Text {
  return ({ value }, { t, formats }) => words(t, formats.share(value, 1));
}

/** Of a day, or of a language, a tool or a model. */
function linesOf({ value, of = '', day }: Evidence, { t, plural, formats }: Say): string {
  const lines = plural(value, { one: '{0} line', other: '{0} lines' }, formats.long(value));
  return t('{0}: {1}.', day === undefined ? toolName(of) : formats.day(day), lines);
}

function wayWords(way: Way, t: Say['t']): string {
  const words = {
    agent: () => t('Agent'),
    inline: () => t('Inline suggestions'),
    mcp: () => t('MCP'),
    plan: () => t('Plan mode'),
  } satisfies Record<Way, () => string>;
  return words[way]();
}
