import { existsSync } from 'node:fs';
import type { DueLife, Judged, OpenEdit } from '../protocol/kept.js';
import { type Checking, checkCommits } from './commitChecks.js';
import { type EditedRepository, type Evaluating, evaluate } from './evaluate.js';
import { lineLives } from './lineLives.js';
import { type Looking, look } from './look.js';

/** What became of a repository's edits: by its history, and before any commit tells by a look at its files; and what the guard finds in some of its commits. As `evaluate` rejects. */
export async function judge(
  repository: EditedRepository,
  edits: readonly OpenEdit[],
  how: Evaluating & Looking & { readonly check?: Checking; readonly due?: readonly DueLife[] },
): Promise<Judged> {
  const looks = await look(
    edits.filter(({ root, noted }) => !noted && repository.roots.includes(root)),
    how,
  );
  const there = new Map(looks.map((each) => [each.id, new Set(each.there)]));
  const looked = edits.map((edit) => ({ ...edit, there: edit.there ?? there.get(edit.id) }));
  const judged = await evaluate(repository, looked, how);
  const folder = repository.roots.find(existsSync);
  if (folder === undefined) return { ...judged, looks };
  const checks = how.check ? await checkCommits(folder, how.check, how.signal) : [];
  return { ...judged, looks, checks, lives: await lineLives(folder, how.due ?? [], how) };
}
