import type { Board, BoardRow } from './board.js';

/** A board for scripts and exports, of the rows that the page shows (DESIGN §10). */
export interface BoardJson extends Pick<Board, 'team' | 'board' | 'window' | 'formula' | 'contributors' | 'withheld'> {
  readonly fingerprint: string;
  readonly note: string;
  /** Placed rows, then those that do not count. */
  readonly rows: readonly Omit<BoardRow, 'gap' | 'tied'>[];
}

/** Stands in every export. */
const note = 'Not for performance evaluation.';

export function boardJson(shown: Board, fingerprint: string): BoardJson {
  const { team, board, window, formula, contributors, withheld, rows, apart } = shown;
  const plain = [...rows, ...apart].map(({ gap: _gap, tied: _tied, ...row }) => row);
  return { team, board, window, formula, contributors, withheld, fingerprint, note, rows: plain };
}
