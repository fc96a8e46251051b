import type { BadgeText } from './say.js';

export const breadthWords = {
  polyglot: {
    name: (t) => t('Polyglot'),
    rule: (t, numbers) => t('{0} AI lines in commits in each of {1} languages, within 90 days.', ...numbers),
    hint: (t) => t('Let a tool help with the language that you know least.'),
  },
  toolsmith: {
    name: (t) => t('Toolsmith'),
    rule: (t, numbers) => t('{1} kept lines from each of {0} tools.', ...numbers),
    hint: (t) => t('Give another tool a real task.'),
  },
  'model-taster': {
    name: (t) => t('Model Taster'),
    rule: (t, numbers) => t('{0} kept lines from each of {1} models.', ...numbers),
    hint: (t) => t('Give another model a real task.'),
  },
  explorer: {
    name: (t) => t('Explorer'),
    rule: (t) => t('An agent, inline suggestions, MCP and plan mode, a step each.'),
    hint: (t) => t('Accept a suggestion by key, call an MCP tool, plan before you change.'),
  },
  student: {
    name: (t) => t('Student'),
    rule: (t, numbers) =>
      t('{0} findings that you said were right, with {1} of such waste or less in the {2} days after.', ...numbers),
    hint: (t) => t('Say of a finding that it is right, and do what it says instead.'),
  },
  'note-keeper': {
    name: (t) => t('Note Keeper'),
    rule: (t, numbers) =>
      t('{0} commits with AI lines in instructions for agents, still there after 28 days.', ...numbers),
    hint: (t) => t('Write down for agents what you had to say twice.'),
  },
} as const satisfies Record<string, BadgeText>;
