/**
 * How many small faults in the code that a team's safety hangs on the tests notice: `npm run mutate`, after a build. Each fault is
 * made in a copy of `out`, one at a time; the tests of the line beside the file have to fail. Prints the score and every fault that nobody noticed.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBinary, root } from './setup.mjs';

const core = [
  'core/team/canonical',
  'core/team/cleared',
  'core/team/kRule',
  'core/team/figures',
  'core/team/board',
  'core/team/row',
];
const sealed = ['team/keys', 'team/vectors', 'team/forged', 'team/team', 'team/machines'];
/** Of each file the tests that have to notice, quickest first. */
const targets = {
  'core/team/kRule': core,
  'core/team/canonical': [...core, 'team/vectors'],
  'core/team/cleared': [...core, ...sealed],
  'core/team/heard': ['core/team/heard', ...sealed],
  'core/team/machines': ['core/team/machines', 'team/machines'],
  'team/keys': [...sealed, 'team/attacks'],
  'team/sealing': ['team/sealing', ...sealed, 'team/attacks'],
  'team/slots': sealed,
  'team/words': sealed,
  'team/admins': ['team/admins', ...sealed, 'team/attacks'],
  'team/hear': [...sealed, 'team/attacks'],
  'team/rosterFound': sealed,
  'team/welcomed': sealed,
};
const wanted = process.argv.slice(2);
const leastScore = 85;
const longest = 120_000;

/** What is put in place of what. Strings, comments, imports and exports stay as they are. */
const faults = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ \?\? /g, ' && '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
  [/ \* /g, ' / '],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  [/!(?=[a-zA-Z(])/g, ''],
  [/\.some\(/g, '.every('],
  [/\.every\(/g, '.some('],
  [/\bif \((?=.)/g, 'if (true || '],
  [/\bif \((?=.)/g, 'if (false && '],
  [/\bcontinue;/g, ';'],
  [/(?<![\w.'"`$#-]|void )\d+(?![\w.'"`])/g, (digits) => String(Number(digits) + 1)],
];

/** The text with strings, templates and comments blanked out, so that places stay. */
function codeOf(text) {
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?![*/ ])(?:[^/\\\n]|\\.)+\/[a-z]*(?=[.,;)])/g,
    (part) => part.replace(/[^\n]/g, '_'),
  );
}

function mutantsOf(file, folder) {
  const text = readFileSync(join(folder, 'out/src', `${file}.js`), 'utf8');
  const code = codeOf(text);
  return faults.flatMap(([pattern, by]) =>
    [...code.matchAll(pattern)]
      .filter(({ index }) => !/^(?:import|export \{|\/\/#)/.test(code.slice(code.lastIndexOf('\n', index) + 1)))
      .map(({ index, 0: what }) => {
        const put = typeof by === 'string' ? by : by(what);
        const line = text.slice(0, index).split('\n').length;
        const shown = text.split('\n')[line - 1].trim();
        return { file, line, shown, what, put, text: text.slice(0, index) + put + text.slice(index + what.length) };
      }),
  );
}

/** True when a test fails, or never ends. */
function isNoticed(folder, tests) {
  return new Promise((resolve) => {
    const files = tests.map((name) => join('out/test', `${name}.test.js`));
    const child = spawn(
      nodeBinary(),
      ['node_modules/mocha/bin/mocha.js', '--bail', '--exit', '--timeout', '60000', ...files],
      {
        cwd: folder,
        stdio: 'ignore',
      },
    );
    const timer = setTimeout(() => child.kill('SIGKILL'), longest);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code !== 0);
    });
  });
}

function copyOf() {
  const folder = mkdtempSync(join(tmpdir(), 'mutate-'));
  for (const name of ['out', 'package.json', 'dist', 'test'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

async function judge(folder, queue, survivors) {
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const path = join(folder, 'out/src', `${mutant.file}.js`);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, mutant.text);
    if (!(await isNoticed(folder, targets[mutant.file]))) survivors.push(mutant);
    writeFileSync(path, whole);
  }
}

const files = Object.keys(targets).filter((file) => wanted.length === 0 || wanted.includes(file));
const folders = Array.from({ length: Math.max(1, availableParallelism()) }, copyOf);
let failed = false;
try {
  for (const file of files)
    if (await isNoticed(folders[0], targets[file])) throw new Error(`The tests of ${file} fail as it is.`);
  const [all, noticed] = [[], []];
  for (const file of files) {
    const queue = mutantsOf(file, folders[0]);
    const [count, survivors] = [queue.length, []];
    await Promise.all(folders.map((folder) => judge(folder, queue, survivors)));
    all.push(count);
    noticed.push(count - survivors.length);
    console.log(`${file}: ${count - survivors.length} of ${count}`);
    for (const { line, shown, what, put } of survivors)
      console.log(`  ${line}: ${what.trim()} -> ${put.trim()}    ${shown}`);
  }
  const sum = (counts) => counts.reduce((total, each) => total + each, 0);
  const score = (100 * sum(noticed)) / sum(all);
  console.log(`score ${score.toFixed(1)} % (${sum(noticed)} of ${sum(all)}; at least ${leastScore} %)`);
  failed = score < leastScore;
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
