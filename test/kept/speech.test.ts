import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { SessionFactsReader } from '../../src/ledger/questions/sessionFacts.js';
import { withFolder } from '../ledger/rig.js';
import { Desk, start } from './rig.js';

describe('who spoke before a request', () => {
  it('is known of Claude Code as far as its edits were read; of what came later a person is taken to have spoken', () =>
    withFolder(async (folder) => {
      const desk = new Desk(folder);
      const { ledger, scanner } = openCounting({ home: desk.home, ledger: join(folder, 'ledger.db') });
      const told = () => {
        const reader = new SessionFactsReader(ledger, start);
        return reader
          .sessions()
          .flatMap((session) => reader.facts(session).requests.map(({ turn, human }) => [turn, human]));
      };
      try {
        desk.say(start);
        for (const at of [1, 2]) desk.request(start + at);
        desk.say(start + 3);
        for (const at of [4, 5]) desk.request(start + at);
        await scanner.pass();
        const unknown = [null, true];
        assert.deepEqual(told(), [unknown, unknown, unknown, unknown]);
        await desk.read(ledger, start + 5);
        assert.deepEqual(told(), [[1, true], [1, false], [2, true], unknown]);
      } finally {
        ledger.close();
      }
    }));
});
