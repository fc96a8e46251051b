import type { Ledger } from '../../src/ledger/ledger.js';
import { noon } from './rig.js';

let made = 0;

interface Edit {
  readonly at: number;
  readonly session: string;
  readonly leftOut: string | null;
  readonly lines: number;
  readonly byHand: number | null;
  readonly redone: number | null;
}

/** An edit of Codex as the ledger holds it once its fate is known. */
export function putEdit(ledger: Ledger, given: Partial<Edit> = {}): void {
  const { at, session, leftOut, lines, byHand, redone } = {
    ...{ at: noon, session: 'e1', leftOut: null, lines: 20, byHand: 3, redone: 1 },
    ...given,
  };
  ledger.database
    .prepare(
      `insert into edit (key, tool, session, model, at, project, branch, repository, root, file, inserted, removed, left_out,
         lines, committed, aged, survived, by_hand, redone) values (?, 'codex', ?, 'small-1', ?, '', '', '', '', ?, ?, ?, ?, ?, 15, 10, 8, ?, ?)`,
    )
    .run(
      Buffer.from(`edit ${++made}`),
      session,
      at,
      ...[0, 0, 0].map(() => Buffer.alloc(0)),
      leftOut,
      lines,
      byHand,
      redone,
    );
}
