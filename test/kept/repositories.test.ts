import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { KeptAnswer } from '../../src/protocol/kept.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { code, Desk, day, hour, start } from './rig.js';

const later = start + 60 * day;

/** Lines, kept, aged, survived; reasons of what is left out. */
function told({ total, leftOut }: KeptAnswer): unknown[] {
  return [total.lines, total.kept, total.aged, total.survived, leftOut];
}

async function atDesk(work: (desk: Desk, folder: string) => void, wanted: unknown[], now = later): Promise<void> {
  await withFolder(async (folder) => {
    const desk = new Desk(folder);
    work(desk, folder);
    const ledger = openLedger();
    try {
      assert.deepEqual(told(await desk.read(ledger, now)), wanted);
    } finally {
      ledger.close();
    }
  });
}

describe('edits held against their repository', () => {
  const lines = code('kept', 10);

  it('a file renamed in the commit of an edit, or after it', () =>
    atDesk(
      (desk) => {
        desk.edit(start, 'a.ts', lines);
        desk.write('b.ts', lines);
        desk.commit(start + hour);
        desk.write('deep/c.ts', lines);
        rmSync(join(desk.work, 'b.ts'));
        desk.commit(start + day);
      },
      [10, 10, 10, 10, {}],
    ));

  it('a reformatted file', () =>
    atDesk(
      (desk) => {
        desk.edit(start, 'a.ts', lines);
        desk.write('a.ts', lines);
        desk.commit(start + hour);
        const broken = lines.flatMap((line) => line.replaceAll("'", '"').split(/(?<=\()/));
        desk.write(
          'a.ts',
          broken.map((line) => `\t${line.trim().replace(/;$/, '')}`),
        );
        desk.commit(start + day);
      },
      [10, 10, 10, 10, {}],
    ));

  describe('a cell of a notebook', () => {
    const source = lines.join('\n');
    const saved = lines.map((line, index) => (index < lines.length - 1 ? `${line}\n` : line));
    /** One string, as tools write it; a string a line and what the cell printed, once Jupyter has saved it. */
    const notebook = (cell: string | string[], indent: number, more = {}) =>
      JSON.stringify({ cells: [{ cell_type: 'code', source: cell, ...more }], nbformat: 4 }, null, indent).split('\n');
    const printed = { outputs: [{ name: 'stdout', text: ['42\n'] }], execution_count: 1 };

    it('as its tool wrote it, then saved by Jupyter, then reformatted', () =>
      atDesk(
        (desk) => {
          desk.cell(start, 'a.ipynb', source);
          desk.write('a.ipynb', notebook(source, 1));
          desk.commit(start + hour);
          desk.write('a.ipynb', notebook(saved, 1, printed));
          desk.commit(start + 2 * hour);
          desk.write('a.ipynb', notebook(saved, 4, printed));
          desk.commit(start + day);
        },
        [10, 10, 10, 10, {}],
      ));

    it('saved by Jupyter before its commit, then half of it taken away', () =>
      atDesk(
        (desk) => {
          desk.cell(start, 'a.ipynb', source);
          desk.write('a.ipynb', notebook(saved, 1, printed));
          desk.commit(start + hour);
          desk.write('a.ipynb', notebook(saved.slice(5), 1, printed));
          desk.commit(start + day);
        },
        [10, 10, 10, 5, {}],
      ));

    it('in a notebook that its tool wrote whole, and changed as text', () =>
      atDesk(
        (desk) => {
          desk.edit(start, 'a.ipynb', notebook(source, 1).slice(0, -3));
          desk.edit(start, 'a.ipynb', ['    "  more = load(1)",'], { removed: ['    "gone = load(2)"'] });
          desk.write('a.ipynb', notebook([...saved, '\n  more = load(1)'], 1, printed));
          desk.commit(start + hour);
        },
        [11, 11, 11, 11, {}],
      ));
  });

  it('a branch that was rebased, and one that was squashed', () =>
    atDesk(
      (desk) => {
        desk.commit(start - day);
        desk.git(start, desk.work, 'checkout', '--quiet', '-b', 'topic');
        desk.edit(start, 'a.ts', lines);
        desk.write('a.ts', lines);
        desk.commit(start + hour);
        desk.git(start, desk.work, 'checkout', '--quiet', 'main');
        desk.write('b.ts', code('other', 3));
        desk.commit(start + 2 * hour);
        desk.git(start + 3 * hour, desk.work, 'rebase', '--quiet', 'main', 'topic');
        desk.git(start, desk.work, 'checkout', '--quiet', 'main');
        desk.git(start, desk.work, 'merge', '--quiet', '--squash', 'topic');
        desk.commit(start + 4 * hour);
        desk.git(start, desk.work, 'branch', '--quiet', '-D', 'topic');
      },
      [10, 10, 10, 10, {}],
    ));

  it('a branch that was left: committed there, not on what is checked out', () =>
    atDesk(
      (desk) => {
        desk.commit(start - day);
        desk.git(start, desk.work, 'checkout', '--quiet', '-b', 'topic');
        desk.edit(start, 'a.ts', lines);
        desk.write('a.ts', lines);
        desk.commit(start + hour);
        desk.git(start, desk.work, 'checkout', '--quiet', 'main');
      },
      [10, 10, 10, 0, {}],
    ));

  it('a worktree is the same repository, a submodule is one of its own', () =>
    atDesk(
      (desk, folder) => {
        desk.commit(start - day);
        desk.git(start, desk.work, 'worktree', 'add', '--quiet', join(folder, 'tree'), '-b', 'topic');
        desk.edit(start, 'a.ts', lines, { folder: join(folder, 'tree') });
        desk.write('a.ts', lines, join(folder, 'tree'));
        desk.commit(start + hour, join(folder, 'tree'));
        desk.git(start, desk.work, 'merge', '--quiet', 'topic');
        const inner = new Desk(join(folder, 'inner'));
        inner.commit(start - day);
        desk.git(
          start,
          desk.work,
          '-c',
          'protocol.file.allow=always',
          'submodule',
          '--quiet',
          'add',
          inner.work,
          'sub',
        );
        desk.edit(start, 'sub/b.ts', code('inner', 5));
        desk.write('sub/b.ts', code('inner', 5));
        desk.commit(start + hour, join(desk.work, 'sub'));
      },
      [15, 15, 15, 15, {}],
    ));

  it('a repository that is gone, a folder that is none, and one with a broken history', () =>
    atDesk(
      (desk, folder) => {
        const other = new Desk(join(folder, 'other'));
        other.commit(start - day);
        desk.edit(start, 'a.ts', lines, { folder: join(folder, 'never') });
        mkdirSync(join(folder, 'plain'));
        desk.edit(start, 'a.ts', lines, { folder: join(folder, 'plain') });
        desk.edit(start, 'a.ts', lines, { folder: other.work });
        rmSync(join(other.work, '.git/HEAD'));
      },
      [0, 0, 0, 0, { gone: 1, 'no-repository': 1, unreadable: 1 }],
    ));

  it('what lies before the begin of a shallow clone', () =>
    atDesk(
      (desk, folder) => {
        desk.write('a.ts', code('early', 4));
        desk.commit(start + hour);
        desk.write('a.ts', [...code('early', 4), ...lines]);
        desk.commit(start + 5 * day);
        const clone = join(folder, 'clone');
        desk.git(start, folder, 'clone', '--quiet', '--depth=1', `file://${desk.work}`, clone);
        desk.edit(start, 'a.ts', code('early', 4), { folder: clone });
        desk.edit(start + 6 * day, 'b.ts', code('late', 4), { folder: clone });
        desk.write('b.ts', code('late', 4), clone);
        desk.commit(start + 6 * day + hour, clone);
      },
      [4, 4, 4, 4, { shallow: 1 }],
    ));

  it('a repository without a commit decides nothing; generated files never count', () =>
    atDesk(
      (desk) => {
        desk.edit(start, 'a.ts', lines);
        desk.edit(start, 'dist/a.ts', lines);
        desk.edit(start, 'package-lock.json', lines);
      },
      [0, 0, 0, 0, { undecided: 1, 'not-counted': 2 }],
    ));

  it("nothing that a repository's configuration names is run", () =>
    atDesk(
      (desk) => {
        const canary = `touch ${join(desk.work, 'ran')}`;
        for (const name of ['core.fsmonitor', 'diff.external', 'core.pager', 'diff.evil.textconv', 'diff.evil.command'])
          desk.git(start, desk.work, 'config', name, canary);
        desk.edit(start, 'a.ts', lines);
        desk.write('a.ts', lines);
        desk.write('.gitattributes', ['*.ts diff=evil']);
        desk.git(start, desk.work, '-c', 'core.fsmonitor=false', 'add', '--all');
        desk.git(start + hour, desk.work, '-c', 'core.fsmonitor=false', 'commit', '--quiet', '--message', 'change');
        rmSync(join(desk.work, 'ran'), { force: true });
      },
      [10, 10, 10, 10, {}],
    ));
});
