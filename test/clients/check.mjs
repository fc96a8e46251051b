// Runs the real clients anew and holds our report of their logs against what the API sent: npm run test:clients [-- <client> [<version>]]
// Prints a table; with `--record` it replaces the one in the README. A failure prints what changed in the log.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clients } from './clients.mjs';
import { runClient } from './runClient.mjs';
import { alsoRun, suite } from './suite.mjs';

const root = join(import.meta.dirname, '..', '..');
const readme = join(import.meta.dirname, 'README.md');
const fixtures = join(root, 'test', 'fixtures', 'sources');
const buckets = ['input', 'output', 'cacheRead', 'cacheWrite', 'reasoning', 'total', 'requests'];

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isWanted = ([client, version]) =>
  [client, version].every((word, index) => words[index] === undefined || words[index] === word);

/** What our report has, less what the log holds at best; only what differs. */
function differences(folder) {
  const { expected } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  const command = [
    join(root, 'dist', 'cli.cjs'),
    'report',
    '--json',
    '--timezone',
    'UTC',
    '--home',
    join(folder, 'home'),
  ];
  const { totals } = JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' }));
  const wanted = { ...expected.totals, total: expected.total, requests: expected.requests };
  const off = buckets.map((bucket) => [bucket, totals[bucket] - wanted[bucket]]).filter(([, by]) => by !== 0);
  return { tokens: expected.total, requests: expected.requests, off };
}

/** Every member of every JSON object of a home's logs, as paths without indices. */
function membersOf(home) {
  const found = new Set();
  if (!existsSync(home)) return found;
  const files = readdirSync(home, { recursive: true }).map((name) => join(home, name));
  for (const file of files.filter((each) => /\.jsonl?$/.test(each) && statSync(each).isFile())) {
    const text = readFileSync(file, 'utf8');
    for (const part of file.endsWith('.jsonl') ? text.split('\n') : [text]) collect(parsed(part), '', found);
  }
  return found;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function collect(value, path, found) {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const below = Array.isArray(value) ? path : `${path}.${key}`;
    found.add(below);
    collect(inner, below, found);
  }
}

/** What the log has beyond the fixture that is kept, and what it lacks. */
function changes(home, kept) {
  const [now, before] = [membersOf(home), membersOf(kept)];
  const more = [...now].filter((path) => !before.has(path)).map((path) => `  + ${path}`);
  const less = [...before].filter((path) => !now.has(path)).map((path) => `  - ${path}`);
  return [...more, ...less].join('\n');
}

function check(client, version, name, into) {
  const ended = runClient({ client, version, name, into, stdio: ['ignore', 'ignore', 'inherit'] });
  const place = [clients[client].folder, `real-${version}-${name}`];
  const folder = join(into, ...place);
  if (!ended || !existsSync(folder)) return { row: [client, version, name, '', '', 'did not run'], ok: false };
  const { tokens, requests, off } = differences(folder);
  const result = off.map(([bucket, by]) => `${bucket} ${by > 0 ? '+' : ''}${by}`).join(', ') || 'exact';
  if (off.length > 0) {
    const changed = changes(join(folder, 'home'), join(fixtures, ...place, 'home'));
    process.stdout.write(
      `${client} ${version} ${name}: ${result}\n${changed || '  the members of the log are the same'}\n`,
    );
  }
  return { row: [client, version, name, requests, tokens, result], ok: off.length === 0 };
}

const into = mkdtempSync(join(tmpdir(), 'tallyboard-clients-'));
try {
  const results = [...suite, ...alsoRun]
    .filter(isWanted)
    .flatMap(([client, version, names]) => names.map((name) => check(client, version, name, into)));
  const rows = results.map(({ row }) => `| ${row.join(' | ')} |`);
  const head = [
    '| client | version | scenario | requests | tokens | our report |',
    '| --- | --- | --- | --: | --: | --- |',
  ];
  const table = [`Run on ${new Date().toISOString().slice(0, 10)}:`, '', ...head, ...rows].join('\n');
  process.stdout.write(`${table}\n`);
  if (process.argv.includes('--record')) record(table);
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
} finally {
  rmSync(into, { recursive: true });
}

function record(table) {
  const [start, end] = ['<!-- table -->', '<!-- /table -->'];
  const text = readFileSync(readme, 'utf8');
  const [before, after] = [text.slice(0, text.indexOf(start)), text.slice(text.indexOf(end))];
  writeFileSync(readme, `${before}${start}\n\n${table}\n\n${after}`);
}
