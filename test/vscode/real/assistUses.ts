import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Workspace } from './assistWorkspace.js';
import { type FakeModels, fakeTokens } from './fakeModel.js';
import { root, until } from './rig.js';

interface Report {
  readonly byTool: Readonly<Record<string, { input: number; output: number; requests: number; precision: unknown }>>;
}

/**
 * What the ledger holds of all that was asked before. `foreign` is what a tokenizer counts more than the fake does, of the one use
 * that it counts.
 */
export function assistUses(
  home: string,
  fake: FakeModels,
  place: Workspace,
  foreign: () => { readonly input: number; readonly output: number },
): void {
  const ledger = join(home, '.local', 'share', 'tallyboard', 'ledger.db');

  it('counts what was sent and what came as the model counts it', async () => {
    const events = fake.events();
    const input = events.reduce((sum, event) => sum + ('prompt' in event ? fakeTokens(event.prompt) : 0), 0);
    const said = (cancelled: boolean) =>
      events.reduce(
        (sum, event) =>
          sum + ('said' in event && (event.event === 'cancelled') === cancelled ? fakeTokens(event.said) : 0),
        0,
      );
    const cli = join(root, 'dist', 'cli.cjs');
    const words = ['report', '--json', '--home', home, '--ledger', ledger, '--timezone', 'UTC', '--by', 'tool'];
    const report = async () => {
      const { byTool } = JSON.parse(execFileSync(process.execPath, [cli, ...words], { encoding: 'utf8' })) as Report;
      return byTool['assist'];
    };
    const requests = fake.prompts().length;
    const seen = await until('all uses in the ledger', report, (assist) => assist?.requests === requests);
    const output = (seen?.output ?? 0) - foreign().output;
    assert.equal(seen?.input, input + foreign().input);
    assert.ok(output > said(false) && output <= said(false) + said(true), 'of the one that was stopped, what had come');
    assert.deepEqual(seen?.precision, { exact: 0, atLeast: 0, estimate: (seen?.input ?? 0) + (seen?.output ?? 0) });
  });

  it('records what became of each proposal, in tokens of the lines that it would add', async () => {
    const rows = () => {
      const database = new DatabaseSync(ledger, { readOnly: true });
      const all = database
        .prepare(
          `select entrypoint, outcome, accepted, dropped from hooked
           where outcome in ('accepted', 'partly', 'dropped') order by started`,
        )
        .all();
      database.close();
      return all.map((row) => Object.values(row).join(' '));
    };
    const expected = [
      'fix accepted 8 0',
      'refactor dropped 0 4',
      'refactor dropped 0 4',
      'document partly 4 4',
      'fix accepted 4 0',
      'fix dropped 0 4',
      'write-tests accepted 4 0',
      'commit-message accepted 5 0',
      'commit-message dropped 0 5',
      'fix accepted 4 0',
    ];
    const seen = await until(
      'all decisions',
      async () => rows(),
      (all) => all.length === expected.length,
    );
    assert.deepEqual(seen, expected);
  });

  it('keeps hashes of what was accepted, by session, model and branch, to tell later what stayed', async () => {
    const database = new DatabaseSync(ledger, { readOnly: true });
    const edits = database
      .prepare(`select tool, model, branch, repository, length(inserted) / 8 as lines from edit order by at`)
      .all();
    const sessions = database.prepare(`select distinct session from edit`).all();
    database.close();
    const told = edits.map(({ tool, model, branch, lines }) => [tool, model, branch, lines].join(' '));
    const one = 'assist fake-1 main 1';
    assert.deepEqual(told, ['assist fake-1 main 2', one, one, one, one]);
    assert.deepEqual([sessions.length, edits[0]?.['repository']], [1, join(place.project, '.git')]);
  });
}
