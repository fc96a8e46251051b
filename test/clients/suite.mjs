// The fixtures that are kept: client, version, scenarios.

const claudeBefore = ['plain', 'fork', 'subagent', 'compact'];

/** @type {[client: string, version: string, scenarios: string[]][]} */
export const suite = [
  [
    'claude',
    '2.1.330',
    [
      'plain',
      'fork',
      'subagent',
      'subfork',
      'compact',
      'compactfork',
      'autocompact',
      'models',
      'killed',
      'cut',
      'drop',
      'refused',
      'edits',
    ],
  ],
  ['claude', '2.1.88', claudeBefore],
  ['claude', '2.1.50', claudeBefore],
  ['claude', '1.0.96', ['plain', 'resume', 'subagent', 'compact', 'edits']],
  [
    'codex',
    '0.169.0',
    [
      'plain',
      'resume',
      'fork',
      'terminalfork',
      'subagent',
      'subcontext',
      'compact',
      'models',
      'mixed',
      'archived',
      'cut',
      'refused',
      'edits',
    ],
  ],
  [
    'codex',
    '0.137.0',
    ['plain', 'resume', 'terminalfork', 'subagent', 'subcontext', 'compact', 'cachewrites', 'archived'],
  ],
  ['codex', '0.104.0', ['plain', 'resume', 'terminalfork', 'subagent', 'compact']],
  ['codex', '0.44.0', ['plain', 'resume', 'compact', 'edits']],
  ['copilot', '1.0.102', ['plain', 'wal', 'continue', 'subagent', 'anthropic', 'killed', 'edits']],
  ['copilot', '1.0.44', ['plain', 'continue', 'subagent', 'anthropic', 'killed']],
  ['qwen', '0.24.4', ['plain', 'subagent', 'refused']],
  ['qwen', '0.10.1', ['plain', 'subagent']],
];
