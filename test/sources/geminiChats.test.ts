import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { geminiCliSources } from '../../src/sources/geminiCli/geminiCliSources.js';
import { readHome } from '../kit/readHome.js';

describe('a chat of Gemini CLI that was imported', () => {
  it('leaves what it copied with the chat that it came from', () => {
    const home = join(import.meta.dirname, '../../../test/fixtures/sources/gemini-cli/real-0.61.0-import/home');
    const { rows } = readHome(geminiCliSources, home);
    assert.deepEqual(
      rows.map(({ session, input }) => [session.slice(0, 8), input]),
      [
        ['df0eae75', 11],
        ['df0eae75', 22],
        ['f2bbc8c6', 44],
      ],
    );
  });
});
