// One scenario, run where only loopback exists. Started by run.mjs.
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { speakAcp } from './acp.mjs';
import { startApi } from './api.mjs';
import { speakToServer } from './appServer.mjs';
import { clients } from './clients.mjs';
import { writeFixture } from './fixture.mjs';
import { makeProject } from './project.mjs';
import { scenarios } from './scenarios.mjs';
import { inTerminal, typeAsPerson } from './terminal.mjs';

const [name, version, scenarioName, packages, into] = process.argv.slice(2);
const client = clients[name];
const scenario = scenarios[name][scenarioName];
const options = scenario.options ?? {};
const work = '/tmp/tb-clients';
const telemetryFixtures = join(import.meta.dirname, '..', 'fixtures', 'telemetry');
const home = join(work, 'home', 'u');
const raw = join(work, 'raw', `${client.folder}-${version}-${scenarioName}`);
// What Claude Code is told where a person stops a turn in an editor.
const stopTurn = { type: 'control_request', request_id: 'r1', request: { subtype: 'interrupt' } };
const longestStep = 120_000;
/** A client that is to be killed gets this long to write what it knows. */
const timeToWrite = 2000;

rmSync(home, { recursive: true, force: true });
rmSync(raw, { recursive: true, force: true });
mkdirSync(raw, { recursive: true });
const project = makeProject(home);
const tag = `${name}${version}${scenarioName}`.replaceAll(/[^a-z0-9]/gi, '');
let running;
const api = await startApi({
  tag,
  onRequest: (path, body) => appendFileSync(join(raw, 'requests.jsonl'), `${JSON.stringify({ path, body })}\n`),
  onHang: () => setTimeout(interrupt, timeToWrite),
  onTelemetry: (body) => appendFileSync(join(raw, 'otlp.jsonl'), `${JSON.stringify(body)}\n`),
});
const first = options.startedBy ?? version;
const place = { home, project, url: api.url, installed: join(packages, `${name}-${first}`, 'node_modules') };
client.configure?.(place, options, first);
for (const [path, text] of Object.entries(options.files ?? {})) {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}
const legs = [];
for (const [index, step] of scenario.steps.entries()) {
  const before = api.truth.length;
  const now = index === 0 && options.startedBy ? options.startedBy : version;
  api.settings.cacheWrites = options.cacheWrites ?? client.traits(now).cacheWrites ?? true;
  // Of words alone, or with what is sent or typed, what is said to it as an editor does, or the file that what is told goes to.
  const { words: given, input, typed, escapes, acp, server, save } = Array.isArray(step) ? { words: step } : step;
  const words = given.map((word) =>
    /^SESSION\d*$/.test(word) ? sessionAt(word.slice(7)) : word === 'LOG' ? lastLog() : word,
  );
  const terminal = typed !== undefined || (options.terminal && index === scenario.steps.length - 1);
  const speak = acp ? [speakAcp, acp] : server && [speakToServer, server];
  const code = await run({
    now,
    words,
    input,
    typed,
    escapes,
    speak,
    terminal,
    log: join(raw, `step${index + 1}.log`),
  });
  if (save)
    writeFileSync(join(project, save), readFileSync(join(raw, `step${index + 1}.log`), 'utf8').replace(/^[^{]*/, ''));
  const answers = api.truth.slice(before);
  for (const sent of answers)
    Object.assign(sent, { killed: code === 'SIGKILL', typed: typed !== undefined, traits: client.traits(now) });
  legs.push({ step, code, answers: answers.length });
}
api.close();
cpSync(home, join(raw, 'home'), { recursive: true });
writeFileSync(join(raw, 'truth.json'), JSON.stringify({ legs, truth: api.truth }, undefined, 1));
const fixture = {
  name,
  client,
  version,
  scenarioName,
  home,
  packages,
  url: api.url,
  truth: api.truth,
  keepWal: options.keepWal,
  keepAlso: options.keepAlso,
  into: options.telemetry && into === undefined ? telemetryFixtures : into,
  telemetry: options.telemetry && join(raw, 'otlp.jsonl'),
};
const report = writeFixture(fixture);
const result = {
  case: report.case,
  exact: report.exact,
  ...report.expected.totals,
  requests: report.expected.requests,
};
process.stdout.write(
  `${JSON.stringify({ ...result, legs: legs.map(({ code, answers }) => `${code}:${answers}`).join(' ') })}\n`,
);

function run({ now, words: args, input, typed, escapes, speak, terminal, log }) {
  const at = (file) => join(packages, `${name}-${now}`, 'node_modules', file);
  const program = at(client.program(now));
  const runtime = client.runtime ? at(client.runtime) : process.execPath;
  const words = /\.m?js$/.test(program) ? [runtime, program, ...args] : [program, ...args];
  const child = terminal
    ? inTerminal(words, settings())
    : spawn(words[0], words.slice(1), { ...settings(), stdio: [input || speak ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
  if (input) typeIn(child, input);
  if (typed) typeAsPerson(child, typed).catch((error) => failed(child, error));
  running = child;
  if (escapes) child.interrupt = () => child.stdin.write(`${JSON.stringify(stopTurn)}\n`);
  if (speak) speak[0](child, speak[1], project).catch((error) => failed(child, error));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => appendFileSync(log, data));
  return new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
}

/** What a person or an editor does where nothing goes on. */
function interrupt() {
  if (running.interrupt) running.interrupt();
  else running.kill(options.signal ?? 'SIGKILL');
}

function failed(child, error) {
  process.stderr.write(`${error.stack}\n`);
  child.kill('SIGKILL');
}

/** The first line at once, each further one when the client has told a result. */
function typeIn(child, lines) {
  const left = [...lines];
  const next = () => (left.length > 0 ? child.stdin.write(left.shift()) : child.stdin.end());
  next();
  child.stdout.on('data', (data) => /"type":"result"/.test(data) && next());
}

function settings() {
  const exporting = options.telemetry ? client.telemetry(place) : {};
  const env = { ...baseEnv(), ...client.env(place, options), ...exporting, ...options.env };
  return { cwd: project, env, timeout: options.killAfter ?? longestStep, killSignal: 'SIGKILL' };
}

function baseEnv() {
  const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  return {
    HOME: home,
    USER: 'u',
    LOGNAME: 'u',
    SHELL: '/bin/bash',
    PATH: path,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    TERM: 'dumb',
  };
}

/** The path of the newest chat of Gemini CLI. */
function lastLog() {
  const folder = join(home, '.gemini', 'tmp');
  const chats = readdirSync(folder, { recursive: true }).filter((file) => /chats\/session-[^/]+\.jsonl$/.test(file));
  return join(folder, chats.sort().at(-1) ?? '');
}

/** The id in the name of the newest log or, with a number, of the one that came after so many. */
function sessionAt(number) {
  const folders = {
    codex: ['.codex'],
    continue: ['.continue', 'sessions'],
    droid: ['.factory', 'sessions'],
    pi: ['.pi', 'agent', 'sessions'],
  };
  const ids = client.folder in folders ? idsOfFiles(join(home, ...folders[client.folder])) : idsOfStore();
  return ids.at(number === '' ? -1 : Number(number) % ids.length) ?? '';
}

/** Of OpenCode and Kilo, the oldest first. */
function idsOfStore() {
  const database = new DatabaseSync(join(home, '.local', 'share', name, `${name}.db`), { readOnly: true });
  const rows = database.prepare('select id from session where parent_id is null order by time_created').all();
  database.close();
  return rows.map(({ id }) => id);
}

/** Ids that begin with their instant, sorted. */
function idsOfFiles(folder) {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  const ids = files.flatMap((file) => /[0-9a-f-]{36}(?=\.jsonl?$)/.exec(file)?.[0] ?? []);
  return ids.sort();
}
