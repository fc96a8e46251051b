// What a person types into the terminal programs of the clients. Steps and options are those of scenarios.mjs.
import { bypass } from './ask.mjs';

const home = '/tmp/tb-clients/home/u';
const escapeKey = '\x1b';
const up = '\x1b[A';
const enter = '\r';

/** As after the first start, when all its questions were answered. */
const claudeState = {
  hasCompletedOnboarding: true,
  lastOnboardingVersion: '9.9.9',
  theme: 'dark',
  bypassPermissionsModeAccepted: true,
  customApiKeyResponses: { approved: ['sk-ant-dummy'], rejected: [] },
  projects: { [`${home}/proj`]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
};
const options = { killAfter: 300_000 };
const claudeOptions = {
  ...options,
  files: { '.claude.json': JSON.stringify(claudeState) },
  // Titles and suggestions, which a person has too.
  env: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '' },
};
const claude = (...typed) => ({ words: ['--dangerously-skip-permissions'], typed: [...typed, '/exit'] });
/** The last prompt of Codex, asked in other words. */
const takenBack = [escapeKey, escapeKey, enter, ' again: use tool'];
/** What OpenCode and Kilo leave at an undo: the prompt is there to be changed, and the next one removes what followed it. */
const undone = (...words) => ({
  steps: [
    {
      words,
      // It starts slowly: keys that say nothing are typed first.
      typed: [escapeKey, 'first: use tool', 'second: use tool', '/undo', ' again: use tool', '/exit'],
    },
  ],
  options,
});
/** A model, and nothing is asked. */
export const ompWords = ['--model', 'anthropicx/claude-sonnet-4-5-20250929', '--auto-approve'];
const omp = (...typed) => ({ words: ompWords, typed: [escapeKey, ...typed, '/exit'] });
const codex = (...typed) => ({ words: [bypass[0]], typed: [...typed, '/quit'] });
const codexResumed = { ...codex('third: use tool'), words: [bypass[0], 'resume', '--last'] };

export const terminalScenarios = {
  claude: {
    terminal: {
      steps: [
        claude(
          'first: use tool',
          '/btw what is that?',
          escapeKey,
          'second: use tool',
          '/branch side',
          'third: use tool',
        ),
        claude('fourth: use tool', '/compact', 'fifth: use tool'),
      ],
      options: claudeOptions,
    },
    rewound: {
      steps: [claude('first: use tool', 'second: use tool', '/rewind', up, enter, enter, 'third: use tool')],
      options: claudeOptions,
    },
  },
  copilot: {
    undone: {
      steps: [
        {
          words: ['--allow-all-tools'],
          // First whether the folder is trusted.
          typed: [enter, 'first: use tool', 'second: use tool', '/undo', enter, ' again: use tool', '/exit'],
        },
      ],
      options,
    },
  },
  qwen: {
    terminal: {
      steps: [
        {
          words: ['--yolo'],
          typed: [
            'first: use tool',
            'second: use tool',
            '/compress',
            'third: use tool',
            '/btw what is that?',
            escapeKey,
            '/clear',
            'fourth: use tool',
            '/quit',
          ],
        },
      ],
      options: { ...options, keepAlso: /^\.qwen\/usage_record\.jsonl$/ },
    },
  },
  omp: {
    terminal: {
      steps: [
        omp(
          ...['first: use tool', 'start a subagent', '/fork', 'second: use tool', '/handoff', 'third: use tool'],
          ...['/btw what is that?', escapeKey, '/tan a job: use tool', '/new', 'fourth: use tool'],
        ),
        { ...omp('fifth: use tool', '/compact', '/clear', 'sixth: use tool'), words: [...ompWords, '--continue'] },
      ],
      options,
    },
  },
  opencode: { undone: undone() },
  kilo: { undone: undone('--auto') },
  codex: {
    terminal: {
      steps: [codex('first: use tool', '/compact', 'second: use tool', ...takenBack), codexResumed],
      options,
    },
    takenback: {
      steps: [codex('first: use tool', 'second: use tool', ...takenBack), codexResumed],
      options,
    },
  },
};

const undoneNote =
  'Typed into its terminal: a prompt is taken back and asked in other words. Its messages are in the log of events alone. Titles are in no table.';

export const terminalNotes = {
  'opencode undone': undoneNote,
  'kilo undone': undoneNote,
  'copilot undone':
    'Typed into its terminal: a prompt is taken back with what followed it: the events are written anew without it, its requests are in the session store alone.',
  'qwen terminal':
    'Typed into its terminal: a compression, a question beside the talk, a new chat. What it suggests and asks by itself is in no chat, but in the sums of each run.',
  'omp terminal':
    'Typed into its terminal: a sub-agent, a fork, a handoff, a question beside the talk, an agent in the background, a new talk, a compaction, a talk that is cleared. Titles, the question, the handoff and the compaction are in no entry.',
  'claude terminal':
    'Typed into its terminal: questions beside the session, a branch of it, a compaction after it was left and begun anew. Titles and suggestions are in no line, but in cost-state.',
  'claude rewound': 'Typed into its terminal: a session that is rewound to an earlier prompt and goes on from there.',
  'codex terminal':
    'Typed into its terminal: a compaction, a prompt that is taken back and asked in other words, the session once more. Titles are in no file.',
  'codex takenback':
    'Typed into its terminal: the last of two prompts is taken back; the thread goes on in another file, from the total before that prompt, and is resumed. Titles are in no file.',
};

/** Whose logs are kept. @type {[client: string, version: string, scenarios: string[]][]} */
export const terminalSuite = [
  ['claude', '2.1.332', ['terminal', 'rewound']],
  ['codex', '0.171.0', ['terminal', 'takenback']],
  ['copilot', '1.0.102', ['undone']],
  ['qwen', '0.24.4', ['terminal']],
  ['opencode', '1.18.33', ['undone']],
  ['kilo', '7.7.9', ['undone']],
  ['omp', '18.2.3', ['plain', 'terminal']],
];
