import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { long, withFolder } from '../ledger/rig.js';
import { claudeLine } from './lines.js';

/** Appends of eight hours of work: four agents, an answer every four seconds each. */
const appends = long ? 28_800 : 2_400;
const mostGrowth = 5e6;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are held for good: of objects and of what lies outside V8's heap. */
function held(): number {
  for (let round = 0; round < 3; round++) collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('the scan worker over eight hours of live logs', function () {
  this.timeout(600_000);

  it(`holds no more than 5 MB more at their end: ${appends} answers, a new session every 200`, () =>
    withFolder(async (folder) => {
      const project = join(folder, 'home', '.claude', 'projects', 'one');
      mkdirSync(project, { recursive: true });
      const { ledger, scanner, queries } = openCounting({
        home: join(folder, 'home'),
        ledger: join(folder, 'ledger.db'),
      });
      const start = Date.UTC(2026, 10, 23, 8);
      let made = 0;
      const answer = () => {
        const session = `session-${Math.floor(made / 200)}`;
        const at = start + made * 1000;
        appendFileSync(join(project, `${session}.jsonl`), claudeLine(`m${made}`, at, { input: 3, output: 4 }, session));
        made++;
      };
      // As the worker does twice a second, with the page's questions after each change.
      const work = async (count: number) => {
        for (let n = 0; n < count; n++) {
          for (let each = 0; each < 8; each++) answer();
          if (n % 10 === 0) await scanner.pass();
          else await scanner.passRecent();
          if (n % 5 === 0) queries.usage({ zone: 'Europe/Berlin', by: ['tool', 'day'], since: start });
          if (n % 20 === 0) queries.sessions({ zone: 'Europe/Berlin', limit: 5 });
        }
      };
      await work(Math.floor(appends / 32));
      const before = held();
      await work(Math.floor((appends * 3) / 32));
      await scanner.pass();
      const growth = held() - before;
      assert.equal(queries.usage({ zone: 'UTC', by: [] }).totals.total, made * 7);
      assert.ok(growth <= mostGrowth, `${(growth / 1e6).toFixed(1)} MB`);
      console.log(`      ${made} answers: ${(growth / 1e6).toFixed(2)} MB`);
      ledger.close();
    }));
});
