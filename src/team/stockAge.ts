import { spawn } from 'node:child_process';
import { homedir } from 'node:os';

const timeout = 30_000;

/**
 * What the stock `age` program on the path opens a file to; undefined where it opens it to nothing. The identity goes to its standard input: no file
 * and no list of processes has it. Throws `ENOENT` where there is no such program.
 */
export function openedByAge(file: string, identity: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    // Not in the file's folder: Windows would look for the program there first.
    const child = spawn('age', ['--decrypt', '--identity', '-', file], {
      cwd: homedir(),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    // Not Node's own: of a program that is not there, that one would keep the process for as long.
    const timer = setTimeout(() => child.kill(), timeout);
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => void parts.push(part));
    // It may end before it has read anything.
    child.stdin.on('error', () => {});
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? Buffer.concat(parts).toString('utf8') : undefined);
    });
    child.stdin.end(`${identity}\n`);
  });
}
