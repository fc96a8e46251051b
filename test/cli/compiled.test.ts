import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { generate } from '../kit/generate/generate.js';
import { planned } from '../kit/generate/plan.js';
import { withFolder } from '../ledger/rig.js';

const cli = join(import.meta.dirname, '../../..', 'dist', 'cli.cjs');

/**
 * What V8 threw away with the kind of object that it was compiled for, and compiled again: 9 functions of 60 MB, and 28 when counts
 * were now small integers and now not, states got members later, and each file had functions of its own. That was 7 % of a reading's CPU.
 */
const most = 16;

describe('what V8 compiles for a reading', function () {
  this.timeout(60_000);

  it(`holds: no more than ${most} functions are compiled again for objects of another kind`, function () {
    // Other versions tell it in other words, or compile in another order.
    if (!process.versions.v8.startsWith('13.6.')) this.skip();
    return withFolder((folder) => {
      const home = join(folder, 'home');
      mkdirSync(home);
      const truth = generate(planned({ bytes: 60e6, trapEvery: 8 }), home);
      const words = ['report', '--json', '--home', home, '--ledger', join(folder, 'ledger.db'), '--timezone', 'UTC'];
      const { stdout } = spawnSync(process.execPath, ['--trace-deopt', cli, ...words], {
        encoding: 'utf8',
        maxBuffer: 64e6,
      });
      const lines = stdout.split('\n');
      const again = lines.filter((line) => line.startsWith('[marking dependent code'));
      const report = JSON.parse(lines.filter((line) => !/^\[|^ *;;;/.test(line)).join('\n'));
      assert.equal(report.totals.requests, truth.totals.requests);
      assert.ok(again.length > 0 && again.length <= most, again.join('\n'));
    });
  });
});
