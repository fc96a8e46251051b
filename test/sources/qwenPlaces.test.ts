import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { usageOf } from '../app/reports.js';
import { withFolder } from '../ledger/rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');

describe('where Qwen Code keeps its chats', () => {
  it('is a folder of each project where its settings name one that is relative', () =>
    withFolder(async (folder) => {
      const [home, project] = [join(folder, 'home'), join(folder, 'work', 'proj')];
      mkdirSync(join(home, '.qwen'), { recursive: true });
      const settings = { advanced: { runtimeOutputDir: '.logs/qwen' } };
      writeFileSync(join(home, '.qwen', 'settings.json'), JSON.stringify(settings));
      const counting = openCounting({ home, os: process.platform === 'win32' ? 'win32' : 'linux' });
      const counted = async () => {
        await counting.scanner.pass();
        return Object.values(usageOf(counting).byModel).map(({ total, requests }) => ({ total, requests }));
      };
      const from = join(fixtures, 'qwen-code', 'real-0.24.4-plain', 'home', '.qwen', 'projects');
      cpSync(from, join(project, '.logs', 'qwen', 'projects'), { recursive: true });
      assert.deepEqual(await counted(), []);
      const run = JSON.stringify({ version: 1, project });
      writeFileSync(join(home, '.qwen', 'usage_record.jsonl'), `${run}\n${run}\n{"version":1}\n{"pro`);
      assert.deepEqual(await counted(), [{ total: 1035, requests: 4 }]);
      counting.ledger.close();
    }));
});
