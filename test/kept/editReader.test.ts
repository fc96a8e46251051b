import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { readKeptWork } from '../../src/app/keptWork.js';
import { editsReadTo, finalAfter } from '../../src/ledger/edits/keptEdits.js';
import { keptWork } from '../../src/ledger/edits/keptQueries.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { migrate } from '../../src/ledger/schema.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { code, Desk, day, hour, start } from './rig.js';

const log = '.claude/projects/work/s1.jsonl';
const later = start + 20 * day;

/** What stands in the ledger of edits: all but the order in which they were found. */
function rows(ledger: Ledger): unknown[] {
  const columns = 'hex(key) as key, session, at, hex(inserted) as inserted, lines, committed, left_out, final';
  return ledger.database.prepare(`select ${columns} from edit order by key`).all();
}

async function atDesk(work: (desk: Desk, ledger: Ledger, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const ledger = openLedger(join(folder, 'ledger.db'));
    try {
      await work(new Desk(folder), ledger, folder);
    } finally {
      ledger.close();
    }
  });
}

describe('reading edits', () => {
  it('keeps no text: neither the ledger nor what lies beside it has a word of a log', () =>
    atDesk(async (desk, ledger, folder) => {
      const canary = 'CanaryInALine';
      desk.edit(start, 'canaryFile.ts', [`const ${canary} = loadEverything();`], {
        removed: [`const old${canary} = 1;`],
      });
      desk.edit(start + 1, 'canaryFile.ts', [`const open${canary} = true;`], { applied: false });
      desk.write('canaryFile.ts', [`const ${canary} = loadEverything();`]);
      desk.commit(start + hour);
      await desk.read(ledger, later);
      assert.equal(keptWork(ledger, { zone: 'UTC', by: [] }).total.kept, 1);
      const files = readdirSync(folder).filter((name) => name.startsWith('ledger'));
      const bytes = Buffer.concat(files.map((name) => readFileSync(join(folder, name))));
      const normal = `const${canary}=loadEverything`;
      for (const text of [canary, normal, 'canaryFile']) {
        const forms = [
          text,
          text.toLowerCase(),
          Buffer.from(text).toString('hex'),
          Buffer.from(text).toString('base64').slice(0, 12),
        ];
        for (const form of [...forms, gzipSync(text).toString('latin1').slice(10, 20)])
          assert.equal(bytes.includes(form, 0, 'latin1'), false, form);
      }
    }));

  it('hashes by a key of the ledger: another ledger has other hashes of the same lines', () =>
    atDesk(async (desk, ledger) => {
      desk.edit(start, 'a.ts', code('same', 3));
      const other = openLedger();
      await desk.read(ledger, start);
      await desk.read(other, start);
      const [one, two] = [ledger, other].map((each) => each.database.prepare('select key, inserted from edit').get());
      assert.deepEqual(one?.['key'], two?.['key']);
      assert.notDeepEqual(one?.['inserted'], two?.['inserted']);
      other.close();
    }));

  it('goes on where it stopped: a log read in parts tells the same as one read whole', () =>
    atDesk(async (desk, ledger) => {
      for (let count = 0; count < 6; count++) desk.edit(start + count, 'a.ts', code(`part${count}`, 3));
      const path = join(desk.home, log);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, '');
      for (let at = 0; at < text.length; at += 900) {
        appendFileSync(path, text.slice(at, at + 900));
        await desk.read(ledger, start);
      }
      const read = rows(ledger);
      ledger.write(() => ledger.database.exec('delete from edit; delete from edit_cursor'));
      await desk.read(ledger, start);
      assert.equal(read.length, 6);
      assert.deepEqual(read, rows(ledger));
    }));

  it('an edit is told once its result is: also when that is read much later', () =>
    atDesk(async (desk, ledger) => {
      desk.edit(start, 'a.ts', code('late', 3), { applied: false });
      await desk.read(ledger, start);
      assert.equal(rows(ledger).length, 0);
      desk.result(start + 1);
      await desk.read(ledger, start + 2);
      assert.equal(rows(ledger).length, 1);
    }));

  it('a log read again, copied, moved or gone changes nothing', () =>
    atDesk(async (desk, ledger) => {
      desk.edit(start, 'a.ts', code('once', 3));
      await desk.read(ledger, start);
      const read = rows(ledger);
      const path = join(desk.home, log);
      writeFileSync(
        join(desk.home, '.claude/projects/work/s2.jsonl'),
        readFileSync(path, 'utf8').replaceAll('"s1"', '"s2"'),
      );
      await desk.read(ledger, start);
      rmSync(path);
      await desk.read(ledger, start);
      assert.deepEqual(rows(ledger), read);
    }));

  it('nothing of a pause is kept', () =>
    atDesk(async (desk, ledger) => {
      ledger.write(() => ledger.pauses.pause(start - 1, start + hour));
      desk.edit(start, 'a.ts', code('paused', 3));
      desk.say(start);
      desk.edit(start + 2 * hour, 'a.ts', code('counted', 3));
      await desk.read(ledger, start);
      assert.deepEqual(
        ledger.database
          .prepare('select at from edit union all select at from spoken')
          .all()
          .map((row) => row['at']),
        [start + 2 * hour],
      );
    }));

  it('an edit whose fate is final keeps its figures and loses its hashes', () =>
    atDesk(async (desk, ledger) => {
      desk.edit(start, 'a.ts', code('final', 3));
      desk.write('a.ts', code('final', 3));
      desk.commit(start + hour);
      const answer = await desk.read(ledger, start + finalAfter + 1);
      assert.deepEqual(
        ledger.database
          .prepare('select length(inserted) as bytes, final from edit')
          .all()
          .map((row) => ({ ...row })),
        [{ bytes: 0, final: 1 }],
      );
      rmSync(desk.work, { recursive: true });
      assert.deepEqual(await desk.read(ledger, start + 2 * finalAfter), answer);
      assert.deepEqual(answer.total, { edits: 1, lines: 3, kept: 3, aged: 3, survived: 3 });
    }));

  it('a ledger that did not hear persons speak reads the logs for it once more, and has each edit once', () =>
    atDesk(async (desk, ledger) => {
      desk.edit(start, 'a.ts', code('kept', 3));
      desk.say(start + 1);
      await desk.read(ledger, later);
      const before = rows(ledger);
      const toVersion10 = `drop view session_request; drop table session_block; create index event_session on event (session);
        drop table key_run; drop table key_part; create index event_key on event (substr(key, 1, 3));
        alter table edit drop column there; alter table edit drop column stayed; drop table six_hours;`;
      ledger.database.exec(`${toVersion10} drop table spoken; pragma user_version = 8`);
      migrate(ledger.database);
      assert.equal(editsReadTo(ledger), Number.NEGATIVE_INFINITY);
      await desk.read(ledger, later);
      assert.deepEqual(rows(ledger), before);
      assert.deepEqual(
        { ...ledger.database.prepare('select at, tool, session from spoken').get() },
        {
          at: start + 1,
          tool: 'claude-code',
          session: 's1',
        },
      );
    }));

  it('stops between two logs when it is cancelled', () =>
    atDesk(async (desk, ledger) => {
      desk.edit(start, 'a.ts', code('never', 3));
      const signal = AbortSignal.abort();
      await readKeptWork(ledger, { home: desk.home }, { now: start, signal });
      assert.equal(rows(ledger).length, 0);
    }));
});
