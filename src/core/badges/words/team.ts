import type { BadgeText } from './say.js';

export const teamWords = {
  'team-lift': {
    name: (t) => t('Team Lift'),
    rule: (t) => t('The team’s share of kept lines rises within a quarter.'),
  },
  'quest-done': {
    name: (t) => t('Quest Done'),
    rule: (t) => t('A month’s quest is reached together.'),
  },
  'welcome-mat': {
    name: (t) => t('Welcome Mat'),
    rule: (t) => t('Somebody you invited reaches First Light.'),
  },
  reviewer: {
    name: (t) => t('Reviewer'),
    rule: (t) => t('Commits of others with your name as reviewer.'),
  },
  'open-book': {
    name: (t) => t('Open Book'),
    rule: (t) => t('Your own share opened with the stock age program.'),
  },
  'honest-meter': {
    name: (t) => t('Honest Meter'),
    rule: (t) => t('What was published equals what a new count finds.'),
  },
} as const satisfies Record<string, BadgeText>;
