import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync(join('.github', 'workflows', 'ci.yml'), 'utf8');
const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);

describe('the CI workflow', () => {
  it('runs what the README says on three systems, and nothing else', () => {
    assert.deepEqual(all(/^\s*- run: (.*)$/gm), ['npm ci --legacy-peer-deps', 'npm test']);
    assert.deepEqual(all(/os: \[(.*)\]/g), ['ubuntu-latest, macos-latest, windows-latest']);
  });

  it('takes actions by their major version, and may only read', () => {
    assert.deepEqual(
      all(/uses: (.*)$/gm).filter((action) => !/^actions\/[a-z-]+@v\d+$/.test(action ?? '')),
      [],
    );
    assert.match(text, /^permissions:\n {2}contents: read$/m);
  });
});
