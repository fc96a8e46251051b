import assert from 'node:assert/strict';
import { unopenedWords } from '../../../src/vscode/team/unopenedWords.js';

describe('a share that age did not open', () => {
  it('without the program says how to install it here, and that nothing else opens the share', () => {
    const toInstall = (platform: string) => /Install it \((.+)\), then/.exec(unopenedWords('noAge', platform))?.[1];
    assert.equal(toInstall('darwin'), 'brew install age');
    assert.equal(toInstall('win32'), 'winget install FiloSottile.age');
    assert.equal(toInstall('linux'), 'the package age of your system, or https://age-encryption.org');
    assert.match(unopenedWords('noAge', 'linux'), /Nothing of ours opens your share in its place\.$/);
  });

  it('that is not there, or is another one, says what to do', () => {
    assert.match(unopenedWords('nothing', 'linux'), /Share with your team first\.$/);
    assert.match(unopenedWords('differs', 'linux'), /not what this machine sent last\. Share again;/);
  });
});
