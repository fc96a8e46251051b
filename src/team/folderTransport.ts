import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sealed } from './sealing.js';
import { isSlot, type Slot } from './slots.js';
import { TeamError } from './teamError.js';
import { largestObject, type Transport, type Version } from './transport.js';

/**
 * A folder that something else carries to the other machines: `<folder>/tallyboard/<epoch>/<name>.age`. What a carrier puts
 * beside a file (a conflict copy, a part of a file on its way) has another name, and is not looked at. A file that is there
 * in part only does not open, and is looked at again once it has changed.
 */
export class FolderTransport implements Transport {
  readonly #folder: string;
  readonly #own: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#own = join(folder, 'tallyboard');
  }

  list(): Promise<ReadonlyMap<Slot, Version>> {
    return this.#told(async () => {
      const epochs = await this.#names(this.#own);
      const slots = await Promise.all(
        epochs.map(async (epoch) => (await this.#names(join(this.#own, epoch))).map((name) => slotOf(epoch, name))),
      );
      const found = slots.flat().filter((slot) => slot !== undefined);
      const versions = await Promise.all(found.map(async (slot) => [slot, await this.#version(slot)] as const));
      return new Map(versions.filter((each): each is readonly [Slot, Version] => each[1] !== null));
    });
  }

  fetch(slots: readonly Slot[]): Promise<ReadonlyMap<Slot, Uint8Array>> {
    return this.#told(async () => {
      const read = await Promise.all(slots.map(async (slot) => [slot, await this.#bytes(slot)] as const));
      return new Map(read.filter((each): each is readonly [Slot, Buffer] => each[1] !== undefined));
    });
  }

  push(slot: Slot, object: Sealed, expected: Version | null): Promise<Version> {
    return this.#told(async () => {
      const path = this.#path(slot);
      await mkdir(dirname(path), { recursive: true });
      const beside = join(dirname(path), `.${randomUUID()}.tmp`);
      try {
        await writeDown(beside, object);
        await this.#mustHold(slot, expected);
        // A link is not made over a file: of two that write a new slot at once, one is told.
        if (expected === null) await link(beside, path).catch((error) => this.#copied(error, beside, path));
        else await rename(beside, path);
      } finally {
        await rm(beside, { force: true });
      }
      return (await this.#version(slot)) ?? '';
    });
  }

  remove(slot: Slot, expected: Version): Promise<void> {
    return this.#told(async () => {
      if ((await this.#version(slot)) === null) return;
      await this.#mustHold(slot, expected);
      await rm(this.#path(slot), { force: true });
    });
  }

  #path(slot: Slot): string {
    if (!isSlot(slot)) throw new TeamError('failed', 'no slot');
    return join(this.#own, `${slot}.age`);
  }

  async #mustHold(slot: Slot, expected: Version | null): Promise<void> {
    if ((await this.#version(slot)) !== expected) throw new TeamError('stale');
  }

  /** Some file systems have no links. */
  async #copied(error: NodeJS.ErrnoException, beside: string, path: string): Promise<void> {
    if (error.code === 'EEXIST') throw new TeamError('stale');
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'].includes(error.code ?? '')) throw error;
    await rename(beside, path);
  }

  async #version(slot: Slot): Promise<Version | null> {
    const found = await stat(this.#path(slot), { bigint: true }).catch(ifAbsent);
    return found?.isFile() ? `${found.size}-${found.mtimeNs}-${found.ino}` : null;
  }

  async #bytes(slot: Slot): Promise<Buffer | undefined> {
    const path = this.#path(slot);
    const found = await stat(path).catch(ifAbsent);
    if (!found?.isFile() || found.size > largestObject) return undefined;
    return readFile(path).catch(ifAbsent);
  }

  /** Names in a folder of ours; none while there is no such folder. */
  async #names(folder: string): Promise<readonly string[]> {
    return (await readdir(folder).catch(ifAbsent)) ?? [];
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      // Not made by us: where the carrier has not mounted it yet, a new folder would be one that nobody carries.
      if (!(await stat(this.#folder)).isDirectory()) throw new TeamError('gone');
      return await work();
    } catch (error) {
      throw error instanceof TeamError ? error : told(error);
    }
  }
}

function slotOf(epoch: string, name: string): Slot | undefined {
  const slot = `${epoch}/${name.slice(0, -'.age'.length)}`;
  return name.endsWith('.age') && isSlot(slot) ? slot : undefined;
}

async function writeDown(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes(error.code ?? '')) return undefined;
  throw error;
}

function told(error: unknown): TeamError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new TeamError('gone');
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new TeamError('denied');
  if (['ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ESTALE', 'EIO'].includes(code))
    return new TeamError('offline');
  return new TeamError('failed', message);
}
