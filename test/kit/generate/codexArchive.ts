import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import type { Home } from './home.js';

/** Traps that move, copy or compress a finished rollout. */
export const archiveTraps = [
  'archivedCopy',
  'archivedOnly',
  'compressedBeside',
  'compressedOnly',
  'compressedArchive',
] as const;

/** Leaves a finished rollout where a session's archive trap wants it; does nothing without one. */
export function archive(home: Home, path: string, traps: ReadonlySet<string>): void {
  const archived = join(home.root, '.codex', 'archived_sessions', basename(path));
  if (traps.has('archivedCopy') || traps.has('archivedOnly')) {
    place(home, archived, path, false);
  } else if (traps.has('compressedBeside') || traps.has('compressedOnly')) {
    place(home, `${path}.zst`, path, true);
  } else if (traps.has('compressedArchive')) {
    place(home, `${archived}.zst`, path, true);
  }
  if (traps.has('archivedOnly') || traps.has('compressedOnly')) {
    home.bytes -= statSync(path).size;
    home.files -= 1;
    rmSync(path);
  }
}

function place(home: Home, target: string, source: string, compressed: boolean): void {
  mkdirSync(dirname(target), { recursive: true });
  if (compressed) {
    writeFileSync(target, zstdCompressSync(readFileSync(source)));
  } else {
    copyFileSync(source, target);
  }
  const { mtime } = statSync(source);
  utimesSync(target, mtime, mtime);
  home.bytes += statSync(target).size;
  home.files += 1;
}
