import { createHash } from 'node:crypto';
import { filesBelow, filesOf } from './checkout.mjs';

/** TypeScript that the build makes modules or bundles of. Any other file counts for every test: fixtures, texts, settings, scripts. */
const isCode = (path) => /^(?:src|test|webview-ui)\/.*(?<!\.d)\.ts$/.test(path) && !path.includes('/fixtures/');
/** With its source map. */
const isTest = (path) => /\.test\.js(?:\.map)?$/.test(path);
/** The installed packages by version; the lock file is among the files of the checkout. */
const installed = 'node_modules/.package-lock.json';

/** What the bundler tells of the bundles. */
const metafiles = ['host', 'page', 'report', 'card'];

/**
 * The rooms whose tests read no other test as text, as a trace of all files that they open has shown. A new room counts as one that
 * does until somebody looked.
 */
const apart = new Set(
  'app assist chaos cli contract core delays kept kit ledger page platform protocol reuse sources vscode'.split(' '),
);

/**
 * What results of tests hang on at one moment. A test file hangs on what it imports, however deep, and on all files that are not code.
 * One that can reach more, by itself or by what it imports, hangs on the whole build and on all sources, too.
 */
export class Inputs {
  #contents;
  #machine;
  #listed;
  #groups = new Map();
  #seen = new Map();

  /** `machine` is what counts beside files, line by line. */
  constructor(contents, machine) {
    this.#contents = contents;
    this.#machine = machine;
    this.#listed = filesOf(contents.root);
  }

  /** The key of a test file, such as `out/test/core/day.test.js`; `more` is what it is run with, such as another Node. */
  ofTest(file, more = []) {
    const modules = this.#importedBy(file);
    const parts = [file, ...more, ...this.#machine, this.#others(), ...modules.map((path) => this.#digest(path))];
    if (modules.some((path) => this.#contents.module(path).reaches)) parts.push(...this.#withinReach(modules));
    return digestOf(parts);
  }

  /** The key of a check of all that is in the checkout. */
  ofCheck(name) {
    return digestOf([name, ...this.#machine, this.#others(), this.#code('')]);
  }

  /** A file of the checkout that came, went or has other bytes than before; without one it was something that is built. */
  changedSince(before) {
    const [now, then] = [new Set(this.#listed), new Set(before.#listed)];
    const written = (path) =>
      this.#seen.has(path) && before.#seen.has(path) && this.#seen.get(path) !== before.#seen.get(path);
    return [...now, ...then, ...this.#seen.keys()].find((path) => now.has(path) !== then.has(path) || written(path));
  }

  #importedBy(file) {
    const found = new Set([file]);
    for (const path of found) for (const each of this.#contents.module(path).imports) found.add(each);
    return [...found].sort();
  }

  #withinReach(modules) {
    const rooms = [...new Set(modules.map((path) => path.match(/^out\/test\/([^/]+)\//)?.[1]))].filter(Boolean).sort();
    const folders = new Set([...rooms, 'kit']);
    return [
      this.#built(),
      this.#code('src/'),
      this.#code('webview-ui/'),
      ...(rooms.every((room) => apart.has(room)) ? [] : [this.#code('test/')]),
      ...[...folders].map((room) => this.#helpers(`out/test/${room}`)),
    ];
  }

  #others() {
    return this.#group('others', () => [installed, ...this.#listed.filter((path) => !isCode(path))]);
  }

  #code(folder) {
    return this.#group(`code ${folder}`, () => this.#listed.filter((path) => isCode(path) && path.startsWith(folder)));
  }

  #built() {
    return this.#group('built', () => {
      const folders = ['dist', 'out/src', 'out/npm'].flatMap((path) => filesBelow(this.#contents.root, path));
      return [...metafiles.map((name) => `out/meta-${name}.json`), ...folders].sort();
    });
  }

  #helpers(folder) {
    return this.#group(folder, () =>
      filesBelow(this.#contents.root, folder)
        .filter((path) => !isTest(path))
        .sort(),
    );
  }

  #group(name, list) {
    if (!this.#groups.has(name)) this.#groups.set(name, digestOf(list().map((path) => this.#digest(path))));
    return this.#groups.get(name);
  }

  #digest(path) {
    if (!this.#seen.has(path)) this.#seen.set(path, this.#contents.digest(path));
    return `${path} ${this.#seen.get(path)}`;
  }
}

function digestOf(parts) {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}
