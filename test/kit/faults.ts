import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Random } from './generate/random.js';

/** What happens at one call: it fails, done or undone, or the process ends there, before or after it. */
export interface Fault {
  /** The first call is 1. */
  readonly at: number;
  readonly kind: 'fails' | 'fails though done' | 'ends before' | 'ends after';
  /** Of a call of the file system; SQLite's own result code of one of SQLite. */
  readonly code: string;
  readonly errcode: number;
}

/** Any fault, at one call. */
export function faultAt(at: number, random: Random): Fault {
  return {
    at,
    kind: random.pick(['fails', 'fails though done', 'ends before', 'ends after'] as const),
    code: random.pick([...passingCodes, ...lastingCodes]),
    errcode: random.pick(sqliteCodes),
  };
}

/** Thrown by every call once the process is to be over. */
class Ended extends Error {}

/** What may do better in a moment, and what is told of a file that is not there or not for us. */
const passingCodes = ['EIO', 'EMFILE', 'EBUSY'] as const;
export const lastingCodes = ['ENOENT', 'EACCES', 'ELOOP', 'EROFS', 'ENOSPC'] as const;
/** Busy, read-only, I/O error (read, write, shared memory), damaged, full, cannot open. */
const sqliteCodes = [5, 8, 266, 778, 4874, 11, 13, 14] as const;

const fileCalls = [
  'accessSync',
  'openSync',
  'closeSync',
  'readSync',
  'writeSync',
  'fsyncSync',
  'existsSync',
  'realpathSync',
  'statSync',
  'readdirSync',
  'readFileSync',
  'writeFileSync',
  'copyFileSync',
  'renameSync',
  'rmSync',
  'mkdirSync',
  'mkdtempSync',
  'utimesSync',
  'statfsSync',
] as const;
const databaseCalls = ['exec', 'prepare'] as const;
const statementCalls = ['run', 'get', 'all', 'iterate'] as const;
const moduleCalls = ['backup'] as const;

type Call = (this: unknown, ...words: unknown[]) => unknown;

/** Counts every call of the file system and of SQLite in this process, and lets one of them go wrong. */
export class Faults {
  calls = 0;
  #fault: Fault | undefined;
  #armed = false;
  #over = false;
  #atEnd: () => void = () => {};
  readonly #restore: (() => void)[] = [];

  install(): void {
    const system = (name: string, { code }: Fault) => Object.assign(new Error(`${code}: ${name}`), { code });
    const sqlite = (name: string, { errcode }: Fault) =>
      Object.assign(new Error(`fault in ${name}`), { code: 'ERR_SQLITE_ERROR', errcode });
    this.#wrap(fs, fileCalls, system);
    this.#wrap(DatabaseSync.prototype, databaseCalls, sqlite);
    this.#wrap(StatementSync.prototype, statementCalls, sqlite);
    this.#wrap(process.getBuiltinModule('node:sqlite'), moduleCalls, sqlite);
    syncBuiltinESMExports();
  }

  uninstall(): void {
    for (const restore of this.#restore) restore();
    syncBuiltinESMExports();
  }

  /** `atEnd` runs at the moment at which the process would be over. */
  arm(fault: Fault | undefined, atEnd: () => void = () => {}): void {
    this.#fault = fault;
    this.#atEnd = atEnd;
    this.calls = 0;
    this.#over = false;
    this.#armed = true;
  }

  disarm(): void {
    this.#armed = false;
  }

  #wrap(owner: object, names: readonly string[], errorOf: (name: string, fault: Fault) => Error): void {
    const calls = owner as Record<string, Call>;
    for (const name of names) {
      const real = calls[name] as Call;
      const faults = this;
      calls[name] = function (...words) {
        // What is installed with us is no file of a person.
        if (/[\\/]dist[\\/]/.test(String(words[0]))) return real.apply(this, words);
        // A handle that is not closed, or a transaction that is not ended, would be lost to the tests.
        const always = name === 'closeSync' || words[0] === 'rollback';
        return faults.#call(name, () => real.apply(this, words), always, errorOf);
      };
      Object.assign(calls[name], real);
      this.#restore.push(() => {
        calls[name] = real;
      });
    }
  }

  #call(name: string, real: () => unknown, always: boolean, errorOf: (name: string, fault: Fault) => Error): unknown {
    if (!this.#armed) return real();
    if (this.#over) throw new Ended();
    const fault = this.#fault;
    if (++this.calls !== fault?.at) return real();
    const fail = () => this.#fail(name, fault, errorOf);
    const isDone = always || fault.kind === 'fails though done' || fault.kind === 'ends after';
    const done = isDone ? real() : undefined;
    return done instanceof Promise ? done.then(fail) : fail();
  }

  /** Throws, but where the system's own call says by its answer that it could not. */
  #fail(name: string, fault: Fault, errorOf: (name: string, fault: Fault) => Error): unknown {
    if (fault.kind === 'fails' || fault.kind === 'fails though done') {
      if (name === 'existsSync') return false;
      throw errorOf(name, fault);
    }
    this.#over = true;
    this.#armed = false;
    this.#atEnd();
    this.#armed = true;
    throw new Ended();
  }
}

/** The files of a folder as the system would hold them if this process were gone now. */
export function copyOf(folder: string, to: string): void {
  fs.mkdirSync(to);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile() && !entry.name.endsWith('-shm')) fs.copyFileSync(join(folder, entry.name), join(to, entry.name));
}
