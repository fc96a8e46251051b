import type { ReadStream } from 'node:tty';

const most = 1_048_576;

/**
 * The text of a stream that ends within so many milliseconds, else what it had said by then; '' at a terminal. The stream is
 * closed, so that it keeps no process alive. Longer texts are cut off.
 */
export function inputWithin(stream: ReadStream, milliseconds: number): Promise<string> {
  if (stream.isTTY) return Promise.resolve('');
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const done = () => {
      clearTimeout(timer);
      stream.destroy();
      resolve(Buffer.concat(parts).toString('utf8'));
    };
    const timer = setTimeout(done, milliseconds);
    stream.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size >= most) done();
    });
    stream.once('end', done).once('error', done);
  });
}
