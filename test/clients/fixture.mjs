// Turns the home that a client left into a fixture below test/fixtures/sources.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expectedOf } from './expected.mjs';
import { noteOf } from './notes.mjs';
import { anonymise, shortenStrings } from './sanitise.mjs';

const sources = join(import.meta.dirname, '..', 'fixtures', 'sources');

/**
 * Writes `<tool>/real-<version>-<scenario>/{home,expected.json}` and returns the expectation.
 * @param {{ name: string, client: import('./clients.mjs').Client, version: string, scenarioName: string, home: string, packages: string,
 *   url: string, truth: import('./api.mjs').Sent[], keepWal?: boolean, keepAlso?: RegExp, into?: string, telemetry?: string }} run
 */
export function writeFixture(run) {
  const { name, client, version, scenarioName, home, truth } = run;
  const title = `real-${version}-${scenarioName}`;
  const target = join(run.into ?? sources, client.folder, title);
  rmSync(target, { recursive: true, force: true });
  const isKept = (path) => (client.keep.test(path) || run.keepAlso?.test(path)) && !path.endsWith('-shm');
  const files = filesOf(home).filter((file) => isKept(relative(home, file)));
  if (!run.keepWal) files.filter((file) => file.endsWith('.db')).forEach(checkpoint);
  for (const file of files) copy(file, join(target, 'home', relative(home, file)), run);
  if (run.telemetry) writeTelemetry(run.telemetry, join(target, 'otlp.jsonl'), run);
  const seen = seenIn(files.filter((file) => file.endsWith('.jsonl')).map((file) => readFileSync(file, 'utf8')));
  const notes = noteOf(name, version, scenarioName);
  const expected = expectedOf({ client: name, tool: client.tool, name: title, truth, seen, notes });
  writeFileSync(join(target, 'expected.json'), `${JSON.stringify(expected, undefined, 1)}\n`);
  return expected;
}

function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true });
  return names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
}

/** Moves a write-ahead log into its database and drops unused pages; what the client left behind it may still hold that. */
function checkpoint(file) {
  const database = new DatabaseSync(file, { timeout: 20_000 });
  database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM');
  database.close();
}

function copy(from, to, place) {
  if (statSync(from, { throwIfNoEntry: false }) === undefined) return;
  mkdirSync(dirname(to), { recursive: true });
  if (/\.db(-wal)?$/.test(from)) return copyFileSync(from, to);
  const text = readFileSync(from, 'utf8');
  const lines = text.split('\n').map((line) => anonymise(/\.jsonl?$/.test(from) ? shortenStrings(line) : line, place));
  writeFileSync(to, lines.join('\n'));
}

/** What names tokens, and the first export whole. */
function writeTelemetry(from, to, place) {
  const exported = readFileSync(from, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const kept = exported.map((each, index) => (index === 0 ? each : naming(each)));
  const lines = kept.filter(Boolean).map((each) => anonymise(shortenStrings(JSON.stringify(each)), place));
  writeFileSync(to, `${lines.join('\n')}\n`);
}

/** Of an export, or a part of one, what mentions tokens; undefined for nothing. Inside a record all stays. */
function naming(part, depth = 0) {
  if (!/_tokens?_|tokens?["._]|"token_/.test(JSON.stringify(part))) return undefined;
  if (depth === 3) return part;
  const lists = Object.entries(part).map(([name, value]) => {
    if (!Array.isArray(value) || name === 'attributes') return [name, value];
    return [name, value.flatMap((each) => naming(each, depth + 1) ?? [])];
  });
  return Object.fromEntries(lists);
}

/** @returns {import('./expected.mjs').Seen} */
function seenIn(texts) {
  const most = new Map();
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const told = /"response(?:_id|Id)":"([^"]+)"/.exec(line)?.[1];
    if (told) most.set(told, { output: 0, reasoning: false });
    const message = line.includes('"usage"') ? JSON.parse(line).message : undefined;
    if (!message?.id) continue;
    const output = Math.max(message.usage.output_tokens, most.get(message.id)?.output ?? 0);
    // A copy may lack what the answer tells of its reasoning.
    const reasoning = message.usage.output_tokens_details !== undefined || most.get(message.id)?.reasoning === true;
    most.set(message.id, { output, reasoning });
  }
  return (responseId) => most.get(responseId);
}
