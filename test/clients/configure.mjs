// The settings files that point a client at the fake API.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {import('./clients.mjs').Place} Place */

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function exportsTo(telemetry, url) {
  return telemetry
    ? { enabled: true, target: 'local', otlpEndpoint: url, otlpProtocol: 'http', logPrompts: false }
    : { enabled: false };
}

/** @param {Place} place */
export function configureQwen({ home, url }, { wire = 'openai', telemetry }) {
  const settings = {
    security: { auth: { selectedType: wire } },
    telemetry: exportsTo(telemetry, url),
    privacy: { usageStatisticsEnabled: false },
  };
  write(join(home, '.qwen', 'settings.json'), JSON.stringify(settings));
}

/** @param {Place} place */
export function configureCodex(
  { home, project, url },
  { compactAt, features = [], servers = {}, telemetry, provider = 'x' },
) {
  const exporter = (signal) => `{ otlp-http = { endpoint = "${url}/v1/${signal}", protocol = "json" } }`;
  const lines = [
    'model = "gpt-5.2-codex"',
    'model_provider = "x"',
    ...(compactAt ? [`model_auto_compact_token_limit = ${compactAt}`] : []),
    '[analytics]',
    'enabled = false',
    // A question that stands above the prompt takes the keys that are typed.
    '[notice]',
    'hide_rate_limit_model_nudge = true',
    '[model_providers.x]',
    `name = "${provider}"`,
    `base_url = "${url}/v1"`,
    'env_key = "DUMMY_KEY"',
    'wire_api = "responses"',
    'supports_websockets = false',
    `[projects."${project}"]`,
    'trust_level = "trusted"',
    ...Object.entries(servers).flatMap(([name, { command, args }]) => [
      `[mcp_servers.${name}]`,
      `command = ${JSON.stringify(command)}`,
      `args = ${JSON.stringify(args)}`,
    ]),
    ...(telemetry ? ['[otel]', `exporter = ${exporter('logs')}`, `metrics_exporter = ${exporter('metrics')}`] : []),
    ...(features.length ? ['[features]', ...features.map((feature) => `${feature} = true`)] : []),
  ];
  write(join(home, '.codex', 'config.toml'), `${lines.join('\n')}\n`);
}

/** @param {Place} place */
export function configureGemini({ home, url }, { telemetry }) {
  const settings = {
    security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
    general: { disableAutoUpdate: true, enableAutoUpdate: false, disableUpdateNag: true },
    telemetry: exportsTo(telemetry, url),
    privacy: { usageStatisticsEnabled: false },
  };
  write(join(home, '.gemini', 'settings.json'), JSON.stringify(settings));
}

/** @param {Place} place */
export function configureCline({ home, url }, { wire = 'anthropic' }) {
  const anthropic = { provider: wire, apiKey: 'dummy', model: 'claude-sonnet-4-5-20250929', baseUrl: url };
  const openai = { provider: wire, apiKey: 'dummy', model: 'gpt-5.2', baseUrl: `${url}/v1` };
  const settings = wire === 'anthropic' ? anthropic : openai;
  const provider = { settings, updatedAt: '2026-01-01T00:00:00.000Z', tokenSource: 'manual' };
  const providers = { version: 1, lastUsedProvider: wire, modes: {}, providers: { [wire]: provider } };
  write(join(home, '.cline', 'data', 'settings', 'providers.json'), JSON.stringify(providers));
}

/** @param {Place} place */
export function configureContinue({ home, url }, { wire = 'openai' }, version) {
  // 1.5.11 knows no such role, and takes no model that has it.
  const roles = version === '1.5.11' ? '[chat, edit, apply]' : '[chat, edit, apply, subagent]';
  const model = wire === 'openai' ? 'gpt-4.1' : 'claude-sonnet-4-5-20250929';
  const lines = [
    'name: Local',
    'version: 1.0.0',
    'schema: v1',
    'models:',
    '  - name: inner',
    `    provider: ${wire}`,
    `    model: ${model}`,
    '    apiKey: dummy',
    `    apiBase: ${url}/v1`,
    `    roles: ${roles}`,
    '    capabilities: [tool_use]',
    '    chatOptions:',
    '      baseSystemMessage: Be brief.',
  ];
  write(join(home, '.continue', 'config.yaml'), `${lines.join('\n')}\n`);
}

/** @param {Place} place */
export function configureDroid({ home, url }) {
  const of = (provider, baseUrl, model) => ({
    ...{ id: `custom:${provider}`, displayName: provider, provider },
    ...{ model, baseUrl, apiKey: 'dummy', maxOutputTokens: 8192 },
  });
  const customModels = [of('anthropic', url, 'claude-sonnet-4-5-20250929'), of('openai', `${url}/v1`, 'gpt-5.2')];
  write(join(home, '.factory', 'settings.json'), JSON.stringify({ customModels }));
}

/** @param {Place} place */
export function configurePi({ home, url }, { keptRecent }) {
  // Builds before 0.50 want all of it.
  const model = {
    ...{ reasoning: true, input: ['text'], cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } },
    ...{ contextWindow: 200_000, maxTokens: 8192 },
  };
  const of = (api, baseUrl, id) => ({ baseUrl, api, apiKey: 'dummy', models: [{ id, name: id, ...model }] });
  const providers = {
    anthropicx: of('anthropic-messages', url, 'claude-sonnet-4-5-20250929'),
    openaix: of('openai-completions', `${url}/v1`, 'gpt-5.2'),
  };
  write(join(home, '.pi', 'agent', 'models.json'), JSON.stringify({ providers }));
  // Else a compaction takes place only where more was said than in these runs.
  const compaction = { keepRecentTokens: keptRecent };
  if (keptRecent !== undefined) write(join(home, '.pi', 'agent', 'settings.json'), JSON.stringify({ compaction }));
}

/** As after its first start; what it keeps of the talk at a compaction is little, else there is none in runs as short. @param {Place} place */
export function configureOmp({ home, url }) {
  const model = { id: 'claude-sonnet-4-5-20250929', reasoning: true, contextWindow: 200_000, maxTokens: 8192 };
  const provider = { baseUrl: url, api: 'anthropic-messages', apiKey: 'dummy', models: [model] };
  // JSON is YAML.
  write(join(home, '.omp', 'agent', 'models.yml'), JSON.stringify({ providers: { anthropicx: provider } }));
  const settings = { setupVersion: 2, compaction: { keepRecentTokens: 10 } };
  write(join(home, '.omp', 'agent', 'config.yml'), JSON.stringify(settings));
}

/** @param {Place} place */
export function configureGrok({ home, url }) {
  const model = { model: 'grok-4.6', base_url: `${url}/v1`, api_key: 'dummy' };
  const lines = Object.entries(model).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  write(join(home, '.grok', 'config.toml'), `[model.fake]\n${lines.join('')}context_window = 200000\n`);
}
