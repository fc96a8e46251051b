import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readKeptWork } from '../../src/app/keptWork.js';
import { secretsIn } from '../../src/assist/guard/secretsIn.js';
import { checkCommits } from '../../src/kept/commitChecks.js';
import { putChecks, uncheckedCommits } from '../../src/ledger/edits/commitChecks.js';
import { badgeFacts } from '../../src/ledger/questions/badgeFacts.js';
import { secrets } from '../assist/guard/secrets.js';
import { Random } from '../kit/generate/random.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { code, Desk, day, hour, start } from './rig.js';

const key = secrets['aws-key'](new Random('commit checks'));
const head = (desk: Desk) => desk.git(start, desk.work, 'rev-parse', 'HEAD').trim();

describe('what the guard finds in commits with AI lines', () => {
  it('is looked for once, in all files of a commit, and kept as a number', () =>
    withFolder(async (folder) => {
      const desk = new Desk(folder);
      const ledger = openLedger();
      for (const [index, secret] of [undefined, key].entries()) {
        const lines = code(`v${index}`, 12);
        desk.edit(start + index * day, `${index}.ts`, lines);
        desk.write(`${index}.ts`, lines);
        if (secret) desk.write('settings.json', [`{ "key": "${secret}" }`, '{ "mail": "kim@example.org" }']);
        desk.commit(start + index * day + hour);
      }
      const now = start + 3 * day;
      const told = () => badgeFacts(ledger, { now, zone: 'UTC', tools: [] }).commits.map((each) => each.secrets);
      await readKeptWork(ledger, { home: desk.home }, { now });
      assert.deepEqual(told(), [null, null], 'which commits have AI lines, the first reading tells');
      await readKeptWork(ledger, { home: desk.home }, { now });
      assert.deepEqual(told(), [0, 1]);
      assert.deepEqual(uncheckedCommits(ledger, join(desk.work, '.git'), now), []);
      const kept = ledger.database.prepare(`select name, value from meta where name like 'checked:%'`).all();
      assert.deepEqual([kept.length, JSON.stringify(kept).includes(key)], [2, false]);
      ledger.close();
    }));

  it('is not said of a commit that is too large, that is not here any more, or where there is no git', () =>
    withFolder(async (folder) => {
      const desk = new Desk(folder);
      desk.write('large.txt', [key, ...Array.from({ length: 3_000 }, () => 'x'.repeat(99))]);
      desk.commit(start);
      const large = head(desk);
      desk.write('small.txt', ['-- a/key', '++ b/key', key]);
      desk.commit(start + hour);
      const small = head(desk);
      desk.write('small.txt', ['-- a/key']);
      desk.commit(start + 2 * hour);
      const ids = [large, 'f'.repeat(40), small, head(desk)];
      const sorted = [...(await checkCommits(desk.work, { ids, secretsIn }))].sort((a, b) => (a.id < b.id ? -1 : 1));
      const expected = [
        { id: large, secrets: null },
        { id: small, secrets: 1 },
        { id: head(desk), secrets: 0 },
      ].sort((a, b) => (a.id < b.id ? -1 : 1));
      assert.deepEqual(sorted, expected, 'what a commit takes away is no finding');
      assert.deepEqual(await checkCommits(folder, { ids, secretsIn }), []);
      assert.deepEqual(await checkCommits(folder, { ids: [], secretsIn }), []);
      const stopped = checkCommits(desk.work, { ids, secretsIn }, AbortSignal.abort());
      await assert.rejects(stopped, { name: 'AbortError' });
    }));

  it('is asked of the newest first, and of no more once twenty have none; one taken back is none of them', () => {
    const ledger = openLedger();
    const add = ledger.database.prepare(
      `insert into assisted_commit values ('r', ?, ?, 9, 9, 0, 'source', '{}', 0, null, ?, 0)`,
    );
    for (let n = 0; n < 50; n++) add.run(`c${n}`, start + n, n === 49 ? 1 : 0);
    const asked = () => uncheckedCommits(ledger, 'r', start + day);
    assert.deepEqual([asked()[0], asked().length], ['c48', 40]);
    assert.deepEqual(uncheckedCommits(ledger, 'r', start + 500 * day), []);
    const check = (from: number, to: number, secrets: number | null) =>
      ledger.write(() =>
        putChecks(
          ledger,
          Array.from({ length: to - from }, (_, index) => ({ id: `c${from + index}`, secrets })),
        ),
      );
    check(29, 48, 0);
    check(49, 50, 0);
    check(27, 28, null);
    check(26, 27, 3);
    assert.deepEqual([asked()[0], asked().length], ['c48', 28]);
    check(48, 49, 0);
    assert.deepEqual(asked(), []);
    ledger.close();
  });
});
