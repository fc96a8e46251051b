import { fstatSync, writeSync } from 'node:fs';

interface StandardOutput {
  /** Width of the terminal in characters; undefined where it is none. */
  readonly columns: number | undefined;
  write(text: string): void;
}

/**
 * Where answers go; `failed` is told once why one was not written whole. A file or pipe is written to directly: `process.stdout`
 * takes 5 ms to load, an eighth of a report that finds nothing new. A reader such as `head` may not want the rest.
 */
export function standardOutput(failed: (reason: string) => void): StandardOutput {
  let isOver = false;
  const end = (error: NodeJS.ErrnoException) => {
    if (!isOver && error.code !== 'EPIPE' && error.code !== 'EOF') failed(reasonOf(error));
    isOver = true;
  };
  const unlessOver = (write: (text: string) => unknown) => (text: string) => void (isOver || write(text));
  if (isPlain()) return { columns: undefined, write: unlessOver((text) => writePlain(text, end)) };
  const { stdout } = process;
  stdout.on('error', end);
  // A terminal that does not tell its width says 0.
  return { columns: (stdout.isTTY && stdout.columns) || undefined, write: unlessOver((text) => stdout.write(text)) };
}

function isPlain(): boolean {
  try {
    const stat = fstatSync(1);
    return stat.isFile() || stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

function writePlain(text: string, end: (error: NodeJS.ErrnoException) => void): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        end(error as NodeJS.ErrnoException);
        return;
      }
      // A pipe that somebody set to answer at once is full just now.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return full
    ? 'There is no room for the answer where standard output goes: what is there is not whole.'
    : `The answer could not be written to standard output: the system says ${code}.`;
}
