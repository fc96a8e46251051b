import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'mocha';

const module = pathToFileURL(join(import.meta.dirname, '../../src/cli/standardOutput.js')).href;

/** More than a pipe holds, so that it is written in parts. */
const length = 1_000_000;

/** What arrives of `length` characters, read only once the pipe is full. `before` runs in the writer first. */
async function arrived(before: string): Promise<{ length: number; error: string }> {
  const script = `import { standardOutput } from '${module}'; ${before}
    standardOutput(() => {}).write('x'.repeat(${length})); process.stderr.write('.');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stderr.on('data', (text) => (error += text));
  setTimeout(() => child.stdout.on('data', (text) => (out += text)), 300);
  await new Promise((resolve) => child.on('close', resolve));
  return { length: out.length, error };
}

describe("the command's standard output", () => {
  it('arrives whole at a reader that is slow', async () => {
    assert.deepEqual(await arrived(''), { length, error: '.' });
  });

  it('is not narrowed at a terminal that tells no width', function () {
    const ask = `import { standardOutput } from '${module}'; process.stderr.write('columns ' + standardOutput(() => {}).columns);`;
    const command = `stty cols 0; "${process.execPath}" --input-type=module -e "${ask}"`;
    const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8' });
    if (status !== 0) return this.skip();
    assert.match(stdout, /columns undefined/);
  });

  it('arrives whole through a pipe that answers at once that it is full', async () => {
    const nonBlocking = `import { Socket } from 'node:net'; new Socket({ fd: 1 }).unref();`;
    assert.deepEqual(await arrived(nonBlocking), { length, error: '.' });
  });
});
