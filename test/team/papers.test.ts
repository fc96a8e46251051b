import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'src/team/papers';

function titlesOf(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/\bit\(\s*(['"`])(.+?)\1,/g)].map(([, , title = '']) => title);
}

describe('papers about teams', () => {
  for (const name of readdirSync(folder))
    it(`${name} names only tests that are there`, () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const named = [...text.matchAll(/\[(test\/[^:\]]+): ([^\]]+)\]/g)].map(([, file = '', title = '']) => ({
        file,
        title,
      }));
      assert.ok(named.length >= 7, String(named.length));
      const missing = named.filter(({ file, title }) => !titlesOf(file).some((each) => each.startsWith(title)));
      assert.deepEqual(missing, []);
    });
});
