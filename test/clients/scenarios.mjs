// What each client is asked to do. A step is a list of arguments; `SESSION` stands for the id of the last session written before it, `SESSION0` for the first's,
// `LOG` for the path of the last chat of Gemini CLI.
// Options: compactAt (Codex), keptRecent (Pi: how many tokens a compaction keeps), wire (Copilot), keepWal, startedBy (the version that runs the first step), cacheWrites (against the rule
// that only newer Codex gets them), servers (MCP, Codex), telemetry (exports, kept as `otlp.jsonl` in test/fixtures/telemetry), killAfter (milliseconds), signal (of a client that is given no answer; else SIGKILL), files (of the home), provider (its name, Codex), env, features (Codex), terminal (a pretended
// terminal for the last step, killed after a while).
import { join } from 'node:path';
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
} from './ask.mjs';
import { rareScenarios } from './rare.mjs';
import { storeScenarios } from './storeClients.mjs';
import { ompWords, terminalScenarios } from './terminals.mjs';

const docs = { command: 'node', args: [join(import.meta.dirname, 'mcpServer.mjs')] };
const withServer = ['--mcp-config', JSON.stringify({ mcpServers: { docs } })];
const haiku = ['--model', 'claude-haiku-4-5-20251001'];

const qwenOver = (wire) => ({
  steps: [
    qwen('first: use tool', '--auth-type', wire),
    qwen('second: use tool', '--auth-type', wire, '--continue'),
    qwen('start a subagent', '--auth-type', wire, '--continue'),
  ],
  options: { wire },
});

/** The number that Goose gives a day's first session. */
const firstOfToday = `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}_1`;

/** Of both packages. */
const omp = (prompt, ...more) => [...ompWords, ...more, '-p', prompt];
const piScenarios = {
  plain: { steps: [pi('first: use tool'), pi('second', '-c')] },
  openai: { steps: [['--provider', 'openaix', '--model', 'gpt-5.2', '-p', 'first: use tool']] },
  fork: { steps: [pi('first: use tool'), pi('third', '--fork', 'SESSION')] },
  refused: { steps: [pi('first, refuse once: use tool')] },
  cut: { steps: [pi('first, cut once'), pi('second: use tool', '-c')] },
  compact: {
    steps: [pi('first: use tool'), pi('second big', '-c'), pi('third', '-c')],
    options: { keptRecent: 1 },
  },
};

const usual = {
  claude: {
    plain: { steps: [claude('first: use tool'), claude('second', '--continue')] },
    resume: {
      steps: [claude('first: use tool'), claude('second', '--continue'), claude('third: use tool', '--continue')],
    },
    fork: {
      steps: [
        claude('first: use tool'),
        claude('second', '--continue'),
        claude('third: use tool', '--continue', '--fork-session'),
      ],
    },
    subagent: { steps: [claude('start a subagent'), claude('after it', '--continue')] },
    compact: {
      steps: [claude('first: use tool'), claude('/compact', '--continue'), claude('after: use tool', '--continue')],
    },
    autocompact: {
      steps: [
        claude('first: use tool', ...haiku),
        claude('second big', '--continue', ...haiku),
        claude('third', '--continue', ...haiku),
      ],
      options: { env: { CLAUDE_CODE_AUTO_COMPACT_WINDOW: '100000' } },
    },
    compactfork: {
      steps: [
        claude('first: use tool'),
        claude('/compact', '--continue'),
        claude('third: use tool', '--continue', '--fork-session'),
      ],
    },
    subfork: { steps: [claude('start a subagent'), claude('third: use tool', '--continue', '--fork-session')] },
    models: { steps: [claude('first: use tool'), claude('second: use tool', '--continue', ...haiku)] },
    killed: { steps: [claude('first: use tool, then hang'), claude('second', '--continue')] },
    killmid: {
      steps: [
        claude('first: use tool'),
        claude('second: use tool, then hang', '--continue'),
        claude('third', '--continue'),
        claude('/compact', '--continue'),
        claude('fourth', '--continue'),
      ],
    },
    killmidfork: {
      steps: [
        claude('first: use tool'),
        claude('second: use tool, then hang', '--continue'),
        claude('third', '--continue'),
        claude('fourth: use tool', '--continue', '--fork-session'),
        claude('/compact', '--continue'),
      ],
    },
    cut: { steps: [claude('first, cut once'), claude('second: use tool', '--continue')] },
    drop: { steps: [claude('first, drop once'), claude('second: use tool', '--continue')] },
    edits: { steps: [claude('edit files')] },
    ways: {
      steps: [
        claude('ask the server', ...withServer),
        ['-p', 'how would you do it', '--continue', '--permission-mode', 'plan'],
      ],
    },
    killcompact: {
      steps: [
        claude('first: use tool, then hang'),
        claude('/compact', '--continue'),
        claude('third: use tool', '--continue', '--fork-session'),
      ],
    },
    killfork: {
      steps: [
        claude('first: use tool, then hang'),
        claude('second: use tool', '--continue', '--fork-session'),
        claude('/compact', '--continue'),
      ],
    },
    oldcompact: {
      steps: [
        claude('start a subagent'),
        claude('/compact', '--continue'),
        claude('third', '--continue', '--fork-session'),
      ],
      options: { startedBy: '2.1.88' },
    },
    oldfork: {
      steps: [
        claude('start a subagent'),
        claude('second: use tool', '--continue', '--fork-session'),
        claude('/compact', '--continue'),
      ],
      options: { startedBy: '2.1.50' },
    },
    telemetry: {
      steps: [claude('first: use tool'), claude('start a subagent', '--continue'), claude('/compact', '--continue')],
      options: { telemetry: true },
    },
    refused: { steps: [claude('first, refuse once: use tool')] },
    unstreamed: { steps: [claude('first, without streams: use tool'), claude('second', '--continue')] },
  },
  codex: {
    plain: { steps: [codex('first: use tool'), codex('another session')] },
    resume: { steps: [codex('first: use tool'), resume('second: use tool')] },
    fork: { steps: [codex('first: use tool'), forked('second: use tool')] },
    subagent: { steps: [codex('start a subagent')], options: { features: ['multi_agent'] } },
    terminalfork: {
      steps: [codex('first: use tool'), ['fork', bypass[0], 'SESSION', 'second: use tool']],
      options: { killAfter: 30_000, terminal: true },
    },
    subcontext: {
      steps: [codex('first: use tool'), resume('start a subagent with context')],
      options: { features: ['multi_agent'] },
    },
    compact: { steps: [codex('first big: use tool'), resume('second: use tool')], options: { compactAt: 100_000 } },
    models: {
      steps: [
        codex('first: use tool'),
        ['exec', ...bypass, '-m', 'gpt-5.4-mini', 'resume', 'SESSION', 'second: use tool'],
      ],
    },
    mixed: { steps: [codex('first: use tool'), resume('second: use tool')], options: { startedBy: '0.137.0' } },
    mixed44: { steps: [codex('first: use tool'), resume('second: use tool')], options: { startedBy: '0.44.0' } },
    mixed104: { steps: [codex('first: use tool'), resume('second: use tool')], options: { startedBy: '0.104.0' } },
    mixedfork: {
      steps: [codex('first: use tool'), resume('second: use tool'), forked('third: use tool')],
      options: { startedBy: '0.137.0' },
    },
    compactfork: {
      steps: [codex('first big: use tool'), forked('second: use tool'), forked('third: use tool')],
      options: { compactAt: 100_000 },
    },
    resumefork: { steps: [codex('first: use tool'), forked('second: use tool'), resume('third: use tool')] },
    subfork: {
      steps: [codex('start a subagent'), forked('second: use tool')],
      options: { features: ['multi_agent'] },
    },
    cachewrites: { steps: [codex('first: use tool')], options: { cacheWrites: true } },
    archived: { steps: [codex('first: use tool'), ['archive', 'SESSION'], codex('another session')] },
    cut: { steps: [codex('first, cut once'), resume('second: use tool')] },
    edits: { steps: [codex('edit files')] },
    ways: { steps: [codex('ask the server')], options: { servers: { docs } } },
    telemetry: {
      steps: [codex('first: use tool'), resume('start a subagent')],
      options: { telemetry: true, features: ['multi_agent'] },
    },
    refused: { steps: [codex('first, refuse once: use tool')] },
  },
  copilot: {
    compact: {
      steps: [copilot('first: use tool'), copilot('/compact', '--continue'), copilot('third: use tool', '--continue')],
    },
    plain: { steps: [copilot('first: use tool')] },
    edits: { steps: [copilot('edit files')] },
    killed: { steps: [copilot('first: use tool, then hang'), copilot('second', '--continue')] },
    wal: { steps: [copilot('first: use tool'), copilot('second', '--continue')], options: { keepWal: true } },
    continue: { steps: [copilot('first: use tool'), copilot('second: use tool', '--continue')] },
    subagent: { steps: [copilot('start a subagent')] },
    telemetry: {
      steps: [copilot('first: use tool'), copilot('start a subagent', '--continue')],
      options: { telemetry: true },
    },
    mixed: {
      steps: [copilot('first: use tool'), copilot('second: use tool', '--continue'), copilot('third', '--continue')],
      options: { startedBy: '1.0.44' },
    },
    anthropic: { steps: [copilot('first: use tool'), copilot('second', '--continue')], options: { wire: 'anthropic' } },
  },
  qwen: {
    plain: { steps: [qwen('first: use tool'), qwen('second', '--continue')] },
    subagent: { steps: [qwen('start a subagent'), qwen('after it', '--continue')] },
    fork: { steps: [qwen('first: use tool'), qwen('third', '--continue', '--fork-session')] },
    telemetry: {
      steps: [qwen('first: use tool'), qwen('start a subagent', '--continue')],
      options: { telemetry: true },
    },
    refused: { steps: [qwen('first, refuse once: use tool')] },
    anthropic: qwenOver('anthropic'),
    gemini: qwenOver('gemini'),
    mixed: {
      steps: [qwen('first: use tool'), qwen('second: use tool', '--continue')],
      options: { startedBy: '0.10.1' },
    },
  },
  gemini: {
    mixed: {
      steps: [gemini('first: use tool'), gemini('second: use tool', '-r', 'latest'), gemini('third', '-r', 'latest')],
      options: { startedBy: '0.26.0' },
    },
    plain: { steps: [gemini('first: use tool'), gemini('second', '-r', 'latest')] },
    subagent: { steps: [gemini('start a subagent'), gemini('after it', '-r', 'latest')] },
    import: { steps: [gemini('first: use tool'), gemini('second', '--session-file', 'LOG')] },
    telemetry: {
      steps: [gemini('first: use tool'), gemini('start a subagent', '-r', 'latest')],
      options: { telemetry: true },
    },
    refused: { steps: [gemini('first, refuse once: use tool')] },
  },
  cline: {
    plain: { steps: [cline('first: use tool'), cline('another session')] },
    openai: { steps: [cline('first: use tool')], options: { wire: 'openai-native' } },
    subagent: { steps: [cline('start a subagent')] },
    refused: { steps: [cline('first, refuse once: use tool')] },
  },
  continue: {
    plain: { steps: [cn('first: use tool'), cn('second', '--resume')] },
    anthropic: { steps: [cn('first: use tool')], options: { wire: 'anthropic' } },
    fork: { steps: [cn('first'), cn('second: use tool', '--resume'), cn('third', '--fork', 'SESSION')] },
    subagent: { steps: [cn('start a subagent', '--beta-subagent-tool')] },
    refused: { steps: [cn('first, refuse once: use tool')] },
  },
  kimi: {
    plain: { steps: [kimi('first: use tool'), kimi('second', '--continue')] },
    kimi: { steps: [kimi('first: use tool')], options: { wire: 'kimi' } },
    fork: { steps: [kimi('first: use tool'), ['fork', '--yes'], kimi('third', '--continue')] },
    subagent: { steps: [kimi('start a subagent')] },
    compact: {
      steps: [kimi('first: use tool'), kimi('second big', '--continue'), kimi('third', '--continue')],
      options: { env: { KIMI_MODEL_MAX_CONTEXT_SIZE: '220000' } },
    },
    refused: { steps: [kimi('first, refuse once: use tool')] },
  },
  pi: piScenarios,
  earendil: piScenarios,
  omp: {
    plain: { steps: [omp('first: use tool'), omp('second', '-c')] },
  },
  grok: {
    plain: { steps: [grok('first: use tool'), grok('second', '-c')] },
    fork: {
      steps: [
        grok('start a subagent'),
        grok('third', '-c', '--fork-session'),
        grok('fourth: use tool', '-c', '--fork-session'),
      ],
    },
    subagent: { steps: [grok('start a subagent'), grok('start a subagent on its own', '-c'), grok('third', '-c')] },
    waiting: { steps: [grok('start a subagent to wait for'), grok('second', '-c')] },
    refused: { steps: [grok('first, refuse once: use tool')] },
  },
  goose: {
    plain: { steps: [goose('first: use tool'), goose('second', '-r')] },
    openai: { steps: [goose('first: use tool')], options: { wire: 'openai' } },
    refused: { steps: [goose('first, refuse once: use tool')] },
    compact: {
      steps: [goose('start a subagent'), goose('second big', '-r'), goose('third', '-r')],
      options: { env: { GOOSE_CONTEXT_LIMIT: '200000', GOOSE_AUTO_COMPACT_THRESHOLD: '0.5' } },
    },
    mixed: {
      steps: [goose('first: use tool'), goose('second: use tool', '-r')],
      options: { startedBy: '0.20.1' },
    },
    imported: {
      steps: [
        goose('first: use tool'),
        ['session', 'export', '--session-id', firstOfToday, '--format', 'json', '-o', 'session.json'],
        ['session', 'import', 'session.json'],
        goose('second', '-r'),
      ],
    },
  },
  droid: {
    plain: { steps: [droid('first: use tool')] },
    responses: { steps: [droid('first: use tool', 'custom:openai')] },
    refused: { steps: [droid('first, refuse once: use tool')] },
  },
  ...storeScenarios,
};

/** @type {typeof rareScenarios} */
export const scenarios = Object.fromEntries(
  Object.entries(usual).map(([client, all]) => [
    client,
    { ...rareScenarios[client], ...terminalScenarios[client], ...all },
  ]),
);
