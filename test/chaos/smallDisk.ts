import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const run = (command: string, ...words: string[]) => spawnSync(command, words, { stdio: 'ignore' }).status === 0;

/** A disk of a few megabytes, mounted for the time of a test. Undefined where this user may not mount one. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static mount(folder: string, megabytes: number): SmallDisk | undefined {
    mkdirSync(folder, { recursive: true });
    const mounted =
      process.platform === 'linux' && run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder);
    return mounted ? new SmallDisk(folder) : undefined;
  }

  /** Leaves at most so many bytes free. */
  fill(leave = 0): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(join(this.folder, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  }

  /** Gives back what `fill` took. */
  empty(): void {
    rmSync(join(this.folder, 'ballast'), { force: true });
  }

  resize(megabytes: number): void {
    if (!run('mount', '-o', `remount,size=${megabytes}m`, this.folder)) throw new Error('remount failed');
  }

  makeReadOnly(on: boolean): void {
    if (!run('mount', '-o', `remount,${on ? 'ro' : 'rw'}`, this.folder)) throw new Error('remount failed');
  }

  unmount(): void {
    if (!run('umount', this.folder)) run('umount', '-l', this.folder);
  }
}
