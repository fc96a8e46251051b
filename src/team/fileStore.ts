import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { jsonOf, record } from '../core/json.js';
import { withFileLock } from '../platform/fileLock.js';
import { writeWhole } from '../platform/wholeFile.js';
import type { Sent, TeamKeys, TeamState, TeamStore } from './seat.js';
import { TeamError } from './teamError.js';

/** Files of a folder that only their owner can read: `keys.json`, `state.json`, and `sent.jsonl`, all that ever left. */
export class FileStore implements TeamStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes the folder and both files. */
  make(keys: TeamKeys, state: TeamState): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    for (const [name, value] of [
      ['keys', keys],
      ['state', state],
    ] as const)
      writeFileSync(this.#path(`${name}.json`), JSON.stringify(value), { mode: 0o600, flag: 'wx' });
  }

  /** A copy or a restore may have opened the file to others: it is closed again. */
  async keys(): Promise<TeamKeys> {
    const path = this.#path('keys.json');
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) chmodSync(path, 0o600);
    return this.#read<TeamKeys>('keys.json');
  }

  async state(): Promise<TeamState> {
    return this.#read<TeamState>('state.json');
  }

  async changeKeys(change: (keys: TeamKeys) => TeamKeys): Promise<TeamKeys> {
    return this.#change('keys.json', change);
  }

  async changeState(change: (state: TeamState) => TeamState): Promise<TeamState> {
    return this.#change('state.json', change);
  }

  async wasSent(sent: Sent): Promise<void> {
    appendFileSync(this.#path('sent.jsonl'), `${JSON.stringify(sent)}\n`, { mode: 0o600 });
  }

  async sent(): Promise<readonly Sent[]> {
    const path = this.#path('sent.jsonl');
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    // A line that a killed process left half-written is no entry.
    return lines.map(jsonOf).filter((value) => record(value) !== undefined) as readonly Sent[];
  }

  async firstSentAt(): Promise<number | null> {
    const path = this.#path('sent.jsonl');
    if (!existsSync(path)) return null;
    const file = openSync(path, 'r');
    try {
      // A line begins with when; its plaintext may be long.
      const head = Buffer.alloc(64);
      const text = head.toString('utf8', 0, readSync(file, head));
      return Number(/^\{"at":(\d+),/.exec(text)?.[1] ?? Number.NaN) || null;
    } finally {
      closeSync(file);
    }
  }

  async forget(): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #read<T>(name: string): T {
    const path = this.#path(name);
    if (!existsSync(path)) throw new TeamError('noTeam');
    const value = record(jsonOf(readFileSync(path, 'utf8')));
    if (value === undefined) throw new TeamError('damagedFiles', path);
    return value as T;
  }

  #change<T>(name: string, change: (value: T) => T): T {
    return withFileLock(this.#path('lock.db'), 'own', () => {
      const before = this.#read<T>(name);
      const after = change(before);
      if (after !== before) writeWhole(this.#path(name), JSON.stringify(after));
      return after;
    });
  }
}
