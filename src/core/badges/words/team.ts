import type { BadgeText } from './say.js';

export const teamWords = {
  'team-lift': {
    name: (t) => t('Team Lift'),
    rule: (t, numbers) =>
      t(
        'The median share of AI lines kept, in a team of {2} or more, rises by {0} points within a quarter, over {1} weeks or more.',
        ...numbers,
      ),
    hint: (t) => t('Share in a team of five or more, and learn from each other what stays.'),
  },
  'quest-done': {
    name: (t) => t('Quest Done'),
    rule: (t) => t('A month’s quest is reached together.'),
    hint: (t) => t('Share your rows: the quest counts those who do.'),
  },
  'welcome-mat': {
    name: (t) => t('Welcome Mat'),
    rule: (t) => t('Somebody you invited reaches First Light.'),
    hint: (t) => t('Invite somebody. Who has First Light and shows it to the team stands on the board with it.'),
  },
  reviewer: {
    name: (t) => t('Reviewer'),
    rule: (t, numbers) =>
      t(
        '{0} commits of others that name you by Reviewed-by or Co-authored-by, in repositories you use AI in.',
        ...numbers,
      ),
    hint: (t) => t('Review what others commit, and let the commit say so with the address that git has for you.'),
  },
  'open-book': {
    name: (t) => t('Open Book'),
    rule: (t) => t('Your own share opened with the stock age program.'),
    hint: (t) => t('Install age, then run “Open My Last Share with age” or tallyboard team open.'),
  },
  'honest-meter': {
    name: (t) => t('Honest Meter'),
    rule: (t, numbers) =>
      t(
        '{0} weeks in a row whose shares, kept and from cache, a new count {1} days later or more finds as you published them.',
        ...numbers,
      ),
    hint: (t) => t('Share each week, and leave your tools’ logs and commits as they are.'),
  },
} as const satisfies Record<string, BadgeText>;
