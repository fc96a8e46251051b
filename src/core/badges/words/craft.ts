import type { BadgeText } from './say.js';

export const craftWords = {
  'first-light': {
    name: (t) => t('First Light'),
    rule: (t) => t('A first AI line in a commit, not taken back.'),
    hint: (t) => t('Commit a file that an AI tool has changed.'),
  },
  keeper: {
    name: (t) => t('Keeper'),
    rule: (t, numbers) => t('{0}, {1} or {2} of the AI lines of 28 days stay, from {3} lines on.', ...numbers),
    hint: (t) => t('Ask for smaller changes, and read them before you accept.'),
  },
  survivor: {
    name: (t) => t('Survivor'),
    rule: (t, numbers) =>
      t('{0} of the committed AI lines of 90 days are still there 28 days later, from {1} lines on.', ...numbers),
    hint: (t) => t('Commit AI code once it is what you want to keep.'),
  },
  'half-life': {
    name: (t) => t('Half-Life'),
    rule: (t, numbers) => t('Half of {1} AI lines live {0} days or longer.', ...numbers),
    hint: (t) => t('Ask for code that is made to last.'),
  },
  'second-look': {
    name: (t) => t('Second Look'),
    rule: (t, numbers) =>
      t(
        '{0} to {1} of the AI edits are changed by hand before the commit, and {2} of their lines stay, from {3} commits on.',
        ...numbers,
      ),
    hint: (t) => t('Read each change, and put your own hand to what is not quite right.'),
  },
  'clean-landing': {
    name: (t) => t('Clean Landing'),
    rule: (t, numbers) => t('{0} commits with AI lines in a row, none taken back within 7 days.', ...numbers),
    hint: (t) => t('Run the tests before you commit.'),
  },
  'test-companion': {
    name: (t) => t('Test Companion'),
    rule: (t, numbers) =>
      t('{0} of the commits with AI lines in sources change tests too, from {1} commits on.', ...numbers),
    hint: (t) => t('Ask for the test together with the change.'),
  },
  'small-steps': {
    name: (t) => t('Small Steps'),
    rule: (t, numbers) =>
      t('The median commit with AI lines changes {0} lines at most, from {1} commits on.', ...numbers),
    hint: (t) => t('Commit each step by itself.'),
  },
  'doc-friend': {
    name: (t) => t('Doc Friend'),
    rule: (t, numbers) => t('{0} commits with AI lines that change documentation.', ...numbers),
    hint: (t) => t('Let a change of code bring its documentation along.'),
  },
  gardener: {
    name: (t) => t('Gardener'),
    rule: (t, numbers) =>
      t('{0} commits with AI lines that leave fewer lines than before, and still do after 7 days.', ...numbers),
    hint: (t) => t('Ask what can go, and commit that by itself.'),
  },
} as const satisfies Record<string, BadgeText>;
