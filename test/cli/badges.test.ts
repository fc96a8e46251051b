import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { say } from '../../src/cli/badgeWords.js';
import { badges } from '../../src/core/badges/registry.js';
import { ruleWords } from '../../src/core/badges/words/badgeWords.js';
import { code, Desk, day, hour, start } from '../kept/rig.js';
import { withFolder } from '../ledger/rig.js';
import { run, runIn } from './rig.js';

interface Told {
  readonly id: string;
  readonly reached: readonly string[];
  readonly count: { readonly value: number; readonly of: number } | null;
  readonly shown: { readonly kind: string; readonly ids: readonly string[] } | null;
}

/** Twelve commits of 20 AI lines each, half a year ago: no later one takes them back. */
function withCommits(work: (desk: Desk) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const desk = new Desk(folder);
    for (let index = 0; index < 12; index++) {
      const at = start + index * day;
      desk.edit(at, `f${index}.ts`, code(`day${index}x`, 20));
      desk.write(`f${index}.ts`, code(`day${index}x`, 20));
      desk.commit(at + hour);
    }
    await work(desk);
  });
}

describe('tallyboard badges', () => {
  it('tells what was earned from logs and git alone, and since when', () =>
    withCommits(async ({ home }) => {
      const { code: exit, out, error } = await run('badges', '--home', home, '--timezone', 'UTC');
      assert.deepEqual([exit, error], [0, '']);
      assert.match(out, /^ {2}First Light {6}earned \d{4}-\d\d-\d\d +A first AI line in a commit/m);
      assert.match(out, /^ {2}Clean Landing {4}earned /m);
      assert.match(out, /^ {2}Toolsmith {8}1 of 3 tools/m);
      assert.match(out, /^ {2}Team Lift {8}Comes with a team\./m);
      assert.match(out, /^\d+ of 38 badges\.$/m);
    }));

  it('names as JSON the commits that a badge counts, each of them told', () =>
    withCommits(async ({ home }) => {
      const { out } = await run('badges', '--json', '--home', home, '--timezone', 'UTC');
      const told = JSON.parse(out);
      assert.ok(Array.isArray(told));
      assert.equal(told.length, 38);
      const asked = await run('badges', '--json', '--evidence', '--home', home, '--timezone', 'UTC');
      const { schema, badges: again, commits } = JSON.parse(asked.out);
      assert.deepEqual([schema, again], [1, told]);
      for (const row of told as (Told & { tier: number; of: number; progress: number; evidence: object[] })[]) {
        assert.deepEqual(
          [row.tier, typeof row.of, typeof row.progress],
          [row.reached.length, 'number', 'number'],
          row.id,
        );
        assert.deepEqual(Object.keys(row).slice(0, 6), ['id', 'group', 'tier', 'of', 'progress', 'evidence']);
        for (const each of row.evidence)
          assert.deepEqual(Object.keys(each).slice(0, 3), ['text', 'key', 'value'], row.id);
      }
      const landing = (told as Told[]).find(({ id }) => id === 'clean-landing');
      assert.deepEqual([landing?.reached.length, landing?.shown?.kind], [1, 'commits']);
      const ids = new Set((commits as { id: string }[]).map(({ id }) => id));
      assert.ok((landing?.shown?.ids.length ?? 0) >= 10);
      assert.deepEqual(
        landing?.shown?.ids.filter((id) => !ids.has(id)),
        [],
      );
    }));

  it('shows the facts that they follow from: a script of its own computes each again from them', () =>
    withCommits(async ({ home }) => {
      const { out } = await run('badges', '--json', '--evidence', '--home', home, '--timezone', 'UTC');
      const script = join(import.meta.dirname, '../../../test/recomputeBadges.mjs');
      const recompute = (input: string) => {
        const { status, stdout } = spawnSync(process.execPath, [script], { input, encoding: 'utf8' });
        return [status, stdout];
      };
      assert.deepEqual(recompute(out), [0, '38 badges computed again: all as shown\n']);
      const told = JSON.parse(out);
      assert.equal(told.facts.commits.length, 12);
      told.facts.commits.splice(5, 7);
      const [status, words] = recompute(JSON.stringify(told));
      assert.equal(status, 1);
      assert.match(String(words), /: clean-landing: shown .*computed \[\[\],0\.5,\[5,10\]\]$/m);
      assert.equal((await run('badges', '--evidence', '--home', home)).code, 2);
    }));

  it('fills every number of every rule, and drops the rules where the terminal is narrow', () =>
    withFolder(async (home) => {
      for (const badge of badges) assert.doesNotMatch(ruleWords(badge, say), /[{}]|undefined|NaN/, badge.id);
      const { out } = await runIn(80, 'badges', '--home', home);
      assert.match(out, /^ {2}First Light {6}0 of 1 commit$/m);
      const { out: wider } = await runIn(110, 'badges', '--home', home);
      const lines = wider.split('\n');
      assert.ok(lines.every((each) => each.length <= 110));
      const words = lines.join(' ').replace(/ +/g, ' ');
      for (const badge of badges) assert.ok(words.includes(ruleWords(badge, say)), badge.id);
      assert.equal((await run('badges', '--by', 'tool', '--home', home)).code, 2);
    }));
});
