import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { shortestPassphrase } from '../core/team/bodies.js';
import { UsageError } from './usageError.js';

/** The first line of standard input; a terminal is asked, and shows nothing of it. Throws `UsageError`. */
export async function readPassphrase({ isNew }: { readonly isNew: boolean }): Promise<string> {
  const lines = await readLines(isNew && process.stdin.isTTY ? ['Passphrase: ', 'Again: '] : ['Passphrase: ']);
  const [passphrase = '', again = passphrase] = lines;
  if (passphrase !== again) throw new UsageError('That was another passphrase the second time.');
  if (isNew && passphrase.length < shortestPassphrase)
    throw new UsageError(
      `A passphrase has at least ${shortestPassphrase} characters: five words that have nothing to do with one another, say. Nothing is written.`,
    );
  return passphrase;
}

async function readLines(questions: readonly string[]): Promise<readonly string[]> {
  const { stdin, stderr } = process;
  const unseen = new Writable({ write: (_text, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: unseen, terminal: stdin.isTTY === true });
  lines.once('SIGINT', () => process.exit(130));
  try {
    const answers: string[] = [];
    const iterator = lines[Symbol.asyncIterator]();
    for (const question of questions) {
      if (stdin.isTTY) stderr.write(question);
      answers.push(String((await iterator.next()).value ?? ''));
      if (stdin.isTTY) stderr.write('\n');
    }
    return answers;
  } finally {
    lines.close();
  }
}
