import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readKeptWork } from '../../src/app/keptWork.js';
import { lineLives } from '../../src/kept/lineLives.js';
import { keptKey } from '../../src/ledger/edits/keptEdits.js';
import { dueLives } from '../../src/ledger/edits/lineLives.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { LineHasher } from '../../src/platform/lineHash.js';
import { openLedger } from '../ledger/rig.js';
import { type KeptHistory, makeKeptHistory } from './keptHistory.js';
import { gitIn } from './repository.js';

const day = 86_400_000;
/** Edits of so many days are judged together. */
const window = 7 * day;

/** What was measured and what is true, in points of 100. */
export interface Compared {
  readonly measured: number;
  readonly truth: number;
}

export interface Accuracy {
  readonly committed: readonly Compared[];
  readonly survived: readonly Compared[];
  /** Of some commits together: share of their AI lines that stood 90 days later. */
  readonly lived: Compared;
  /** Share of AI-written changes that the edits seen cover: told and true. */
  readonly coverage: Compared;
}

/** Makes a history and holds what the ledger says of its edits, week by week, against `git blame`. */
export async function keptAccuracy(folder: string, seed: number, commits: number): Promise<Accuracy> {
  const history = makeKeptHistory(folder, seed, commits);
  const ledger = openLedger();
  try {
    const now = history.end + 60 * day;
    await readKeptWork(ledger, { home: history.home }, { now });
    const rows = ledger.database
      .prepare('select at, lines, committed, aged, survived from edit where left_out is null')
      .all()
      .map((row) => ({ ...(row as unknown as Fate) }));
    const weeks = weeksOf(history);
    const escaped = ledger.database.prepare('select count(*) as rows from edit_escape').get()?.['rows'];
    const seen = ledger.database.prepare('select count(*) as rows from edit').get()?.['rows'];
    return {
      committed: weeks.map((from) => committed(history, rows, from)),
      survived: weeks
        .filter((from) => from + window + 28 * day < history.end)
        .map((from) => survived(history, rows, from)),
      lived: await lived(history, ledger),
      coverage: {
        measured: (100 * Number(seen)) / (Number(seen) + Number(escaped)),
        truth: (100 * history.written.filter(({ author }) => author === 'ai').length) / history.written.length,
      },
    };
  } finally {
    ledger.close();
  }
}

/** Mean distance and mean difference. */
export function errorOf(compared: readonly Compared[]): { readonly mean: number; readonly bias: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean: mean(compared.map(({ measured, truth }) => Math.abs(measured - truth))),
    bias: mean(compared.map(({ measured, truth }) => measured - truth)),
  };
}

interface Fate {
  readonly at: number;
  readonly lines: number;
  readonly committed: number;
  readonly aged: number;
  readonly survived: number;
}

function weeksOf({ written, end }: KeptHistory): number[] {
  const weeks: number[] = [];
  for (let from = written[0]?.at ?? end; from + window < end; from += window) weeks.push(from);
  return weeks;
}

function inWeek(from: number): (at: number) => boolean {
  return (at) => at >= from && at < from + window;
}

/** Of the lines that AI tools wrote in a week, those in the first commit after: known authorship. */
function committed(history: KeptHistory, rows: readonly Fate[], from: number): Compared {
  const within = inWeek(from);
  const edits = history.written.filter(({ at }) => within(at));
  let standing = 0;
  for (const { at } of edits) {
    const commit = history.commits.find((each) => each.at >= at);
    if (commit) standing += history.standing(commit.id, at);
  }
  const seen = rows.filter(({ at }) => within(at));
  return {
    measured: (100 * sum(seen, 'committed')) / sum(seen, 'lines'),
    truth: (100 * standing) / edits.reduce((total, { lines }) => total + lines, 0),
  };
}

/** Of those, the ones that `git blame` still shows 28 days after the middle of the week. */
function survived(history: KeptHistory, rows: readonly Fate[], from: number): Compared {
  const within = inWeek(from);
  const commit = history.commits.findLast(({ at }) => at <= from + window / 2 + 28 * day)?.id ?? '';
  let standing = 0;
  for (const path of gitIn(history.repository, 'ls-tree', '-r', '--name-only', commit, 'src').trim().split('\n')) {
    const blame = gitIn(history.repository, 'blame', '--incremental', commit, '--', path);
    const entries = blame.matchAll(/^([0-9a-f]{40}) (\d+) \d+ (\d+)$[\s\S]*?^filename (.+)$/gm);
    for (const [, id = '', first, count, then = ''] of entries) {
      for (let line = Number(first); line < Number(first) + Number(count); line++) {
        const owner = history.owner(id, then, line);
        if (owner && owner.author !== 'human' && within(owner.born)) standing++;
      }
    }
  }
  const seen = rows.filter(({ at }) => within(at));
  const written = history.written.filter(({ at }) => within(at)).reduce((total, { lines }) => total + lines, 0);
  return { measured: (100 * sum(seen, 'survived')) / sum(seen, 'lines'), truth: (100 * standing) / written };
}

/** Of the lines that AI tools wrote since the commit before, those that are there and, where the branch was 90 days later, still are: known authorship. */
async function lived({ repository, commits, written, standing }: KeptHistory, ledger: Ledger): Promise<Compared> {
  const due = dueLives(ledger, realpathSync(join(repository, '.git')), Number.POSITIVE_INFINITY);
  const told = await lineLives(repository, due, { hasher: new LineHasher(keptKey(ledger)) });
  let [there, still] = [0, 0];
  for (const { id, at } of due) {
    const before = commits.findLast((each) => each.at < at)?.at ?? 0;
    const later = commits.findLast((each) => each.at <= at + 90 * day)?.id ?? '';
    for (const edit of written.filter((each) => each.author === 'ai' && each.at > before && each.at <= at)) {
      there += standing(id, edit.at);
      still += standing(later, edit.at);
    }
  }
  const of = (name: 'lines' | 'lived') => told.reduce((total, life) => total + life[name], 0);
  return { measured: (100 * of('lived')) / of('lines'), truth: (100 * still) / there };
}

function sum(rows: readonly Fate[], name: 'lines' | 'committed' | 'survived'): number {
  return rows.reduce((total, row) => total + row[name], 0);
}
