import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';
import { dataFolder } from '../platform/places.js';

/**
 * What V8 makes of a bundle before it runs is a sixth of a report that finds nothing new, and a fifth of what the status line of Claude
 * Code costs: it is kept in the data folder, beside the launcher, for the next run. Only where a data folder is, that nobody else may
 * write to; by Node's own variable not at all.
 */
const folderName = 'compiled';
/** Of the bundles of two installations and two versions of Node. */
const mostKept = 8;
/** Bytes; V8 wants what follows at a multiple of eight. */
const headerLength = 256;

/** What is to be kept of the bundles of this run. */
const unkept = new Map<string, { readonly script: Script; readonly bundle: string }>();

/** As `require` of a bundle beside this one. Whatever is wrong with what was kept, the bundle is compiled anew. */
export function requireBundle(name: string): unknown {
  const bundle = join(import.meta.dirname, name);
  const folder = keptIn();
  return folder === undefined ? require(bundle) : runCompiled(bundle, folder);
}

/**
 * Keeps what was compiled by now, with all functions that have run. For the end of a run, or before the flags of V8 change: it takes
 * compiled code only for those that it was compiled with.
 */
export function keepCompiledCode(): void {
  for (const [path, { script, bundle }] of unkept) {
    unkept.delete(path);
    try {
      write(path, bundle, script.createCachedData());
    } catch {
      // A full disk, a folder that went: the next run compiles again.
    }
  }
}

function runCompiled(bundle: string, folder: string): unknown {
  const path = join(
    folder,
    `${basename(bundle, '.cjs')}-${process.versions.v8}-${process.arch}-${statSync(bundle).ino}`,
  );
  const cachedData = read(path, bundle);
  const before = '(function (exports, require, module, __filename, __dirname) {';
  const script = new Script(`${before}${readFileSync(bundle, 'utf8')}\n})`, {
    filename: bundle,
    columnOffset: -before.length,
    cachedData,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (!cachedData || script.cachedDataRejected) {
    if (unkept.size === 0) process.once('exit', keepCompiledCode);
    unkept.set(path, { script, bundle });
  }
  const module = { exports: {} };
  // All bundles lie in one folder.
  script.runInThisContext()(module.exports, require, module, bundle, dirname(bundle));
  return module.exports;
}

/** The folder, where code may be kept and run from. */
function keptIn(): string | undefined {
  if (process.env['NODE_DISABLE_COMPILE_CACHE']) return undefined;
  try {
    const data = dataFolder();
    const folder = join(data, folderName);
    if (!isOwn(data)) return undefined;
    // Throws where it is there, and not this person's own.
    if (!isOwn(folder)) mkdirSync(folder, { mode: 0o700 });
    return folder;
  } catch {
    return undefined;
  }
}

/** Whether nobody else may put a file there. On Windows folders of a person are. */
function isOwn(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return false;
  return process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0);
}

/** Compiled code that is whole, and of this very bundle. */
function read(path: string, bundle: string): Buffer | undefined {
  try {
    const kept = readFileSync(path);
    const code = kept.subarray(headerLength);
    return kept.toString('latin1', 0, headerLength) === headerOf(bundle, code) ? code : undefined;
  } catch {
    return undefined;
  }
}

function write(path: string, bundle: string, code: Buffer): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, Buffer.concat([Buffer.from(headerOf(bundle, code), 'latin1'), code]), { mode: 0o600 });
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  const kept = readdirSync(dirname(path)).map((name) => join(dirname(path), name));
  const age = (file: string) => -(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  for (const old of kept.sort((a, b) => age(a) - age(b)).slice(mostKept)) rmSync(old, { force: true });
}

/** Which file it is of, as it is now, and by what what follows is told to be whole. */
function headerOf(bundle: string, code: Buffer): string {
  const { size, mtimeMs, ctimeMs, ino } = statSync(bundle);
  return ['tallyboard', size, mtimeMs, ctimeMs, ino, code.length, sampleOf(code)].join(' ').padEnd(headerLength);
}

/**
 * A sum of each eighth word, which is read in a fourth of the time that node:zlib takes to load: what a disk or a power cut leaves out is
 * told by it, which are whole blocks. V8 itself looks at its own head and at the length of the source.
 */
function sampleOf(code: Buffer): number {
  const words = new Int32Array(code.buffer, code.byteOffset, code.length >> 2);
  let sum = 0;
  for (let at = 0; at < words.length; at += 8) sum = (Math.imul(sum, 31) + (words[at] ?? 0)) | 0;
  return sum;
}
