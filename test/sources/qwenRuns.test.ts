import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { usageOf } from '../app/reports.js';
import { withFolder } from '../ledger/rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');

describe('what a run of Qwen Code asked for by itself', () => {
  it('counts under a model that is called as something that every object has', () =>
    withFolder(async (home) => {
      cpSync(join(fixtures, 'qwen-code', 'suggestions-of-runs', 'home'), home, { recursive: true });
      for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' })) {
        const path = join(home, name);
        if (!name.endsWith('.jsonl')) continue;
        writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"qwen3-coder-plus"', '"constructor"'));
      }
      const counting = openCounting({ home, os: process.platform === 'win32' ? 'win32' : 'linux' });
      await counting.scanner.pass();
      const told = Object.entries(usageOf(counting).byModel).map(([model, { total, requests }]) => [
        model,
        total,
        requests,
      ]);
      counting.ledger.close();
      assert.deepEqual(told, [
        ['constructor', 368_411, 19],
        ['qwen3-max', 20_809, 1],
      ]);
    }));
});
