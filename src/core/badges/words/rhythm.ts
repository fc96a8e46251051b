import type { BadgeText } from './say.js';

export const rhythmWords = {
  'steady-hand': {
    name: (t) => t('Steady Hand'),
    rule: (t, numbers) => t('{0} days from Monday to Friday with AI use in each of {1} weeks.', ...numbers),
    hint: (t) => t('A steady pace is enough. Weekends do not count.'),
  },
  unplugged: {
    name: (t) => t('Unplugged'),
    rule: (t, numbers) => t('Two days off in a row in each of {0} weeks.', ...numbers),
    hint: (t) => t('Leave the tools alone for two days in a row each week.'),
  },
  daylight: {
    name: (t) => t('Daylight'),
    rule: (t, numbers) =>
      t('{0} of the quarter-hours with AI use of {1} days within hours of your choice, from {2} days on.', ...numbers),
    hint: (t) => t('Keep to the hours that you chose.'),
  },
  comeback: {
    name: (t) => t('Comeback'),
    rule: (t, numbers) => t('Back after {0} days without AI use.', ...numbers),
    hint: (t) => t('Take a real break.'),
  },
} as const satisfies Record<string, BadgeText>;
