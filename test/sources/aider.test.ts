import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { withFolder } from '../ledger/rig.js';

const log = join(
  import.meta.dirname,
  '../../../test/fixtures/sources/aider/analytics-log-and-chat-history/home/aider-analytics.jsonl',
);

describe('Aider’s analytics log', () => {
  it('is one file, also where its configuration names a place that is looked at anyway', () =>
    withFolder(async (home) => {
      cpSync(log, join(home, 'aider-analytics.jsonl'));
      writeFileSync(join(home, '.aider.conf.yml'), 'analytics-log: ~/aider-analytics.jsonl\n');
      const counting = openCounting({ home, os: 'linux' });
      const { files, records } = await counting.scanner.pass();
      assert.deepEqual([files.get('aider/analytics')?.files, records], [1, 2]);
      counting.ledger.close();
    }));
});
