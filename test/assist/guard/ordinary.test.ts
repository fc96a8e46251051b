import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { lazyWork } from '../../../src/app/workClient.js';
import { checkText } from '../../../src/assist/guard/checkText.js';
import { long } from '../../ledger/rig.js';

/** Packages that stand for ordinary code, always in this order; the short run takes the first tenth of their bytes. */
const packages = [
  'mocha',
  'fast-check',
  'axe-core',
  '@types/node',
  '@types/vscode',
  'lit',
  '@vscode/vsce',
  'knip',
  'assemblyscript',
  'playwright-core',
];
const wanted = long ? 10_000_000 : 1_000_000;

function* sources(): Generator<readonly [file: string, text: string]> {
  for (const name of packages) {
    const folder = join('node_modules', name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files.filter((each) => /\.(?:js|mjs|cjs|ts|json|md)$/.test(each) && !each.endsWith('.map'))) {
      yield [join(folder, file), readFileSync(join(folder, file), 'utf8')];
    }
  }
}

describe('ordinary code', () => {
  it('at most one finding in 10 MB blocks', function () {
    this.timeout(60_000);
    const blocked: string[] = [];
    let bytes = 0;
    for (const [file, text] of sources()) {
      if (bytes > wanted) break;
      bytes += text.length;
      const { findings } = checkText({ text, patterns: [] }, Number.POSITIVE_INFINITY);
      for (const { severity, rule, line } of findings)
        if (severity === 'block') blocked.push(`${file}:${line} ${rule}`);
    }
    assert.ok(bytes > wanted, `only ${bytes} bytes of code`);
    assert.ok(blocked.length <= 1, blocked.join('\n'));
  });
});

describe('speed', () => {
  /**
   * 95th percentile of milliseconds in the worker, the first calls left out: the thread starts once. In time of the processor, which
   * is the clock's on a machine that has nothing else to do.
   */
  async function p95(size: number, times: number): Promise<number> {
    const text = [...sources()]
      .map(([, each]) => each)
      .join('\n')
      .slice(0, size + times * 5_000);
    const client = lazyWork(join(process.cwd(), 'dist', 'workWorker.cjs'));
    const taken: number[] = [];
    try {
      for (let run = -5; run < times; run++) {
        const part = text.slice((run + 5) * 4_000, (run + 5) * 4_000 + size);
        const before = process.cpuUsage();
        await client.call('guard', { text: part, patterns: [] });
        const { user, system } = process.cpuUsage(before);
        if (run >= 0) taken.push((user + system) / 1000);
      }
    } finally {
      await client.dispose();
    }
    return taken.sort((a, b) => a - b)[Math.floor(times * 0.95)] ?? Number.NaN;
  }

  // Twice the promise: machines differ.
  for (const [kilobytes, most] of [
    [20, 10],
    [256, 50],
  ] as const) {
    it(`${kilobytes} KB take at most ${most} ms, 95 times of 100`, async function () {
      this.timeout(60_000);
      const taken = await p95(kilobytes * 1024, 40);
      assert.ok(taken <= most * 2, `${taken.toFixed(1)} ms`);
    });
  }
});
