import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Ledger } from '../../src/ledger/ledger.js';
import { rememberedFolders, rememberFolders } from '../../src/ledger/reading/rememberedFolders.js';
import { Scanner } from '../../src/ledger/reading/scanner.js';
import { placesOf } from '../../src/platform/places.js';
import { later } from '../kit/later.js';
import { noon, openLedger, sums, withFolder } from './rig.js';
import { type ToyLine, toySource } from './toySource.js';

let made = 0;
/** A request of ten tokens out. */
function line(): string {
  const request: ToyLine = { kind: 'request', n: made++, session: 'one', out: 10, at: noon };
  return `${JSON.stringify(request)}\n`;
}

const projects = Array.from({ length: 40 }, (_, index) => `project ${index}`);

/** Forty projects of a log each; `pass` is a process that reads what is new, and returns what is then counted. */
async function withProjects(
  work: (home: { add(path: string, text: string): void; remove(path: string): void }, pass: Pass) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const logs = join(folder, 'logs');
    const home = {
      add(path: string, text: string) {
        mkdirSync(join(logs, path, '..'), { recursive: true });
        appendFileSync(join(logs, path), text);
      },
      remove: (path: string) => rmSync(join(logs, path), { recursive: true }),
    };
    for (const name of projects) home.add(`${name}/log.toy`, line());
    writeFileSync(join(logs, 'note.txt'), 'not a log');
    await work(home, async (before) => {
      const ledger = openLedger(join(folder, 'ledger.db'));
      before?.(ledger);
      const scanner = new Scanner(ledger, [toySource(logs)], placesOf({ home: folder }));
      const { files } = await later(() => scanner.pass());
      const remembered = rememberedFolders(ledger).length;
      const { output } = sums(ledger);
      ledger.close();
      return { files: [...files.values()].reduce((sum, each) => sum + each.files, 0), output, remembered };
    });
  });
}

type Pass = (
  before?: (ledger: Ledger) => void,
) => Promise<{ readonly files: number; readonly output: number; readonly remembered: number }>;

/** As if the folders had been listed when there was nothing in them. */
function empty(ledger: Ledger): void {
  const none = rememberedFolders(ledger).map(
    ([path, modifiedAt, changedAt, , folders]) => [path, modifiedAt, changedAt, [], folders] as const,
  );
  ledger.write(() => rememberFolders(ledger, none));
}

describe('the folders that a ledger remembers', () => {
  it('are not listed again by the next process, which sees all that has changed', () =>
    withProjects(async (home, pass) => {
      assert.deepEqual(await pass(), { files: 40, output: 400, remembered: 41 });
      home.add('project 0/log.toy', line());
      home.add('project 1/other.toy', line());
      home.add('new/log.toy', line());
      home.remove('project 2');
      assert.deepEqual(await pass(), { files: 41, output: 430, remembered: 41 });
      home.add('project 0/log.toy', line());
      home.add('project 1/other.toy', line());
      assert.deepEqual(
        await pass(empty),
        { files: 3, output: 440, remembered: 41 },
        'what has not changed is believed',
      );
    }));

  it('are listed anew when all is read anew', () =>
    withProjects(async (_home, pass) => {
      await pass();
      const all = await pass((ledger) => {
        empty(ledger);
        ledger.write(() => ledger.files.forgetAll());
      });
      assert.deepEqual(all, { files: 40, output: 400, remembered: 41 });
    }));

  it('are so many at most that they are read fast', () =>
    withProjects(async (_home, pass) => {
      await pass();
      const long = Array.from({ length: 40_000 }, (_, index) => ['/'.padEnd(100, `${index}`), 0, 0, [], []] as const);
      const { remembered } = await pass((ledger) => ledger.write(() => rememberFolders(ledger, long)));
      assert.equal(remembered, 0);
    }));
});
