// Rare ways of use, beside the usual scenarios, and why their logs hold what they hold. Options are those of scenarios.mjs.
import {
  bypass,
  claude,
  cline,
  cn,
  codex,
  copilot,
  droid,
  forked,
  gemini,
  goose,
  grok,
  kimi,
  pi,
  qwen,
  resume,
  sonnet,
} from './ask.mjs';
import { notes } from './rareNotes.mjs';

const haiku = 'claude-haiku-4-5-20251001';
const schema = JSON.stringify({ type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'] });
const goneOn = '/tmp/tb-clients/home/gone-on';
const shell = (command) => ({ type: 'command', command });
const hooked = (hooks) => ({ files: { '.claude/settings.json': JSON.stringify({ hooks }) } });

/** Several turns of one run, each typed when the one before has its result. */
const typed = (prompts, ...more) => ({
  words: [
    ...['-p', '--verbose', '--input-format', 'stream-json', '--output-format', 'stream-json'],
    ...['--dangerously-skip-permissions', ...more],
  ],
  input: prompts.map((content) => `${JSON.stringify({ type: 'user', message: { role: 'user', content } })}\n`),
});
const anthropic = 'custom:anthropic';

const resumeFirst = (prompt) => ['exec', ...bypass, 'resume', 'SESSION0', prompt];
const agents = { features: ['multi_agent'] };
const namedAgents = { features: ['multi_agent_v2'] };

const open = (prompt, ...more) => ['run', ...more, prompt];
const auto = (prompt, ...more) => ['run', '--auto', ...more, prompt];

/** As an editor asks that speaks the Agent Client Protocol: two turns, one that is cancelled, and the session once more. */
const edited = (...words) => ({
  steps: [
    { words, acp: [{ fresh: true }, 'first: use tool', 'second: use tool, then stall', 'third'] },
    { words, acp: [{ load: true }, 'fourth: use tool'] },
  ],
});

/** What any client can be asked, and then once more in the same session; `go` undefined: not that. */
function common(ask, go, names) {
  const twice = (first, options) => ({ steps: [ask(first), ...(go ? [ask('second: use tool', ...go)] : [])], options });
  const all = {
    several: twice('start several subagents'),
    nested: twice('start a nested subagent'),
    background: twice('start a subagent in the background'),
    killed: twice('first: use tool, then hang'),
    subkilled: twice('start a subagent, then hang'),
    stall: twice('first: use tool, then stall'),
    cut: twice('first, cut once: use tool'),
    breaks: twice('first, break once: use tool'),
    waits: twice('first, wait once, fail once: use tool'),
    early: twice('first, end early once: use tool'),
    web: twice('look on the web'),
    interrupted: twice('first: use tool, then stall', { signal: 'SIGINT' }),
    stopped: twice('first: use tool, then hang', { signal: 'SIGTERM' }),
  };
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

const ownAgent = { description: 'inner work', prompt: 'Be brief.', model: 'haiku' };
const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

const claudeRare = {
  ...common(
    claude,
    ['--continue'],
    ['several', 'nested', 'background', 'stall', 'breaks', 'waits', 'early', 'interrupted', 'stopped'],
  ),
  forkfork: {
    steps: [
      claude('first: use tool'),
      claude('second: use tool', '--continue', '--fork-session'),
      claude('third', '--continue', '--fork-session'),
      claude('/compact', '--continue'),
    ],
  },
  killforkfork: {
    steps: [
      claude('first: use tool, then hang'),
      claude('second: use tool', '--continue', '--fork-session'),
      claude('third: use tool', '--continue', '--fork-session'),
    ],
  },
  killsub: {
    steps: [
      claude('first: use tool'),
      claude('second: use tool, then hang', '--continue'),
      claude('start several subagents', '--continue'),
      claude('/compact', '--continue'),
    ],
  },
  interruptedmid: {
    steps: [
      claude('first: use tool'),
      claude('second: use tool, then stall', '--continue'),
      claude('/compact', '--continue'),
      claude('third: use tool', '--continue', '--fork-session'),
    ],
    options: { signal: 'SIGINT' },
  },
  interruptedfork: {
    steps: [
      claude('first: use tool, then stall'),
      claude('second: use tool', '--continue', '--fork-session'),
      claude('/compact', '--continue'),
    ],
    options: { signal: 'SIGINT' },
  },
  knowing: {
    steps: [
      claude('first: use tool'),
      claude('start several subagents that knows all', '--continue'),
      claude('/compact', '--continue'),
      claude('fourth', '--continue', '--fork-session'),
    ],
  },
  named: { steps: [claude('start a subagent that has a name'), claude('second', '--continue')] },
  apart: {
    steps: [claude('start a subagent of another model in a worktree'), claude('/compact', '--continue')],
  },
  workflow: {
    steps: [claude('run a workflow'), claude('second', '--continue'), claude('/compact', '--continue')],
  },
  subinterrupted: {
    steps: [
      claude('first: use tool'),
      claude('start a subagent that stalls', '--continue'),
      claude('/compact', '--continue'),
      claude('third: use tool', '--continue'),
    ],
    options: { signal: 'SIGINT' },
  },
  escaped: {
    steps: [
      { ...typed(['first: use tool', 'second: use tool, then stall', 'third: use tool']), escapes: true },
      claude('/compact', '--continue'),
    ],
  },
  skill: {
    steps: [claude('/inner-skill'), claude('second', '--continue')],
    options: {
      files: {
        '.claude/skills/inner-skill/SKILL.md':
          '---\nname: inner-skill\ndescription: inner work\ncontext: fork\nagent: general-purpose\n---\ninner work: use tool\n',
      },
    },
  },
  agents: {
    steps: [
      claude('start a subagent', '--agents', JSON.stringify({ 'general-purpose': ownAgent })),
      claude('/compact', '--continue'),
    ],
  },
  other: {
    steps: [
      claude('first: use tool', '--session-id', ids[0]),
      claude('second: use tool', '--session-id', ids[1]),
      claude('third: use tool', '--resume', ids[0]),
      claude('/compact', '--resume', ids[1]),
      claude('fourth', '--resume', ids[0], '--fork-session'),
    ],
  },
  turns: { steps: [typed(['first: use tool', '/compact', 'third: use tool', '/clear', 'fourth: use tool'])] },
  suggests: { steps: [typed(['first: use tool', 'second'], '--prompt-suggestions', 'true')] },
  pauses: { steps: [claude('first, pause once'), claude('second: use tool', '--continue')] },
  fallback: {
    steps: [claude('first: use tool, refuse the sonnet, please', '--model', sonnet, '--fallback-model', haiku)],
  },
  search: { steps: [claude('look on the web', '--tools', 'WebSearch'), claude('second', '--continue')] },
  structured: { steps: [claude('answer as a structure', '--json-schema', schema), claude('second', '--continue')] },
  blocked: {
    steps: [claude('first: use tool'), claude('second: use tool', '--continue')],
    options: hooked({
      PreToolUse: [{ matcher: 'Bash', hooks: [shell('echo no >&2; exit 2')] }],
      Stop: [{ hooks: [shell(`test -e ${goneOn} || { touch ${goneOn}; echo go on >&2; exit 2; }`)] }],
    }),
  },
  prompthook: {
    steps: [claude('first: use tool'), claude('second: use tool', '--continue')],
    options: hooked({ Stop: [{ hooks: [{ type: 'prompt', prompt: 'Is it done? $ARGUMENTS' }] }] }),
  },
  agenthook: {
    steps: [claude('first: use tool')],
    options: hooked({ Stop: [{ hooks: [{ type: 'agent', prompt: 'Is it done? $ARGUMENTS' }] }] }),
  },
  worktree: { steps: [claude('first: use tool', '-w', 'side'), claude('second', '-w', 'side', '--continue')] },
  subcompact: {
    steps: [
      claude('start a subagent', '--model', haiku),
      claude('second big', '--continue', '--model', haiku),
      claude('start several subagents', '--continue', '--model', haiku),
    ],
    options: { env: { CLAUDE_CODE_AUTO_COMPACT_WINDOW: '100000' } },
  },
};

const codexRare = {
  several: { steps: [codex('start several subagents'), resumeFirst('after it: use tool')], options: agents },
  nested: { steps: [codex('start a nested subagent'), resumeFirst('after it: use tool')], options: agents },
  named: { steps: [codex('start several subagents'), resumeFirst('after it: use tool')], options: namedAgents },
  namedcontext: {
    steps: [
      codex('first: use tool'),
      resume('start a subagent with context'),
      resumeFirst('after it: use tool'),
      forked('fourth', 'SESSION0'),
    ],
    options: namedAgents,
  },
  review: { steps: [['exec', ...bypass, 'review', '--commit', 'HEAD'], resume('second: use tool')] },
  ...common(codex, undefined, ['killed', 'stall', 'breaks', 'waits', 'interrupted', 'stopped']),
  killedfork: { steps: [codex('first: use tool, then stall'), forked('second: use tool'), resume('third')] },
  forkfork: { steps: [codex('first: use tool'), forked('second: use tool'), forked('third: use tool')] },
  compactkilled: {
    steps: [
      codex('first big: use tool'),
      resume('second: use tool, then hang'),
      resume('third: use tool'),
      forked('fourth: use tool'),
    ],
    options: { compactAt: 100_000 },
  },
  servercompact: {
    steps: [codex('first big: use tool'), resume('second: use tool')],
    options: { compactAt: 100_000, provider: 'OpenAI' },
  },
  modelcompact: {
    steps: [codex('first big: use tool'), resume('second: use tool', '-m', 'gpt-5.4-mini'), resume('third: use tool')],
    options: { compactAt: 100_000 },
  },
  server: {
    steps: [
      { words: ['app-server'], server: [['start'], 'first: use tool', 'second: use tool, then stall', 'third'] },
      { words: ['app-server'], server: [['resume'], 'fourth: use tool', ['compact'], 'fifth'] },
    ],
  },
  serverfork: {
    steps: [
      {
        words: ['app-server'],
        server: [['start'], 'first: use tool', 'second: use tool', ['fork', 0], 'third: use tool', ['fork'], 'fourth'],
      },
    ],
  },
  reverted: {
    steps: [
      {
        words: ['app-server'],
        server: [
          ['start'],
          'first: use tool',
          'second: use tool',
          ['revert', 1],
          'third: use tool',
          ['fork'],
          'fourth',
        ],
      },
      forked('fifth: use tool'),
    ],
  },
  serverreview: {
    steps: [{ words: ['app-server'], server: [['start'], 'first: use tool', ['review'], 'third: use tool'] }],
  },
  unarchived: {
    steps: [
      codex('first: use tool'),
      ['archive', 'SESSION'],
      ['unarchive', 'SESSION0'],
      resumeFirst('second: use tool'),
      forked('third', 'SESSION0'),
    ],
  },
  migrated: {
    steps: [
      codex('first: use tool'),
      ['migrate-rollouts', '--apply'],
      resume('second: use tool'),
      forked('third: use tool'),
    ],
    options: { startedBy: '0.137.0' },
  },
};

const openCodeRare = {
  ...common(
    open,
    ['-c'],
    ['several', 'nested', 'killed', 'stall', 'breaks', 'waits', 'early', 'interrupted', 'stopped'],
  ),
  edited: edited('acp'),
  models: { steps: [open('first: use tool'), open('second: use tool', '-c', '-m', 'chat/qwen3-coder-plus')] },
  compact: { steps: [open('first: use tool'), open('second big: use tool', '-c')] },
  bigfork: { steps: [open('first big: use tool'), open('second', '-c', '--fork'), open('third', '-c', '--fork')] },
  exported: {
    steps: [
      open('first: use tool'),
      { words: ['export', 'SESSION'], save: 'session.json' },
      ['import', 'session.json'],
      open('second', '-c'),
    ],
  },
};

const droidRare = {
  fork: { steps: [droid('first: use tool'), droid('second: use tool', anthropic, '--fork', 'SESSION')] },
  killed: { steps: [droid('first: use tool, then hang'), droid('second', anthropic, '--fork', 'SESSION')] },
  stall: { steps: [droid('first: use tool, then stall')] },
  waits: { steps: [droid('first, wait once, fail once: use tool')] },
};

const again = ['several', 'nested', 'background'];
const broken = ['stall', 'cut', 'breaks', 'waits', 'early', 'interrupted', 'stopped'];

/** @type {Record<string, Record<string, { steps: (string[] | { words: string[], input?: string[], save?: string })[], options?: object }>>} */
export const rareScenarios = {
  claude: claudeRare,
  codex: codexRare,
  copilot: {
    ...common(copilot, ['--continue'], [...again, 'subkilled', ...broken]),
    edited: edited('--acp', '--allow-all-tools'),
    models: {
      steps: [copilot('first: use tool'), copilot('second: use tool', '--continue', '--model', 'gpt-5.4-mini')],
    },
    fleet: { steps: [copilot('start several subagents', '--fleet'), copilot('after it', '--continue')] },
    autopilot: { steps: [copilot('first: use tool', '--autopilot', '--max-autopilot-continues', '3')] },
  },
  gemini: {
    ...common(gemini, ['-r', 'latest'], [...again, 'killed', 'subkilled', ...broken, 'web']),
    edited: edited('--acp', '--yolo', '-m', 'gemini-2.5-pro'),
  },
  qwen: {
    ...common(qwen, ['--continue'], [...again, ...broken, 'killed', 'subkilled']),
    edited: edited('--acp', '--yolo', '--auth-type', 'openai'),
  },
  earendil: common(pi, ['-c'], ['killed', 'stall', 'breaks', 'waits', 'early', 'interrupted', 'stopped']),
  kimi: {
    ...common(kimi, ['--continue'], [...again, ...broken, 'killed']),
    edited: edited('acp'),
  },
  goose: {
    ...common(goose, ['-r'], ['several', ...broken, 'killed']),
    edited: edited('acp', '--with-builtin', 'developer'),
  },
  grok: common(grok, ['-c'], ['several']),
  // It writes a session when a turn is over: of one that is stopped nothing is there.
  continue: common(cn, ['--resume'], ['cut', 'breaks', 'waits', 'early']),
  cline: common(
    cline,
    ['--id', 'SESSION'],
    [...again, 'killed', 'subkilled', 'waits', 'early', 'interrupted', 'stopped'],
  ),
  opencode: openCodeRare,
  droid: droidRare,
  kilo: {
    ...common(auto, ['-c'], ['several', 'nested', 'killed', 'waits', 'stall', 'breaks', 'early', 'interrupted']),
    edited: edited('acp'),
    compact: { steps: [auto('first: use tool'), auto('second big: use tool', '-c'), auto('third', '-c')] },
    bigfork: { steps: [auto('first big: use tool'), auto('second', '-c', '--fork'), auto('third', '-c', '--fork')] },
  },
};

export const rareNotes = Object.fromEntries(
  Object.entries(rareScenarios).flatMap(([client, all]) =>
    Object.keys(all).map((name) => [`${client} ${name}`, notes[name]]),
  ),
);

/** What is run anew of them. @type {[client: string, version: string, scenarios: string[]][]} */
export const rareSuite = [
  ['claude', '2.1.332'],
  ['codex', '0.171.0'],
  ['copilot', '1.0.102'],
  ['gemini', '0.61.0'],
  ['qwen', '0.24.4'],
  ['earendil', '1.6.0'],
  ['cline', '3.0.65'],
  ['opencode', '1.18.33'],
  ['kilo', '7.7.9'],
  ['droid', '0.215.0'],
  ['kimi', '2.1.0'],
  ['goose', '1.52.0'],
  ['grok', '1.0.41'],
  ['continue', '1.5.47'],
].map(([client, version]) => [client, version, Object.keys(rareScenarios[client])]);
