import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { withFolder } from '../ledger/rig.js';

const answer = (inputTokens: number) =>
  JSON.stringify({ type: 2, createdAt: '2025-07-01T09:00:00.000Z', tokenCount: { inputTokens, outputTokens: 0 } });

describe('Cursor’s database, read again and again', () => {
  it('tells answers that were written anew since, in a new row or in place, and a file that was made anew', () =>
    withFolder(async (home) => {
      const folder = join(home, '.config', 'Cursor', 'User', 'globalStorage');
      const path = join(folder, 'state.vscdb');
      mkdirSync(folder, { recursive: true });
      const counting = openCounting({ home, os: 'linux' });
      const change = async (sql: string, ...values: string[]) => {
        const database = new DatabaseSync(path);
        database.exec('create table if not exists cursorDiskKV (key text unique on conflict replace, value blob)');
        database.prepare(sql).run(...values);
        database.close();
        await counting.scanner.pass();
        return counting.queries.usage({ zone: 'UTC', by: [] }).totals.total;
      };
      const put = 'insert into cursorDiskKV values (?, ?)';
      assert.equal(await change(put, 'bubbleId:chat:one', answer(0)), 0);
      assert.equal(await change(put, 'bubbleId:chat:two', answer(5)), 5);
      assert.equal(await change(put, 'bubbleId:chat:one', answer(70)), 75);
      assert.equal(await change('update cursorDiskKV set value = ? where key = ?', answer(8), 'bubbleId:chat:two'), 78);
      rmSync(path);
      assert.equal(await change(put, 'bubbleId:chat:three', answer(100)), 178);
      counting.ledger.close();
    }));
});
