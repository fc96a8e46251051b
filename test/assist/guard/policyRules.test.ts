import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'mocha';

const rules = pathToFileURL(`${import.meta.dirname}/../../../src/assist/guard/policyRules.js`).href;

/** Searches of a few milliseconds each, one after the other; what it says is how many were taken for slow. */
const searching = `
  const { searchPolicy } = await import(${JSON.stringify(rules)});
  const text = 'order of KD-12345678, '.repeat(40_000);
  const seen = Array.from({ length: 180 }, () => searchPolicy(text, [{ id: 'order', pattern: 'KD-\\\\d{8}x', severity: 'block' }]));
  console.log(seen.filter(({ slow }) => slow.length > 0).length);`;

describe('patterns of a workspace policy', () => {
  it('are not given up because the machine let the process wait', async function () {
    if (process.platform === 'win32') this.skip();
    this.timeout(30_000);
    const child = spawn(process.execPath, ['--input-type=module', '-e', searching], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => said.push(part));
    const ended = once(child, 'close');
    let stops = 0;
    while (child.exitCode === null) {
      child.kill('SIGSTOP');
      await sleep(25);
      child.kill('SIGCONT');
      stops++;
      await sleep(25);
    }
    await ended;
    assert.ok(stops > 5, `it was stopped ${stops} times`);
    assert.equal(Buffer.concat(said).toString(), '0\n');
  });
});
