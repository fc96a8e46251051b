import { randomBytes } from 'node:crypto';
import { isSeenTool } from '../../core/hookedUse.js';
import { type LeftOutReason, type Look, notedTool } from '../../core/keptWork/evaluation.js';
import type { Row } from '../../core/source.js';
import { packed, unpacked } from '../../platform/lineHash.js';
import type { EditBatch, EditCursor, EditRow, Judged, OpenEdit, OpenRepository } from '../../protocol/kept.js';
import type { Ledger } from '../ledger.js';
import { putCommits } from './assistedCommits.js';
import { putChecks, uncheckedCommits } from './commitChecks.js';
import { dueLives, putLives } from './lineLives.js';
import { putReviews } from './reviews.js';
import { putTried } from './triedWays.js';

/**
 * Edits of AI tools in the ledger: of each line its keyed hash, until its fate is final; then the figures alone. Whoever
 * reads a log twice changes nothing: of copies of an edit the earliest stays, of one that was told in parts the longest.
 */

/** An edit is judged for the last time so long after it: a week to be committed, 28 days to stay, and a week for clocks. */
export const finalAfter = 42 * 86_400_000;

const insertEdit = `insert into edit (key, tool, session, model, at, project, branch, repository, root, file, inserted, removed, left_out)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (key) do update set session = excluded.session, model = excluded.model, at = excluded.at, project = excluded.project,
    branch = excluded.branch, repository = excluded.repository, root = excluded.root, file = excluded.file,
    inserted = excluded.inserted, removed = excluded.removed, left_out = excluded.left_out, there = null, stayed = null
  where final = 0 and (excluded.at, excluded.session, -length(excluded.inserted)) < (at, session, -length(inserted))`;
const insertCursor = `insert into edit_cursor (source, path, size, modified, offset, mark, state) values (?, ?, ?, ?, ?, ?, ?)
  on conflict (source, path) do update set size = excluded.size, modified = excluded.modified, offset = excluded.offset,
    mark = excluded.mark, state = excluded.state`;

/** The key of this ledger's hashes, hex; made once. It stands nowhere else. */
export function keptKey(ledger: Ledger): string {
  return (
    ledger.meta('keptKey') ??
    ledger.write(() => {
      const known = ledger.meta('keptKey');
      const key = known ?? randomBytes(32).toString('hex');
      if (known === undefined) ledger.setMeta('keptKey', key);
      return key;
    })
  );
}

export function editCursor(ledger: Ledger, source: string, path: string): EditCursor | undefined {
  const row = ledger.database.prepare('select * from edit_cursor where source = ? and path = ?').get(source, path);
  return row && cursorOf(row);
}

export function editCursors(ledger: Ledger): EditCursor[] {
  return ledger.database.prepare('select * from edit_cursor').all().map(cursorOf);
}

function cursorOf(row: Row): EditCursor {
  return {
    source: String(row['source']),
    path: String(row['path']),
    size: Number(row['size']),
    modifiedAt: Number(row['modified']),
    offset: Number(row['offset']),
    mark: row['mark'] as Uint8Array | null,
    state: JSON.parse(String(row['state'])),
  };
}

/** Before this instant the logs told of no edit that is not here; the beginning of time before a first reading has ended. */
export function editsReadTo(ledger: Ledger): number {
  return Number(ledger.meta('editsReadTo') ?? Number.NEGATIVE_INFINITY);
}

/** All logs were read from `at` on, to their ends. */
export function noteEditsRead(ledger: Ledger, at: number): void {
  ledger.write(() => ledger.setMeta('editsReadTo', String(at)));
}

/** What was told in a pause is not kept at all. */
export function putEdits(ledger: Ledger, { edits, escapes, spoken, tried, cursor }: EditBatch): void {
  ledger.write(() => {
    putRows(ledger, edits);
    putTried(ledger, tried);
    const insertEscape = ledger.database.prepare(
      'insert into edit_escape (key, tool, session, at) values (?, ?, ?, ?) on conflict do nothing',
    );
    for (const { key, tool, session, at } of escapes)
      if (!ledger.pauses.contains(at)) insertEscape.run(key, tool, session, at);
    const insertSpoken = ledger.database.prepare(
      'insert into spoken (at, tool, session) values (?, ?, ?) on conflict do nothing',
    );
    for (const { tool, session, at } of spoken) if (!ledger.pauses.contains(at)) insertSpoken.run(at, tool, session);
    const { source, path, size, modifiedAt, offset, mark, state } = cursor;
    ledger.database
      .prepare(insertCursor)
      .run(source, path, size, modifiedAt, offset, mark, JSON.stringify(state ?? null));
  });
}

/** Edits that an editor saw or notes tell of, which no cursor is for. */
export function putSeenEdits(ledger: Ledger, edits: readonly EditRow[]): void {
  ledger.write(() => putRows(ledger, edits));
}

function putRows(ledger: Ledger, edits: readonly EditRow[]): void {
  const insert = ledger.database.prepare(insertEdit);
  for (const edit of edits) if (!ledger.pauses.contains(edit.at)) insert.run(...values(edit));
}

function values(edit: EditRow) {
  const { key, tool, session, model, at, project, branch, repository, root, file } = edit;
  const where = [key, tool, session, model, at, project, branch, repository, root, file] as const;
  return [...where, edit.inserted, edit.removed, edit.leftOut] as const;
}

/** Repositories with edits whose fate may still change, the checkouts that were edited, and since when. */
export function openRepositories(ledger: Ledger, now: number): OpenRepository[] {
  const rows = ledger.database
    .prepare(
      `select repository, root, min(at) as since from edit where final = 0 and repository <> '' group by repository, root`,
    )
    .all();
  const found = new Map<string, OpenRepository>();
  for (const row of rows) {
    const repository = String(row['repository']);
    const { roots, since, unchecked, due } = found.get(repository) ?? {
      roots: [],
      since: Number.POSITIVE_INFINITY,
      unchecked: uncheckedCommits(ledger, repository, now),
      due: dueLives(ledger, repository, now),
    };
    found.set(repository, {
      repository,
      unchecked,
      due,
      roots: [...roots, String(row['root'])],
      since: Math.min(since, Number(row['since'])),
    });
  }
  return [...found.values()];
}

export function openEdits(ledger: Ledger, repository: string): OpenEdit[] {
  const rows = ledger.database
    .prepare(
      'select id, tool, at, root, branch, file, inserted, removed, there from edit where repository = ? and final = 0 order by at, id',
    )
    .all(repository);
  const of = (bytes: unknown) => unpacked(bytes as Uint8Array);
  return rows.map((row) => ({
    id: Number(row['id']),
    at: Number(row['at']),
    day: new Date(Number(row['at'])).toISOString().slice(0, 10),
    root: String(row['root']),
    branch: String(row['branch']),
    file: of(row['file'])[0] ?? '',
    inserted: of(row['inserted']),
    removed: of(row['removed']),
    there: row['there'] === null ? undefined : new Set(of(row['there'])),
    seen: isSeenTool(String(row['tool'])),
    noted: row['tool'] === notedTool,
  }));
}

/** Stores what became of a repository's edits; those that are old enough for it to be final lose their hashes. */
export function putFates(
  ledger: Ledger,
  repository: string,
  { fates, commits, reviews, looks = [], checks = [], lives = [] }: Judged,
  now: number,
): void {
  ledger.write(() => {
    putLooks(ledger, looks);
    const update = ledger.database.prepare(
      `update edit set lines = ?, committed = ?, aged = ?, survived = ?, by_hand = ?, redone = ?, left_out = ?, stayed = ?
       where id = ? and final = 0`,
    );
    for (const { id, lines, committed, aged, survived, byHand, redone, leftOut, stayed } of fates)
      update.run(lines, committed, aged, survived, byHand, redone ? 1 : 0, leftOut ?? null, stayed ?? null, id);
    const final = ledger.database.prepare(
      `update edit set final = 1, file = x'', inserted = x'', removed = x'', there = null where id = ? and at < ?`,
    );
    for (const { id, leftOut } of fates) if (!mayChange(leftOut)) final.run(id, now - finalAfter);
    putChecks(ledger, checks);
    putLives(ledger, repository, lives, now);
    if (reviews !== undefined) putReviews(ledger, repository, reviews);
    if (fates.some(({ leftOut }) => !mayChange(leftOut))) putCommits(ledger, repository, commits, now);
  });
}

/** Who looked first stays. */
function putLooks(ledger: Ledger, looks: readonly Look[]): void {
  const put = ledger.database.prepare('update edit set there = ? where id = ? and final = 0 and there is null');
  for (const { id, there } of looks) put.run(packed(there), id);
}

/** A clone that is deepened, a disk that is mounted again, a git that is repaired tells more later. */
function mayChange(reason: LeftOutReason | undefined): boolean {
  return reason === 'gone' || reason === 'unreadable' || reason === 'shallow';
}
