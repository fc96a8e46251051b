/**
 * `npm test`: installs what it needs, then types, lint, architecture, unit, contract, page in Chromium, real VS Code and
 * package check. Ends with one line `N passed, N failed`. What passed in an earlier run of the same inputs is not run again, but with
 * `--fresh` and in CI. `--long` runs fuzz, fault and chaos suites in full; `--only NAME,…` runs some steps (for work on one of them).
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { versionOf } from './reuse/machine.mjs';
import { modeOf, Reuse } from './reuse/reuse.mjs';
import { installPackages, nodeBinary, root, run, stayed } from './setup.mjs';

const long = process.argv.includes('--long');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : undefined;
const bin = (name) => join(root, 'node_modules', '.bin', name);
const results = join(root, 'out', 'results');
const env = long ? { TALLYBOARD_LONG: '1' } : {};

/**
 * What most tests are given besides: a temporary folder in memory, where Linux has one with room. They make and remove thousands of
 * small files, and on a disk wait for it a third of their time. Whether a ledger survives is for `chaos`, on a disk.
 */
function inMemory() {
  memory ??= folderInMemory();
  return memory;
}
let memory;

function folderInMemory() {
  const place = '/dev/shm';
  if (!existsSync(place)) return {};
  const { bavail, bsize } = statfsSync(place);
  if (bavail * bsize < 2 ** 31) return {};
  const folder = mkdtempSync(join(place, 'tallyboard-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { TMPDIR: folder };
}

let passed = 0;
let failed = 0;
/** Of earlier runs; made when all is installed. */
let reuse;

/** A step that is right or wrong as a whole. */
async function check(name, command, args) {
  const { code, output } = await run(command, args, { quiet: true, env });
  if (code === 0) passed++;
  else failed++;
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (code !== 0) console.log(output);
  return code === 0;
}

/** A check of all sources, unless they are those that passed before. */
async function sourceCheck(name, command, args) {
  const { earlier, keep } = reuse.ofCheck(name);
  passed += earlier;
  if (earlier > 0) console.log(`ok   ${name} (earlier)`);
  else if (await check(name, command, args)) keep();
}

/**
 * A step of many tests, run by Mocha over the file-by-file build; what passed before is not run. `needs` is what they are run with
 * beside the checkout, and `more` of the environment.
 */
async function suite(name, files, timeout, { more = {}, node = nodeBinary(), flags = [], needs = [] } = {}) {
  if (files.length === 0) return;
  const { toRun, earlier, keep } = reuse.ofTests(files, [node, ...needs].map(versionOf));
  const told =
    toRun.length > 0
      ? await mocha(name, toRun, timeout, { more, node, flags })
      : { passes: [], failures: [], pending: [] };
  if (told.ended) keep(told);
  passed += earlier + told.passes.length;
  failed += told.failures.length;
  const counts = [`${earlier + told.passes.length} passed`, `${told.failures.length} failed`];
  if (told.pending.length > 0) counts.push(`${told.pending.length} skipped`);
  console.log(
    `${told.failures.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${counts.join(', ')}${earlier > 0 ? ` (${earlier} earlier)` : ''}`,
  );
  for (const { fullTitle, err } of told.failures) console.log(`\n${fullTitle}\n${err.stack ?? err.message}\n`);
}

/** Mocha's own report, with a failure more where it did not end by itself. */
async function mocha(name, files, timeout, { more, node, flags }) {
  const report = join(results, `${name.replaceAll(' ', '-')}.json`);
  const options = ['--reporter', 'json', '--reporter-option', `output=${report}`, '--timeout', String(timeout)];
  // A suite that ends before it reports must not be judged by the report of the run before.
  rmSync(report, { force: true });
  const args = [...flags, bin('mocha'), ...options, ...files];
  const { output, code } = await run(node, args, { quiet: true, env: { ...env, ...more }, endedBy: report });
  const notEnded = (stack) => ({ fullTitle: 'the suite did not end', err: { stack } });
  if (!existsSync(report)) return { passes: [], failures: [notEnded(output.slice(-8000))], pending: [], ended: false };
  const told = JSON.parse(readFileSync(report, 'utf8'));
  if (code !== stayed) return { ...told, ended: code === told.failures.length };
  return { ...told, failures: [...told.failures, notEnded('It left something running, and was ended.')], ended: false };
}

function testFiles(...folders) {
  return folders.flatMap((folder) => {
    const path = join(root, 'out', 'test', folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.js'))
      .map((file) => join(path, file))
      .sort();
  });
}

const configs = [
  'tsconfig.json',
  ...['src/core', 'src/sources', 'src/protocol', 'webview-ui', 'test/page'].map((room) => `${room}/tsconfig.json`),
];
/**
 * A process for each: they run side by side, and rooms that start many programs have a small process to start them from, since to start
 * one the system copies the table of all memory that the process has.
 */
const unitRooms = [
  ['app'],
  ['ledger'],
  ['cli'],
  ['team', 'kept', 'platform', 'reuse'],
  ['core', 'assist', 'sources', 'protocol', 'kit', 'vscode/unit'],
];

/**
 * For tests that make thousands of ledgers, each with some megabytes outside V8's heap: it would collect all garbage for every sixty of
 * them, a quarter of their CPU. Not for those that measure memory or run by another Node.
 */
const collectSeldom = ['--external-memory-accounted-in-global-limit', '--initial-heap-size=256'];

function unit(rooms) {
  return suite(`unit ${rooms[0]}`, testFiles(...rooms), 60_000, { more: inMemory(), flags: collectSeldom });
}

/** The ledger, and the command's reports on the fixtures, by the Node of the oldest editors: in the long run, or when asked for by name. */
async function oldest() {
  if (!long && !only?.includes('oldest')) return;
  const { oldestNode } = await import('./oldestNode.mjs');
  const files = [
    ...testFiles('ledger'),
    ...testFiles('cli', 'contract').filter((file) => /(contract|exitCodes|sources)\.test\.js$/.test(file)),
  ];
  await suite('oldest Node', files, 180_000, { more: { ...inMemory(), TALLYBOARD_LONG: '' }, node: oldestNode() });
}

/** None without an editor, which the run has failed for. */
function inEditor(folder) {
  return editor.length > 0 ? testFiles(folder) : [];
}

/** A process and a browser for what has every state looked at, which is half of it, and one for the rest: each has a core of two. */
const pageRooms = ['looks', 'rest'];

/** Tests of the page that measure time run with nothing beside them, by the step `times`. */
function pageFiles(room) {
  const roomOf = (file) => ({ 'looks.test.js': 'looks', 'times.test.js': 'times' })[basename(file)] ?? 'rest';
  return testFiles('page').filter((file) => roomOf(file) === room);
}

const steps = {
  build: () => check('build', nodeBinary(), ['esbuild.mjs']),
  types: async () => {
    for (const config of configs.filter((file) => existsSync(join(root, file))))
      await sourceCheck(`types ${config}`, bin('tsc'), ['-p', config]);
  },
  lint: () =>
    sourceCheck('lint', bin('biome'), ['check', '--error-on-warnings', 'src', 'test', 'webview-ui', 'esbuild.mjs']),
  unused: () => sourceCheck('unused code', nodeBinary(), [bin('knip'), '--no-progress']),
  architecture: () => suite('architecture', testFiles('architecture'), 20_000),
  ...Object.fromEntries(unitRooms.map((rooms) => [`unit ${rooms[0]}`, () => unit(rooms)])),
  oldest: () => oldest(),
  contract: () => suite('contract', testFiles('contract'), 120_000, { more: inMemory(), flags: collectSeldom }),
  ...Object.fromEntries(
    pageRooms.map((room) => [
      `page ${room}`,
      () => suite(`page ${room}`, pageFiles(room), 120_000, { more: inMemory(), needs: browser }),
    ]),
  ),
  chaos: () => suite('chaos', testFiles('chaos'), long ? 3_600_000 : 180_000),
  times: () => suite('times', pageFiles('times'), 120_000, { needs: browser }),
  delays: () => sideBySide('delays', testFiles('delays')),
  editor: prepareEditor,
  vscode: () => sideBySide('vscode', inEditor('vscode/real'), { more: inMemory(), needs: editor }),
  window: () => suite('window', inEditor('vscode/window'), 180_000, { needs: editor }),
  package: () => suite('package', testFiles('package'), 120_000),
};

/**
 * The steps and suites that take longest, in seconds on two cores beside others: measured, since their size does not tell.
 */
const seconds = {
  'unit app': 175,
  'page rest': 140,
  'page looks': 130,
  contract: 95,
  chaos: 90,
  'unit team': 83,
  'unit cli': 80,
  'unit ledger': 79,
  'unit core': 60,
  editor: 35,
  package: 31,
  hooks: 137,
  erase: 119,
  assist: 110,
  installed: 96,
  window: 81,
  sentence: 65,
  inside: 55,
  oneWindow: 60,
  kept: 52,
  surroundings: 34,
  states: 33,
  guard: 20,
};

/** So that no lane ends long after another. */
function longestFirst(list, nameOf = (each) => each) {
  const weight = (each) => seconds[nameOf(each)] ?? 0;
  return [...list].sort((a, b) => weight(b) - weight(a));
}

/**
 * Groups run one after the other, the steps of a group three at a time, since each of them waits now and then; what waits for one event
 * each runs with nothing that works all along, and what takes milliseconds alone.
 */
const plan = [
  ['build', 'types'],
  longestFirst([
    ...pageRooms.map((room) => `page ${room}`),
    ...unitRooms.map(([first]) => `unit ${first}`),
    'chaos',
    'contract',
    'package',
    'editor',
    'lint',
    'unused',
    'architecture',
    'oldest',
  ]),
  ['vscode'],
  ['window', 'delays'],
  ['times'],
];

/** Each lane takes the next of the list when it is done with one. */
async function inLanes(count, list, work) {
  const rest = [...list];
  const lane = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: count }, lane));
}

/** A suite for each file, four at a time, for files that mostly wait. */
function sideBySide(name, files, options = {}) {
  const nameOf = (file) => basename(file, '.test.js');
  return inLanes(4, longestFirst(files, nameOf), (file) => suite(`${name} ${nameOf(file)}`, [file], 180_000, options));
}

/** `--only unit` asks for all rooms of unit tests, `--only page` for both of the page. */
async function step(name) {
  const always = ['build', 'editor'].includes(name);
  if (only && !always && !only.includes(name) && !only.includes(name.split(' ')[0])) return;
  const at = Date.now();
  await steps[name]();
  console.log(`     ${name} took ${((Date.now() - at) / 1000).toFixed(1)} s`);
}

const browser = [];
const editor = [];

/**
 * Not a test: the editor of the suites, whose first installation mostly waits for the network, and what makes every start of it cheaper.
 * Without it the run fails, and goes on with what needs none.
 */
async function prepareEditor() {
  if (!asked('vscode', 'window')) return;
  try {
    await installEditor();
  } catch (error) {
    failed++;
    console.log(`FAIL editor\n${error.message}`);
  }
}

async function installEditor() {
  const { ensureRig } = await import('./vscode/rig/install.mjs');
  const { vscodeDir, nodeBinary: node } = await ensureRig({ log: console.log });
  editor.push(...browser, join(vscodeDir, 'package.json'), node);
  const { makeCompiledCode } = await import('./vscode/rig/makeCompiledCode.mjs');
  if (!(await makeCompiledCode())) console.log('the browser keeps no compiled code: the editor starts more slowly');
}

function asked(...names) {
  return !only || names.some((name) => only.includes(name));
}

/** A browser to test in: without one the run fails at once with the one sentence that says what is missing. */
async function prerequisites() {
  if (!asked('page', 'times', 'vscode', 'window')) return;
  const { ensureBrowser } = await import('./vscode/rig/browser.mjs');
  browser.push(await ensureBrowser({ log: console.log }));
}

// Suites are in process groups of their own, which a Ctrl-C does not reach.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
const started = Date.now();
try {
  installPackages();
  mkdirSync(results, { recursive: true });
  await prerequisites();
  reuse = new Reuse({ root, mode: modeOf(process.argv, process.env), node: nodeBinary(), env: process.env });
  for (const group of plan) await inLanes(3, group, step);
} catch (error) {
  failed++;
  console.log(error.message);
}
console.log(`took ${((Date.now() - started) / 1000).toFixed(0)} s`);
if (reuse?.changed) console.log(`${reuse.changed} changed meanwhile: what hangs on it runs again next time`);
if (reuse?.taken > 0)
  console.log(`${reuse.taken} of these passed in an earlier run of the same inputs; npm test -- --fresh runs all`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
