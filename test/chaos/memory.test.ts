import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import { long, withFolder } from '../ledger/rig.js';
import type { ShiftOutcome } from './shift.js';

/** Answers of eight hours of work; in full of four agents, one every four seconds each. */
const answers = long ? 28_800 : 2_400;
/**
 * Answers until all has been done that a day brings: questions, a backup, a look for what is old, and V8 has compiled what runs
 * often, which takes 4 to 10 MB of the process, once. In full also all that the allocator keeps: after 14,400 answers the process still
 * grew by 3 to 6 MB, whether 28,800 or 115,200 came after them.
 */
const before = long ? 57_600 : 7_200;
/** Answers of the month before: as many as fill SQLite's cache, which grows with the ledger up to 16 MB. */
const earlier = long ? 200_000 : 0;
const most = 5e6;
const run = promisify(execFile);

describe('the scan worker over eight hours of live logs', function () {
  this.timeout(600_000);

  it(`has no more than 5 MB more at their end: ${answers} answers, a new session every 200`, () =>
    withFolder(async (folder) => {
      const shift = join(import.meta.dirname, 'shift.js');
      const { stdout } = await run(process.execPath, [shift, folder, ...[earlier, before, answers].map(String)]);
      const outcome = JSON.parse(stdout) as ShiftOutcome;
      const [objects, resident] = [outcome.objects, outcome.resident].map((bytes) => (bytes / 1e6).toFixed(2));
      console.log(`      ${objects} MB of objects, ${resident} MB of the process`);
      assert.deepEqual([outcome.answers, outcome.tokens], [before + answers, (earlier + before + answers) * 7]);
      assert.ok(outcome.backups >= 2 && outcome.shrunk > 0);
      assert.ok(outcome.objects <= most, `${objects} MB of objects`);
      assert.ok(outcome.resident <= most, `${resident} MB of the process`);
    }));
});
