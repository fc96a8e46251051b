import type { Imported, ImportOutcome, ImportSkip, StoredImport } from '../../core/imported.js';
import type { Ledger } from '../ledger.js';
import { Importing, type ImportRequest } from './importing.js';
import { StagedImport } from './stagedImport.js';
import { sweepTrials, withCopy } from './trialCopy.js';
import { atOnce, forget, letOthersWrite, timed, undoImport } from './undoImport.js';

/** Hands over all that files tell, one by one. Throws what is wrong with them. */
export type ReadImports = (take: (imported: Imported) => void, skip: (reason: ImportSkip) => void) => void;

/** Not an error: what undoes a trial. */
class Tried extends Error {
  readonly outcome: ImportOutcome;
  constructor(outcome: ImportOutcome) {
    super('tried');
    this.outcome = outcome;
  }
}

/**
 * Imports what `read` hands over, all of it or, where that throws, nothing. Many records go in by parts, between which others
 * write; of a process that ends in the midst, what is in by then is listed and taken back as any import. To try is to import it and
 * to take that back before anybody sees it, so that a trial says what the import then does.
 */
export function importInto(ledger: Ledger, request: ImportRequest, read: ReadImports): ImportOutcome {
  sweepTrials(ledger.path);
  const staged = new StagedImport();
  try {
    read(
      (imported) => staged.add(imported),
      (reason) => staged.skip(reason),
    );
    if (request.apply) return apply(ledger, request, staged);
    // For one that is in memory nobody waits, however many there are.
    const isSmall = staged.size <= atOnce || ledger.path === ':memory:';
    const outcome = isSmall
      ? tryOut(ledger, request, staged)
      : withCopy(ledger, (copy) => apply(copy, request, staged, () => {}));
    return { ...outcome, id: undefined };
  } finally {
    staged.close();
  }
}

function apply(ledger: Ledger, request: ImportRequest, staged: StagedImport, between = letOthersWrite): ImportOutcome {
  const work = new Importing(ledger, request);
  try {
    for (const { records, isLast } of staged.batches(atOnce)) {
      const held = timed(() => ledger.write(() => work.put(records)));
      if (!isLast) between(held);
    }
    const outcome = work.outcome(staged.skipped);
    if (outcome.id === undefined && work.id !== undefined) forget(ledger, work.id, between);
    return outcome;
  } catch (error) {
    takeBack(ledger, work.id);
    throw error;
  }
}

/** As far as that is possible: what failed may fail here, too, and then a person takes it back. */
function takeBack(ledger: Ledger, id: number | undefined): void {
  try {
    if (id !== undefined) undoImport(ledger, id);
  } catch {
    // What failed before is told.
  }
}

function tryOut(ledger: Ledger, request: ImportRequest, staged: StagedImport): ImportOutcome {
  try {
    return ledger.write(() => {
      const work = new Importing(ledger, request);
      for (const { records } of staged.batches(atOnce)) work.put(records);
      throw new Tried(work.outcome(staged.skipped));
    });
  } catch (error) {
    if (error instanceof Tried) return error.outcome;
    throw error;
  }
}

/** The imports that are in the ledger, the latest first. */
export function storedImports({ database }: Ledger): StoredImport[] {
  const rows = database.prepare(`select i.*, (select count(*) from imported where import = i.id) as requests,
    (select count(*) from imported_sum where import = i.id) as points from import i order by i.id desc`);
  return rows.all().map((row) => ({
    id: Number(row['id']),
    at: Number(row['at']),
    files: JSON.parse(String(row['files'])) as string[],
    requests: Number(row['requests']),
    points: Number(row['points']),
  }));
}
