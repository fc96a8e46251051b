import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeIn, linkOf } from '../../../src/vscode/team/inviteLink.js';

const extension = 'tallyboard.tallyboard';
const code = 'tally1-eyJ2IjoxfQ.Z2l0OmdpdEBob3N0OnBhdGg';

describe('an invite that somebody pasted or followed', () => {
  it('is a code, or a link to us that holds one', () => {
    for (const text of [
      code,
      ` ${code}\n`,
      'tally1-eyJ2IjoxfQ',
      linkOf('vscode', extension, code),
      linkOf('vscode-insiders', extension, code),
      `vscode://Tallyboard.Tallyboard/join?code=${code}`,
    ])
      assert.equal(codeIn(text, extension)?.startsWith('tally1-'), true, text);
    assert.equal(codeIn(linkOf('vscode', extension, code), extension), code);
  });

  it('is nothing else, however it is dressed', () => {
    for (const text of [
      '',
      'tally1-',
      'tally2-eyJ2IjoxfQ',
      `${code} ${code}`,
      `${code}.more`,
      `${code}\n--upload-pack=x`,
      `--${code}`,
      'tally1-../../keys',
      'tally1-\u0435yJ2IjoxfQ',
      `tally1-${'a'.repeat(1_001)}`,
      `tally1-a.${'a'.repeat(2_001)}`,
      `vscode://other.extension/join?code=${code}`,
      `vscode://tallyboard.tallyboard.evil.example/join?code=${code}`,
      `vscode://user@tallyboard.tallyboard/join?code=${code}`,
      `vscode://tallyboard.tallyboard:80/join?code=${code}`,
      `vscode://tallyboard.tallyboard/join/?code=${code}`,
      `vscode://tallyboard.tallyboard/../join?code=${code}`,
      `vscode://tallyboard.tallyboard/leave?code=${code}`,
      `vscode://tallyboard.tallyboard/join?code=${code}&code=tally1-b`,
      `vscode://tallyboard.tallyboard/join?alias=x&code=${code}`,
      `vscode://tallyboard.tallyboard/join?code=${code}#x`,
      `vscode://tallyboard.tallyboard/join?code=${code}%20`,
      `vscode://tallyboard.tallyboard/join?code=javascript:alert(1)`,
      `vscode://tallyboard.tallyboard/join?code=`,
      `javascript://tallyboard.tallyboard/join?code=${code}\nalert(1)`,
      `https://example.org/?u=vscode://tallyboard.tallyboard/join?code=${code}`,
    ])
      assert.equal(codeIn(text, extension), undefined, text.slice(0, 120));
  });

  it('whatever is given: a code of the one alphabet, or nothing', () => {
    const parts = fc.constantFrom('vscode://', extension, '/join', '?code=', code, '&', '#', '\n', ' ', '..', '%2e');
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(parts, fc.string({ maxLength: 3 })), { maxLength: 8 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const found = codeIn(text, extension);
        return found === undefined || /^tally1-[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)?$/.test(found);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});
