import { fstatSync, readSync } from 'node:fs';
import { decodedText } from './decodedText.js';

/**
 * All that stands on standard input; undefined at a terminal. Read directly, as `standardOutput` writes: `process.stdin`
 * takes 5 ms to load. Not by `readFileSync(0)`: it fails where the sender of a large text is slower than we are.
 */
export function standardInput(): string | undefined {
  if (fstatSync(0).isCharacterDevice() && process.stdin.isTTY) return undefined;
  const parts: Buffer[] = [];
  for (let part = read(); part.length > 0; part = read()) parts.push(part);
  return decodedText(Buffer.concat(parts));
}

/** Waits for the next bytes; none at the end. */
function read(): Buffer {
  const bytes = Buffer.allocUnsafe(65_536);
  for (;;) {
    try {
      return bytes.subarray(0, readSync(0, bytes));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // What Windows says at the end of a pipe.
      if (code === 'EOF') return bytes.subarray(0, 0);
      if (code !== 'EAGAIN') throw error;
      // A pipe that somebody set to answer at once is empty just now.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
