import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: beside it first, then renamed over it. One that is there keeps its permissions, unless `mode` says
 * others; a symbolic link is followed, a device or a pipe is written to as it is. The parts of a text may come one by one. Throws what
 * the file system throws; nothing is left behind then.
 */
export function writeWhole(
  path: string,
  content: string | Uint8Array | Iterable<string>,
  { mode: wanted }: { readonly mode?: number } = {},
): void {
  const target = realPath(path);
  const there = statSync(target, { throwIfNoEntry: false });
  const mode = wanted ?? there?.mode ?? 0o666;
  const parts = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  if (there && !there.isFile() && !there.isDirectory()) {
    writeThrough(target, parts);
    return;
  }
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const file = openSync(beside, 'w', mode & 0o777);
    try {
      writeParts(file, parts);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    const failed = error as NodeJS.ErrnoException;
    // Nobody knows the file beside it.
    if (failed.path === beside) failed.path = path;
    throw error;
  }
}

function writeThrough(target: string, parts: Iterable<string | Uint8Array>): void {
  const file = openSync(target, 'w');
  try {
    writeParts(file, parts);
  } finally {
    closeSync(file);
  }
}

function writeParts(file: number, parts: Iterable<string | Uint8Array>): void {
  for (const part of parts) writeAll(file, typeof part === 'string' ? Buffer.from(part, 'utf8') : part);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
