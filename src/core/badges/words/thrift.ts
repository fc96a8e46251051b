import type { BadgeText } from './say.js';

export const thriftWords = {
  'cache-gardener': {
    name: (t) => t('Cache Gardener'),
    rule: (t, numbers) =>
      t('{0} or more read from cache on {1} active days, with no fewer kept lines per token than usual.', ...numbers),
    hint: (t) => t('Reply within 5 minutes, or use the one-hour cache before a break.'),
  },
  'light-touch': {
    name: (t) => t('Light Touch'),
    rule: (t, numbers) =>
      t('On {0} days more kept lines per token than on nine in ten of the active days before.', ...numbers),
    hint: (t) => t('Name the files that matter, and begin a new session for a new task.'),
  },
  'right-sized': {
    name: (t) => t('Right-Sized'),
    rule: (t, numbers) =>
      t('{0} of the requests go to a small model, with as many lines kept as usual, from {1} lines on.', ...numbers),
    hint: (t) => t('Choose a small model for small changes.'),
  },
  'frugal-month': {
    name: (t) => t('Frugal Month'),
    rule: (t, numbers) =>
      t(
        'A kept line costs {0} less than in the 28 days before, with at least {1} as many kept lines, from {2} lines on.',
        ...numbers,
      ),
    hint: (t) => t('Choose a smaller model or a shorter context for the same work.'),
  },
  'context-trimmer': {
    name: (t) => t('Context Trimmer'),
    rule: (t, numbers) =>
      t(
        '{0} less input for each token of output than in the 28 days before, with as many lines kept, from {1} lines on.',
        ...numbers,
      ),
    hint: (t) => t('Leave sessions that have grown long, and name files rather than folders.'),
  },
  'one-shot': {
    name: (t) => t('One-Shot'),
    rule: (t, numbers) => t('{0} of the AI edits need no second one within 15 minutes, from {1} edits on.', ...numbers),
    hint: (t) => t('Say what the result has to do, and show an example.'),
  },
  'loop-breaker': {
    name: (t) => t('Loop Breaker'),
    rule: (t, numbers) => t('{0} days, {1} of them active, without an idle loop.', ...numbers),
    hint: (t) => t('Stop a session that goes on without changing a file.'),
  },
  'budget-keeper': {
    name: (t) => t('Budget Keeper'),
    rule: (t, numbers) => t('{0} months within your own budget, set by the 7th or in the month before.', ...numbers),
    hint: (t) => t('Set a budget for the month, and keep below it.'),
  },
} as const satisfies Record<string, BadgeText>;
