import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesOf } from './checkout.mjs';
import { Contents } from './contents.mjs';
import { Inputs } from './inputs.mjs';
import { machineOf } from './machine.mjs';
import { Passes } from './passes.mjs';

/**
 * Whether a run takes passes of earlier runs (`takes`), and whether it keeps its own (`keeps`). CI and the long run do neither; a run that
 * measures coverage neither, since what does not run covers nothing; `--fresh` keeps.
 */
export function modeOf(words, env) {
  const whole = Boolean(env['CI'] || env['NODE_V8_COVERAGE']) || words.includes('--long');
  return { takes: !whole && !words.includes('--fresh'), keeps: !whole };
}

/**
 * Of the files that Mocha ran, those that its report says passed as a whole, with the number of their tests. A file with a test that failed
 * or was skipped did not. None did where a hook failed, since nobody knows what it kept from running, or where a file has no test: Mocha
 * takes a test that is made late for one of another file.
 */
export function wholePasses(files, { passes, pending, failures }) {
  const counts = new Map();
  const spoilt = new Set([...pending, ...failures].map(({ file }) => file));
  const ofHook = ({ title, file }) => !file || /^"(?:before|after) (?:all|each)" hook/.test(title);
  for (const { file } of passes) if (!spoilt.has(file)) counts.set(file, (counts.get(file) ?? 0) + 1);
  const told = files.every((file) => counts.has(file) || spoilt.has(file));
  return told && !failures.some(ofHook) ? counts : new Map();
}

/** Leaves out what passed in an earlier run of the same inputs in this checkout. */
export class Reuse {
  /** Passes that were taken from earlier runs. */
  taken = 0;
  /** A file that somebody wrote while tests ran whose results it counts for: those passes are not kept. */
  changed;
  #mode;
  #contents;
  #passes;
  #machine;

  constructor({ root, mode, node, env, now }) {
    this.#mode = mode;
    this.#contents = new Contents(root);
    this.#passes = new Passes(join(root, 'out', 'passed'), now);
    this.#machine = mode.keeps ? machineOf({ root, node, env, names: namesIn(root) }) : [];
    if (mode.keeps) this.#passes.forgetOld();
  }

  /** Of test files, those that have to run, and how many tests passed earlier in the others; then `keep` takes Mocha's report. */
  ofTests(files, more = []) {
    const rest = this.#begin(files, (inputs, file) => inputs.ofTest(this.#nameOf(file), more));
    return { ...rest, keep: (report) => rest.keep(wholePasses(rest.toRun, report)) };
  }

  /** Whether a check of all sources passed earlier; else `keep` is called when it did now. */
  ofCheck(name) {
    const { earlier, keep } = this.#begin([name], (inputs) => inputs.ofCheck(name));
    return { earlier, keep: () => keep(new Map([[name, 1]])) };
  }

  #begin(names, keyIn) {
    if (!this.#mode.keeps) return { toRun: names, earlier: 0, keep: () => {} };
    const inputs = this.#now();
    const keys = new Map(names.map((name) => [name, keyIn(inputs, name)]));
    const find = (name) => (this.#mode.takes ? this.#passes.find(this.#nameOf(name), keys.get(name)) : undefined);
    const found = new Map(names.map((name) => [name, find(name)]));
    const toRun = names.filter((name) => found.get(name) === undefined);
    const earlier = [...found.values()].reduce((sum, passed) => sum + (passed ?? 0), 0);
    this.taken += earlier;
    return { toRun, earlier, keep: (counts) => this.#keep(counts, keys, inputs, keyIn) };
  }

  /** Keeps passes of inputs that are still what they were when the tests began. */
  #keep(counts, keys, before, keyIn) {
    const after = this.#now();
    for (const [name, key] of keys) {
      if (!counts.has(name)) continue;
      if (keyIn(after, name) === key) this.#passes.keep(this.#nameOf(name), key, counts.get(name));
      else this.changed ??= after.changedSince(before) ?? 'the build';
    }
  }

  #now() {
    return new Inputs(this.#contents, this.#machine);
  }

  #nameOf(file) {
    return file.startsWith(this.#contents.root) ? relative(this.#contents.root, file).split(sep).join('/') : file;
  }
}

/** Words in capitals in what the checkout runs: a variable of the environment that is none of them is read by nothing of ours. */
function namesIn(root) {
  const texts = filesOf(root)
    .filter((path) => /\.(?:ts|[cm]?js)$/.test(path) && !path.includes('/fixtures/'))
    .map((path) => readFileSync(join(root, path), 'utf8'));
  return new Set(texts.flatMap((text) => text.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []));
}
