// Rare ways of use, beside the usual scenarios, and why their logs hold what they hold. Options are those of scenarios.mjs.
import { bypass, claude, cline, codex, copilot, droid, forked, gemini, pi, qwen, resume, sonnet } from './ask.mjs';

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
  };
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

const claudeRare = {
  ...common(claude, ['--continue'], ['several', 'nested', 'background', 'stall', 'breaks', 'waits', 'early']),
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
  ...common(codex, undefined, ['killed', 'stall', 'breaks', 'waits']),
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
  ...common(open, ['-c'], ['several', 'nested', 'killed', 'stall', 'breaks', 'waits', 'early']),
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
const broken = ['stall', 'cut', 'breaks', 'waits', 'early'];

/** @type {Record<string, Record<string, { steps: (string[] | { words: string[], input?: string[], save?: string })[], options?: object }>>} */
export const rareScenarios = {
  claude: claudeRare,
  codex: codexRare,
  copilot: {
    ...common(copilot, ['--continue'], [...again, 'subkilled', ...broken]),
    models: {
      steps: [copilot('first: use tool'), copilot('second: use tool', '--continue', '--model', 'gpt-5.4-mini')],
    },
    fleet: { steps: [copilot('start several subagents', '--fleet'), copilot('after it', '--continue')] },
    autopilot: { steps: [copilot('first: use tool', '--autopilot', '--max-autopilot-continues', '3')] },
  },
  gemini: common(gemini, ['-r', 'latest'], [...again, 'killed', 'subkilled', ...broken, 'web']),
  qwen: common(qwen, ['--continue'], [...again, 'cut', 'killed', 'subkilled', 'stall', 'breaks', 'waits', 'early']),
  earendil: common(pi, ['-c'], ['killed', 'stall', 'breaks', 'waits', 'early']),
  cline: common(cline, undefined, [...again, 'killed', 'subkilled', 'waits', 'early']),
  opencode: openCodeRare,
  droid: droidRare,
  kilo: {
    ...common(auto, ['-c'], ['several', 'nested', 'killed', 'waits', 'stall', 'breaks', 'early']),
    compact: { steps: [auto('first: use tool'), auto('second big: use tool', '-c'), auto('third', '-c')] },
    bigfork: { steps: [auto('first big: use tool'), auto('second', '-c', '--fork'), auto('third', '-c', '--fork')] },
  },
};

const notes = {
  several: 'Two sub-agents at once, then a further turn.',
  nested: 'A sub-agent is to start one of its own, where the client lets it.',
  background: 'A sub-agent in the background; the client wakes its parent when it is over.',
  killed: 'A run killed after one answer, then a further turn.',
  subkilled: 'Killed after a sub-agent has ended.',
  stall: 'A run killed in the midst of a stream: of that answer nothing is in a log.',
  cut: 'A stream that breaks off, and is asked for again.',
  breaks: 'An error in the midst of a stream, which is asked for again.',
  waits: 'A 429, then a 500: nothing is logged for them.',
  early: 'An answer that a limit of the output ends.',
  web: 'A search on the web. Where a request of its own makes it, that is in no chat.',
  forkfork: 'A fork of a fork.',
  killforkfork:
    'A run that was killed, forked, and the fork forked: the figures of both forks begin with the first of them, as their startTime says.',
  killsub:
    'The second of four runs is killed, the third has sub-agents, the fourth compacts: how long the runs lasted tells what cost-state lacks.',
  turns: 'Several turns typed to one run, with a compaction and a new session between them.',
  suggests: 'The client asks for a next prompt by itself: in no line, but in cost-state.',
  pauses: 'An answer that the server pauses.',
  fallback: 'A model that is overloaded, and the one asked instead.',
  search: 'A search on the web is a request of its own: in no line, but in cost-state.',
  structured: 'An answer of a given form.',
  blocked: 'Hooks that forbid a tool and the end of a turn.',
  prompthook: 'A hook that asks a model: in no line, but in cost-state.',
  agenthook: 'A hook that is an agent: in no line, but in cost-state.',
  fork: 'A fork begins with sums of its own.',
  worktree: 'A session in a worktree that the client makes.',
  subcompact: 'Sub-agents before and after a compaction that the client starts.',
  named: 'Two sub-agents of the newer kind, which have names.',
  namedcontext: 'A sub-agent of the newer kind that inherits what was said; then the parent is resumed and forked.',
  review: 'A review has a rollout of its own; resumed.',
  killedfork: 'Killed in the midst of a stream, then forked.',
  compactkilled: 'A compaction, a run that is killed, a fork.',
  servercompact: 'A compaction by the server, as an item of an answer.',
  modelcompact: 'A compaction, then another model.',
  migrated: 'A rollout of 0.137.0 brought into the newer form, resumed and forked.',
  models: 'The second turn uses another model.',
  fleet: 'Sub-agents at once, as a fleet.',
  autopilot: 'The client goes on by itself.',
  compact: 'The client compacts a context that is too full. Its summary is a message.',
  bigfork: 'A session with a compaction, forked, and the fork forked.',
  exported: 'A session exported, imported into the same store and gone on with.',
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
].map(([client, version]) => [client, version, Object.keys(rareScenarios[client])]);
