import assert from 'node:assert/strict';
import { join } from 'node:path';
import { clearDay } from './clearDay.js';
import { demoHome, fewBuiltIn, root, runSuite } from './rig.js';

describe('inside the extension host', () => {
  it('every test of the suite passes', async function () {
    this.timeout(300_000);
    await clearDay();
    const demo = demoHome();
    let output = '';
    try {
      const code = await runSuite({
        extensionDevelopmentPath: root,
        suite: join(root, 'out', 'test', 'vscode', 'suite', 'index.js'),
        home: demo.home,
        builtIn: fewBuiltIn,
        extraExtensions: ['suggester', 'reporter'].map((name) => join(root, 'test', 'vscode', name)),
        env: { TZ: 'UTC' },
        print: (text) => {
          output += text;
        },
      });
      assert.equal(code, 0, output);
      assert.match(output, /\d+ passing/);
    } finally {
      demo.remove();
    }
  });
});
