import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What a module needs to reach more than it imports: a process, a thread, a name that is made up, a path of the build or of the sources. */
const reaching =
  /child_process|worker_threads|node:(?:cluster|module|vm)|createRequire|getBuiltinModule|import\.meta|process\.(?:cwd|chdir)|import\((?!\s*["'])|["'`/](?:dist|out|src|webview-ui)["'`/]|["'`/]test["'`/](?!["',\s]*fixtures)/;
const importing = /(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}\/[^"'\n]+)["']/g;

/** Files of a checkout, by paths from its root with `/`. One is read once, and again when its size, its times or its inode changed. */
export class Contents {
  root;
  #read = new Map();

  constructor(root) {
    this.root = root;
  }

  /** Differs when a byte of the file does, when it becomes executable, appears or goes. */
  digest(path) {
    return this.#of(path).digest;
  }

  /** Of a module of the build: `imports` by name, found or not, also of modules that are imported later; whether it `reaches` more. */
  module(path) {
    const read = this.#of(path);
    read.module ??= moduleOf(path, read.exists ? readFileSync(join(this.root, path), 'utf8') : '');
    return read.module;
  }

  #of(path) {
    const stamp = stampOf(join(this.root, path));
    const before = this.#read.get(path);
    if (before?.stamp === stamp) return before;
    const read = { stamp, ...digestOf(join(this.root, path)) };
    this.#read.set(path, read);
    return read;
  }
}

/** Changes whenever somebody writes a file, even the same bytes; '' where there is none. */
function stampOf(path) {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs, stat.mode].join() : '';
}

function digestOf(path) {
  try {
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    return { digest: statSync(path).mode & 0o100 ? `${hash} x` : hash, exists: true };
  } catch (error) {
    return { digest: error.code, exists: false };
  }
}

function moduleOf(path, text) {
  const imports = [...text.matchAll(importing)].map(([, name]) => posix.join(posix.dirname(path), name));
  return { imports, reaches: reaching.test(text.replaceAll(importing, '')) };
}
