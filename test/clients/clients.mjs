// The clients: where they come from, how they are pointed at the fake API, which of their files hold the counts.
import {
  configureCline,
  configureCodex,
  configureContinue,
  configureDroid,
  configureGemini,
  configureGrok,
  configureOmp,
  configurePi,
  configureQwen,
} from './configure.mjs';
import { storeClients } from './storeClients.mjs';

/**
 * @typedef {{ home: string, project: string, url: string }} Place
 * @typedef {{
 *   package: string, folder: string, tool: string, program: (version: string) => string,
 *   runtime?: string, beside?: (version: string) => string[],
 *   env: (place: Place, options: object) => Record<string, string>, configure?: (place: Place, options: object, version: string) => void, keep: RegExp,
 *   telemetry?: (place: Place) => Record<string, string>,
 *   traits: (version: string) => { costState?: boolean, cacheWrites?: boolean, readsThinking?: boolean, readsWrites?: boolean, liveRecords?: boolean }
 * }} Client
 *   runtime: what runs a program that is no binary, where it is not Node; beside: packages that it needs;
 *   telemetry: variables that make it export what it measures to the fake API; folder: below test/fixtures/sources; tool: its name in expected.json; keep: the files of the home that readers need;
 *   traits: what this version's logs can hold (costState: sums with compactions; cacheWrites: apart from the input;
 *   readsThinking: of Anthropic's answers; liveRecords: counts without a shutdown)
 */

const arch = `${process.platform}-${process.arch}`;

const qwenEnvironment = {
  openai: (url) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'sk-dummy', OPENAI_MODEL: 'qwen3-coder-plus' }),
  anthropic: (url) => ({
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: 'sk-dummy',
    ANTHROPIC_MODEL: 'claude-sonnet-4-5-20250929',
  }),
  gemini: (url) => ({ GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: 'dummy', GEMINI_MODEL: 'gemini-2.5-pro' }),
};

/** @type {Record<string, Client>} */
export const clients = {
  claude: {
    package: '@anthropic-ai/claude-code',
    folder: 'claude-code',
    tool: 'claude-code',
    program: (version) =>
      newer(version, '2.1.113') ? `@anthropic-ai/claude-code-${arch}/claude` : '@anthropic-ai/claude-code/cli.js',
    env: ({ url }) => ({
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: 'sk-ant-dummy',
      IS_SANDBOX: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    }),
    telemetry: ({ url }) => ({ CLAUDE_CODE_ENABLE_TELEMETRY: '1', ...otlp(url) }),
    keep: /^\.claude\/projects\//,
    traits: (version) => ({ costState: newer(version, '2.1.300'), readsWrites: newer(version, '2.1.315') }),
  },
  codex: {
    package: '@openai/codex',
    folder: 'codex',
    tool: 'codex-cli',
    program: () => '@openai/codex/bin/codex.js',
    env: () => ({ DUMMY_KEY: 'sk-dummy' }),
    configure: configureCodex,
    telemetry: () => ({}),
    keep: /^\.codex\/(sessions|archived_sessions)\//,
    traits: (version) => ({ cacheWrites: newer(version, '0.169.0') }),
  },
  copilot: {
    package: '@github/copilot',
    folder: 'copilot-cli',
    tool: 'copilot-cli',
    program: (version) => (newer(version, '1.0.60') ? `@github/copilot-${arch}/copilot` : '@github/copilot/index.js'),
    env: ({ url }, { wire = 'openai' }) => ({
      COPILOT_PROVIDER_BASE_URL: wire === 'openai' ? `${url}/v1` : url,
      COPILOT_PROVIDER_TYPE: wire,
      COPILOT_PROVIDER_API_KEY: 'sk-dummy',
      COPILOT_MODEL: wire === 'openai' ? 'gpt-5.2' : 'claude-sonnet-4-5-20250929',
      COPILOT_OFFLINE: 'true',
    }),
    traits: (version) => ({ readsThinking: newer(version, '1.0.102'), liveRecords: newer(version, '1.0.102') }),
    telemetry: ({ url }) => ({ COPILOT_OTEL_ENABLED: 'true', COPILOT_OTEL_ENDPOINT: url, ...otlp(url) }),
    keep: /^\.copilot\/(session-state\/.*(events\.jsonl|workspace\.yaml)$|session-store\.db)/,
  },
  qwen: {
    package: '@qwen-code/qwen-code',
    folder: 'qwen-code',
    tool: 'qwen-code',
    program: () => '@qwen-code/qwen-code/cli.js',
    env: ({ url }, { wire = 'openai' }) => qwenEnvironment[wire](url),
    configure: configureQwen,
    telemetry: () => ({}),
    traits: (version) => ({ readsThinking: newer(version, '0.5.0'), readsWrites: newer(version, '0.21.2') }),
    keep: /^\.qwen\/(projects\/.*\.jsonl|tmp\/[^/]+\/chats\/.*\.jsonl?)$/,
  },
  gemini: {
    package: '@google/gemini-cli',
    folder: 'gemini-cli',
    tool: 'gemini-cli',
    program: (version) =>
      newer(version, '0.36.0') ? '@google/gemini-cli/bundle/gemini.js' : '@google/gemini-cli/dist/index.js',
    env: ({ url }) => ({
      GEMINI_API_KEY: 'dummy',
      GOOGLE_GEMINI_BASE_URL: url,
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
      GEMINI_CLI_NO_RELAUNCH: 'true',
    }),
    configure: configureGemini,
    telemetry: () => ({}),
    traits: () => ({}),
    keep: /^\.gemini\/(projects\.json|tmp\/[^/]+\/(\.project_root|chats\/.*\.jsonl?))$/,
  },
  cline: {
    package: 'cline',
    folder: 'cline',
    tool: 'cline',
    program: () => `@cline/cli-${arch}/bin/cline`,
    env: () => ({ CLINE_TELEMETRY_DISABLED: '1', CLINE_NO_AUTO_UPDATE: '1' }),
    configure: configureCline,
    traits: () => ({}),
    keep: /^\.cline\/data\/sessions\/.*\.json$/,
  },
  continue: {
    package: '@continuedev/cli',
    folder: 'continue',
    tool: 'continue',
    program: () => '@continuedev/cli/dist/cn.js',
    env: () => ({ CONTINUE_TELEMETRY_ENABLED: '0', CONTINUE_CLI_AUTO_UPDATED: '1' }),
    configure: configureContinue,
    // 1.5.11 keeps no counts at all.
    traits: (version) => ({ liveRecords: newer(version, '1.5.26') }),
    keep: /^\.continue\/(sessions|dev_data)\//,
  },
  kimi: {
    package: '@moonshot-ai/kimi-code',
    folder: 'kimi',
    tool: 'kimi',
    program: () => '@moonshot-ai/kimi-code/dist/main.mjs',
    env: ({ url }, { wire = 'anthropic' }) => ({
      KIMI_MODEL_BASE_URL: wire === 'kimi' ? `${url}/v1` : url,
      KIMI_MODEL_PROVIDER_TYPE: wire,
      KIMI_MODEL_NAME: 'kimi-k2.6',
      KIMI_MODEL_API_KEY: 'sk-dummy',
    }),
    traits: () => ({}),
    keep: /^\.kimi-code\/sessions\/.*(wire\.jsonl|state\.json)$/,
  },
  pi: piOf('@mariozechner/pi-coding-agent'),
  // Pi from 0.74 on
  earendil: piOf('@earendil-works/pi-coding-agent'),
  omp: {
    package: '@oh-my-pi/pi-coding-agent',
    folder: 'pi',
    tool: 'pi',
    program: () => '@oh-my-pi/pi-coding-agent/dist/cli.js',
    runtime: `@oven/bun-${arch}/bin/bun`,
    beside: () => [`@oven/bun-${arch}@1.4.5`],
    env: () => ({ PI_OFFLINE: '1' }),
    configure: configureOmp,
    traits: () => ({}),
    keep: /^\.omp\/agent\/sessions\/.*\.jsonl$/,
  },
  droid: {
    package: 'droid',
    folder: 'droid',
    tool: 'droid',
    program: () => `@factory/cli-${arch}/bin/droid`,
    env: () => ({ FACTORY_API_KEY: 'fk-dummy' }),
    configure: configureDroid,
    traits: () => ({}),
    keep: /^\.factory\/sessions\/.*\.(settings\.json|jsonl)$/,
  },
  grok: {
    package: '@xai-official/grok',
    folder: 'grok',
    tool: 'grok',
    program: () => '@xai-official/grok/bin/grok-bootstrap.js',
    env: () => ({ GROK_DISABLE_AUTOUPDATER: '1' }),
    configure: configureGrok,
    traits: () => ({ cacheWrites: false }),
    keep: /^\.grok\/sessions\/[^/]+\/[^/]+\/(updates\.jsonl|(summary|usage)\.json)$/,
  },
  goose: {
    package: `@aaif/goose-binary-${arch}`,
    folder: 'goose',
    tool: 'goose',
    program: () => `@aaif/goose-binary-${arch}/bin/goose`,
    env: ({ url }, { wire = 'anthropic' }) => ({
      GOOSE_PROVIDER: wire,
      GOOSE_MODEL: wire === 'openai' ? 'gpt-4.1' : 'claude-sonnet-4-5-20250929',
      ANTHROPIC_HOST: url,
      ANTHROPIC_API_KEY: 'dummy',
      OPENAI_HOST: url,
      OPENAI_API_KEY: 'dummy',
      GOOSE_DISABLE_KEYRING: '1',
      GOOSE_TELEMETRY_ENABLED: 'false',
    }),
    traits: (version) => ({ liveRecords: newer(version, '1.50.0') }),
    keep: /^\.local\/share\/goose\/sessions\/sessions\.db$/,
  },
  ...storeClients,
};

function otlp(url) {
  return {
    OTEL_METRICS_EXPORTER: 'otlp',
    OTEL_LOGS_EXPORTER: 'otlp',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_LOGS_EXPORT_INTERVAL: '500',
  };
}

function newer(version, than) {
  return version.localeCompare(than, 'en', { numeric: true }) >= 0;
}

function piOf(name) {
  return {
    package: name,
    folder: 'pi',
    tool: 'pi',
    program: () => `${name}/dist/cli.js`,
    env: () => ({ PI_OFFLINE: '1' }),
    configure: configurePi,
    traits: () => ({}),
    keep: /^\.pi\/agent\/sessions\//,
  };
}
