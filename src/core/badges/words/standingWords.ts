import type { Evidence, Lack, Missed, MissingSource, Standing, Unit } from '../badge.js';
import { evidenceTexts } from './evidence.js';
import type { Say } from './say.js';

/** How far it is: "8 of 10 days", "Needs 200 AI lines, you have 140.", "60% of the way". */
export function progressWords({ progress, count, lacks }: Omit<Standing, 'shown'>, say: Say): string {
  if (lacks?.kind === 'source' && count === null) return lackWords(lacks, say);
  if (lacks?.kind === 'sample') return lackWords(lacks, say);
  if (count) {
    const { long } = say.formats;
    return unitWords(count.of, count.unit, say, say.t('{0} of {1}', long(count.value), long(count.of)));
  }
  return say.t('{0} of the way', say.formats.share(progress, 1));
}

/** Numbers that a person can check, each a sentence. */
export function evidenceWords(evidence: readonly Evidence[], say: Say): string {
  return evidence.map((each) => evidenceTexts[each.key](each, say)).join(' ');
}

/** "Tue 17 Nov: fewer kept lines per token than usual." */
export function missedWords({ day, why, value = 0 }: Missed, say: Say): string {
  const { t, plural, formats } = say;
  const count = formats.long(value);
  const reasons = {
    cacheShare: () => t('{0} from cache', formats.share(value, 1)),
    large: () => plural(value, { one: 'a commit of {0} line', other: 'a commit of {0} lines' }, count),
    loop: () => plural(value, { one: '{0} request in a loop', other: '{0} requests in a loop' }, count),
    lowerYield: () => t('fewer kept lines per token than usual'),
    notFallen: () => t('{0} of before, or too little use', formats.share(value, 1)),
    noTests: () => t('a commit without tests'),
    outsideHours: () => t('{0} within your hours', formats.share(value, 1)),
    overBudget: () => t('more than the budget, or not known'),
    recount: () => t('a new count found other shares than those published'),
    redone: () => t('an edit that took a second one'),
    secretCommitted: () => t('a secret in a commit'),
    secretSent: () => t('a secret was sent'),
    undone: () => t('a commit was taken back'),
  } satisfies Record<Missed['why'], () => string>;
  return t('{0}: {1}.', formats.day(day), reasons[why]());
}

export function lackWords(lack: Lack, say: Say): string {
  const { t, formats } = say;
  if (lack.kind === 'source') return missing[lack.source](t);
  const wanted = unitWords(lack.of, lack.unit, say, formats.long(lack.of));
  return t('Needs {0}, you have {1}.', wanted, formats.long(lack.value));
}

const missing: Readonly<Record<MissingSource, (t: Say['t']) => string>> = {
  budget: (t) => t('Needs a budget of a month, for all projects.'),
  hours: (t) => t('Needs hours of your choice, twelve at most: the setting tallyboard.badges.hours.'),
  quest: (t) => t('Needs a quest, which your team does not have.'),
  repository: (t) => t('Needs a git repository.'),
  team: (t) => t('Comes with a team.'),
};

/** "10 days", with the number as `shown`. */
function unitWords(count: number, unit: Unit, { plural }: Say, shown: string): string {
  return plural(count, units[unit], shown);
}

const units: Readonly<Record<Unit, { readonly one: string; readonly other: string }>> = {
  commits: { one: '{0} commit', other: '{0} commits' },
  days: { one: '{0} day', other: '{0} days' },
  edits: { one: '{0} AI edit', other: '{0} AI edits' },
  findings: { one: '{0} finding', other: '{0} findings' },
  languages: { one: '{0} language', other: '{0} languages' },
  lines: { one: '{0} AI line', other: '{0} AI lines' },
  models: { one: '{0} model', other: '{0} models' },
  months: { one: '{0} month', other: '{0} months' },
  quests: { one: '{0} quest', other: '{0} quests' },
  invitees: { one: '{0} invitee', other: '{0} invitees' },
  secrets: { one: '{0} secret', other: '{0} secrets' },
  tools: { one: '{0} tool', other: '{0} tools' },
  ways: { one: '{0} way', other: '{0} ways' },
  weeks: { one: '{0} week', other: '{0} weeks' },
};
