import type { BadgeText } from './say.js';

export const safetyWords = {
  guardian: {
    name: (t) => t('Guardian'),
    rule: (t, numbers) => t('{0} days with AI use, with the guard and Workspace Trust on.', ...numbers),
    hint: (t) => t('Leave Workspace Trust on.'),
  },
  'secret-keeper': {
    name: (t) => t('Secret Keeper'),
    rule: (t, numbers) =>
      t('{0} days in a row with AI use and the guard on, and no secret of a known provider sent.', ...numbers),
    hint: (t) => t('Remove what the guard finds before you send.'),
  },
  'good-catch': {
    name: (t) => t('Good Catch'),
    rule: (t) => t('A first secret taken out of a text before it is sent.'),
    hint: (t) => t('Let the guard remove a secret that it finds.'),
  },
  'clean-commits': {
    name: (t) => t('Clean Commits'),
    rule: (t, numbers) =>
      t(
        '{0} commits with AI lines, none taken back, in which the guard finds no secret of a known provider.',
        ...numbers,
      ),
    hint: (t) => t('Keep keys in the environment, not in files.'),
  },
} as const satisfies Record<string, BadgeText>;
