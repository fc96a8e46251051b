import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { append } from './generate/append.js';
import { generate, generatedName } from './generate/generate.js';
import { demoPlan, planned } from './generate/plan.js';
import { totalOf } from './generate/tally.js';
import { namesTwice } from './namesTwice.js';
import { filesBelow } from './oracle/naiveLines.js';
import { oracle } from './oracle.js';
import { differences } from './truth.js';

/** Gives `work` an empty folder that is gone afterwards. */
function withFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-kit-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One hash over the names and bytes of all files below a folder. */
function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesBelow(folder)) {
    hash.update(path.slice(folder.length)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

const now = Date.UTC(2026, 10, 23, 15);
const small = { bytes: 4e6, files: 170 };

describe('the log generator', () => {
  const plans = {
    plain: planned({ kind: 'plain', ...small }),
    demo: demoPlan(now, 'UTC'),
    ...Object.fromEntries(['a', 'b', 'c'].map((seed) => [`full ${seed}`, planned({ seed, ...small })])),
  };
  for (const [name, plan] of Object.entries(plans)) {
    it(`knows what a reader of its logs finds: ${name}`, () =>
      withFolder((folder) => {
        assert.deepEqual(differences(generate(plan, folder), oracle(folder), true), []);
      }));
  }

  it('writes the same bytes for the same plan', () =>
    withFolder((folder) => {
      const plan = planned({ seed: 'twice', bytes: 1e6, files: 60 });
      const hashes = ['one', 'two'].map((name) => {
        generate(plan, join(folder, name));
        return hashOf(join(folder, name));
      });
      assert.equal(hashes[0], hashes[1]);
    }));

  it('ends a demo minutes before now, in two live sessions that append goes on with', () =>
    withFolder((folder) => {
      const plan = demoPlan(now, 'Europe/Berlin');
      const before = totalOf(generate(plan, folder).totals);
      const { live, bytes } = JSON.parse(readFileSync(join(folder, generatedName), 'utf8'));
      assert.deepEqual(
        live.map(({ tool, at }: { tool: string; at: number }) => [tool, at > now - 10 * 60_000 && at < now]),
        [
          ['codex', true],
          ['claude-code', true],
        ],
      );
      assert.ok(bytes < 8e6, `${bytes} bytes`);
      const added = (['claude-code', 'codex', 'codex'] as const).map((tool, index) =>
        append(folder, { tool, at: now + index }),
      );
      const sum = added.reduce((total, { counts }) => total + totalOf(counts), 0);
      assert.equal(totalOf(oracle(folder).totals), before + sum);
    }));

  it('leaves every file that it says it wrote', () =>
    withFolder((folder) => {
      generate(planned({ seed: 'files', bytes: 2e6, files: 60 }), folder);
      const { files, live } = JSON.parse(readFileSync(join(folder, generatedName), 'utf8'));
      assert.equal(filesBelow(folder).length, files + 1);
      assert.ok(live.every(({ path }: { path: string }) => existsSync(join(folder, path))));
    }));
});

describe('the comparison with a truth', () => {
  it('names each figure that differs, and takes an absent key for zeros', () =>
    withFolder((folder) => {
      const truth = generate(planned({ kind: 'plain', bytes: 3e5, files: 20 }), folder);
      const found = { ...truth, totals: { ...truth.totals, output: truth.totals.output + 7 }, byModel: {} };
      const list = differences(truth, found);
      assert.deepEqual(list[0], {
        where: 'totals',
        bucket: 'output',
        truth: truth.totals.output,
        found: truth.totals.output + 7,
      });
      assert.ok(list.slice(1).every(({ where, found: figure }) => where.startsWith('byModel ') && figure === 0));
    }));
});

describe('members of one name', () => {
  it('are seen within one object, whatever their escapes, and not between two', () => {
    const twice = ['{"a":1,"a":2}', '{"a":{"b":1,"\\u0062" : 2}}', '[{"x":"{\\"a\\":1","a":1,"a":1}]'];
    const once = ['{"a":{"a":1},"b":[{"a":1},{"a":2}]}', '{"a":"\\"a\\":1","b":"a"}', '{}', '7'];
    assert.deepEqual(
      [twice.map(namesTwice), once.map(namesTwice)],
      [
        [true, true, true],
        [false, false, false, false],
      ],
    );
  });
});
