import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { AssistedCommit } from '../../src/core/keptWork/commits.js';
import { assistedCommits } from '../../src/ledger/edits/assistedCommits.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { KeptAnswer } from '../../src/protocol/kept.js';
import { gitIn } from '../kit/repository.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { code, Desk, day, hour, start } from './rig.js';

const later = start + 60 * day;
const metadata = JSON.stringify({
  schema_version: 'authorship/3.0.0',
  base_commit_sha: 'x',
  prompts: { abcd1234abcd1234: { agent_id: { tool: 'cursor', id: 'chat-1', model: 'gpt-5' } } },
});

function note(desk: Desk, text: string, commit = 'HEAD', ref = 'ai'): void {
  const file = join(desk.home, '..', 'note');
  writeFileSync(file, text);
  gitIn(desk.work, 'notes', `--ref=${ref}`, 'add', '--force', `--file=${file}`, commit);
}

const noteOf = (...lines: string[]) => [...lines, '---', metadata].join('\n');

async function atDesk(work: (desk: Desk) => void, check: (told: KeptAnswer, ledger: Ledger, desk: Desk) => unknown) {
  await withFolder(async (folder) => {
    const desk = new Desk(folder);
    gitIn(desk.work, 'config', 'user.email', 'kim@example.org');
    // What makes the repository known.
    desk.edit(start, 'own.ts', code('own', 4));
    desk.write('own.ts', code('own', 4));
    desk.commit(start + hour);
    work(desk);
    const ledger = openLedger();
    try {
      await check(await desk.read(ledger, later), ledger, desk);
    } finally {
      ledger.close();
    }
  });
}

/** Lines and kept lines of the sums, then what notes tell of. */
function told({ total, noted, leftOut }: KeptAnswer): unknown[] {
  return [total.lines, total.kept, [noted.kept, noted.aged, noted.survived], leftOut];
}

const commitsOf = (ledger: Ledger): readonly Pick<AssistedCommit, 'lines'>[] =>
  assistedCommits(ledger, 0, later).map(({ lines }) => ({ lines }));

describe('authorship notes in refs/notes/ai', () => {
  it('are evidence of lines in commits, and of what stayed: of no share, for they tell nothing of what was not committed', () =>
    atDesk(
      (desk) => {
        desk.write('a.ts', [...code('hand', 3), ...code('noted', 6)]);
        desk.commit(start + 2 * hour);
        note(desk, noteOf('a.ts', '  abcd1234abcd1234 4-9'));
        desk.write('a.ts', [...code('hand', 3), ...code('noted', 4)]);
        desk.commit(start + day);
      },
      (answer, ledger) => {
        assert.deepEqual(told(answer), [4, 4, [6, 6, 4], { noted: 1 }]);
        assert.deepEqual(answer.coverage, { seen: 2, escaped: 0 });
        assert.deepEqual(commitsOf(ledger), [{ lines: 4 }, { lines: 6 }]);
        const row = ledger.database.prepare(`select tool, session, model from edit where left_out = 'noted'`).get();
        assert.deepEqual({ ...row }, { tool: 'noted', session: 'chat-1', model: 'gpt-5' });
      },
    ));

  it('never count again what a tool’s own log tells, in whatever file it was committed', () =>
    atDesk(
      (desk) => {
        desk.edit(start + day, 'a.ts', code('both', 5));
        desk.write('moved/a.ts', [...code('both', 5), ...code('only', 2)]);
        desk.commit(start + 2 * day);
        note(desk, noteOf('moved/a.ts', '  abcd1234abcd1234 1-7'));
        desk.edit(start + 3 * day, 'b.ts', code('logged', 3));
        desk.write('b.ts', code('logged', 3));
        desk.commit(start + 3 * day + hour);
        note(desk, noteOf('b.ts', '  abcd1234abcd1234 1-3'));
      },
      async (answer, ledger, desk) => {
        const wanted = [12, 12, [2, 2, 2], { logged: 1, noted: 1 }];
        assert.deepEqual(told(answer), wanted);
        assert.deepEqual(commitsOf(ledger), [{ lines: 4 }, { lines: 7 }, { lines: 3 }]);
        assert.deepEqual(told(await desk.read(ledger, later)), wanted);
      },
    ));

  it('count of the person’s own commits alone, under no other ref, and once where a commit was made anew', () =>
    atDesk(
      (desk) => {
        desk.write('a.ts', code('theirs', 3));
        gitIn(desk.work, 'add', '--all');
        desk.git(
          start + day,
          desk.work,
          'commit',
          '--quiet',
          '--author=Other <other@example.com>',
          '--message',
          'theirs',
        );
        note(desk, noteOf('a.ts', '  abcd1234abcd1234 1-3'));
        desk.write('b.ts', code('elsewhere', 3));
        desk.commit(start + 2 * day);
        note(desk, noteOf('b.ts', '  abcd1234abcd1234 1-3'), 'HEAD', 'commits');
        desk.write('c.ts', code('again', 3));
        desk.commit(start + 3 * day);
        note(desk, noteOf('c.ts', '  abcd1234abcd1234 1-3'));
        gitIn(desk.work, 'tag', 'before');
        desk.git(start + 4 * day, desk.work, 'commit', '--quiet', '--amend', '--message', 'anew');
        note(desk, noteOf('c.ts', '  abcd1234abcd1234 1-3'));
      },
      (answer) => assert.deepEqual(told(answer), [4, 4, [3, 3, 3], { noted: 1 }]),
    ));

  it('of another form, damaged or hostile are told as such, and change nothing else', () =>
    atDesk(
      (desk) => {
        const texts = [
          'ai_percentage: 85',
          noteOf('a.ts', '  abcd1234abcd1234 1-', '\u0000HEAD 1'),
          noteOf('../../etc/passwd', '  abcd1234abcd1234 1-99999999999999999999', '  __proto__ 1'),
          noteOf('n3.ts', '  abcd1234abcd1234 50-60,0,9007199254740993'),
          `${'0'.repeat(40)} 1 x@y\n@@ -0,0 +1,3 @@\n+forged line of code\n`.repeat(50),
        ];
        for (const [index, text] of texts.entries()) {
          desk.write(`n${index}.ts`, code(`n${index}x`, 3));
          desk.commit(start + (index + 2) * hour);
          note(desk, text);
        }
      },
      (answer) => assert.deepEqual(told(answer), [4, 4, [0, 0, 0], { 'unknown-note': 3 }]),
    ));
});
