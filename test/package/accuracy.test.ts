import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolName } from '../../src/core/toolNames.js';

const fixtures = join('test', 'fixtures', 'sources');
const section = readFileSync('README.md', 'utf8').split('## Accuracy')[1]?.split('\n## ')[0] ?? '';

describe('the README’s table of accuracy', () => {
  it('is of all log fixtures of each tool: `npm run accuracy` prints it anew', () => {
    const rows = [...section.matchAll(/^\| ([^|]+) \| (\d+) of (\d+) \|/gm)];
    const told = rows.map(([, name, right, all]) => [name, Number(right), Number(all)]);
    const there = readdirSync(fixtures).map((tool) => {
      const count = readdirSync(join(fixtures, tool)).length;
      return [toolName(tool), count, count];
    });
    assert.deepEqual(told.sort(), there.sort());
  });
});
