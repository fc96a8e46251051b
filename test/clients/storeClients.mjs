// Clients that keep their counts in a database of their own, older ones in a file a message: OpenCode, and Kilo made of it.
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./clients.mjs').Client} Client */

const models = { messages: 'claude-sonnet-4-5-20250929', responses: 'gpt-5.2', chat: 'qwen3-coder-plus' };
const platform = `${process.platform}-${process.arch}`;

/** One provider a wire; which is used is said by `-m`, or by the configuration. */
function configuration(url) {
  const provider = (name, npm, model) => ({
    name,
    npm,
    options: { baseURL: `${url}/v1`, apiKey: 'sk-dummy' },
    models: {
      [model]: { name: model, reasoning: true, tool_call: true, limit: { context: 200_000, output: 32_000 } },
    },
  });
  return {
    model: `messages/${models.messages}`,
    small_model: `messages/${models.messages}`,
    permission: { bash: 'allow', edit: 'allow' },
    provider: {
      messages: provider('messages', '@ai-sdk/anthropic', models.messages),
      responses: provider('responses', '@ai-sdk/openai', models.responses),
      chat: provider('chat', '@ai-sdk/openai-compatible', models.chat),
    },
  };
}

/** Builds before 1.1 fetch what speaks to a provider into their cache: it is put there. */
const drivers = { '@ai-sdk/anthropic': '2', '@ai-sdk/openai': '2', '@ai-sdk/openai-compatible': '1' };

/** @param {import('./clients.mjs').Place} place */
function putDrivers({ home, installed }) {
  if (!Object.keys(drivers).every((driver) => existsSync(join(installed, driver)))) return;
  const cache = join(home, '.cache', 'opencode');
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(installed).filter((each) => !each.startsWith('opencode'))) {
    cpSync(join(installed, name), join(cache, 'node_modules', name), { recursive: true });
  }
  const dependencies = Object.fromEntries(Object.keys(drivers).map((driver) => [driver, 'latest']));
  writeFileSync(join(cache, 'package.json'), JSON.stringify({ dependencies }));
  // Of the cache's form: else all of it is deleted at the start.
  writeFileSync(join(cache, 'version'), '9');
}

/** @returns {Client} */
function openCodeLike({ name, packageName, tool, binary }) {
  const prefix = name.toUpperCase();
  return {
    package: packageName,
    folder: tool,
    tool,
    program: () => binary,
    env: ({ url }) => ({
      [`${prefix}_CONFIG_CONTENT`]: JSON.stringify(configuration(url)),
      [`${prefix}_DISABLE_AUTOUPDATE`]: '1',
      [`${prefix}_DISABLE_MODELS_FETCH`]: '1',
      [`${prefix}_DISABLE_DEFAULT_PLUGINS`]: '1',
    }),
    beside: (version) =>
      version.startsWith('1.0.') ? Object.entries(drivers).map(([driver, of]) => `${driver}@${of}`) : [],
    configure: putDrivers,
    keep: new RegExp(`^\\.local/share/${name}/(${name}\\.db(-wal)?$|storage/(session|message|part)/.*\\.json$)`),
    traits: (version) => {
      const reads = (than) => version.localeCompare(than, 'en', { numeric: true }) >= 0;
      return { readsThinking: reads('1.18.33') && name === 'opencode', readsWrites: reads('1.18.3') };
    },
  };
}

/** @type {Record<string, Client>} */
export const storeClients = {
  opencode: openCodeLike({
    name: 'opencode',
    packageName: 'opencode-ai',
    tool: 'opencode',
    binary: `opencode-${platform}/bin/opencode`,
  }),
  kilo: openCodeLike({
    name: 'kilo',
    // Its own package can be out before the binary of this platform.
    packageName: `@kilocode/cli-${platform}`,
    tool: 'kilo',
    binary: `@kilocode/cli-${platform}/bin/kilo`,
  }),
};

const run = (prompt, ...more) => ['run', ...more, prompt];
const auto = (prompt, ...more) => run(prompt, '--auto', ...more);
const wired = (/** @type {keyof typeof models} */ wire) => ['-m', `${wire}/${models[wire]}`];

/** `ask` gives the words of one run. */
function openCodeScenarios(ask) {
  return {
    plain: { steps: [ask('first: use tool'), ask('second', '-c')], options: { keepWal: true } },
    responses: { steps: [ask('first: use tool', ...wired('responses'))] },
    chat: { steps: [ask('first: use tool', ...wired('chat'))] },
    fork: { steps: [ask('first: use tool'), ask('second', '-c'), ask('third: use tool', '-c', '--fork')] },
    continue: { steps: [ask('first: use tool'), ask('second', '-c'), ask('third: use tool', '-c')] },
    refused: { steps: [ask('first, refuse once: use tool')] },
    subagent: { steps: [ask('start a subagent'), ask('after it', '-c')] },
    mixed: {
      steps: [ask('first: use tool'), ask('second: use tool', '-c'), ask('third', '-c', '--fork')],
      options: { startedBy: '1.0.98' },
    },
  };
}

export const storeScenarios = {
  opencode: openCodeScenarios(run),
  kilo: { ...openCodeScenarios(auto), plain: { steps: [auto('first: use tool'), auto('second', '-c')] } },
};

const forkNote =
  'A fork copies messages and steps under new ids with the same instants and counts; what copies are is told by them alone.';
const openCodeNotes = {
  plain: 'A tool turn, continued. All of the database is in its -wal file, as the client leaves it.',
  responses: 'Over OpenAI Responses: caches and reasoning are told apart.',
  chat: 'Over Chat Completions.',
  fork: forkNote,
  continue: 'Three runs of one session.',
  refused: 'A 529 first: nothing is logged for it.',
  subagent: 'Three of the answers are in a session of their own. Titles of sessions are in no file.',
  mixed: 'A session of 1.0.98, in a file a message, taken over into the database, continued and forked.',
};

const notesOf = (client, notes) =>
  Object.fromEntries(Object.entries(notes).map(([scenario, note]) => [`${client} ${scenario}`, note]));

export const storeNotes = {
  ...notesOf('opencode', openCodeNotes),
  ...notesOf('kilo', openCodeNotes),
};
