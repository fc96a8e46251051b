import type { Board, BoardRow } from './board.js';

type Told = 'team' | 'board' | 'window' | 'formula' | 'contributors' | 'withheld' | 'least' | 'quest' | 'champions';

/** A board for scripts and exports, of the rows that the page shows (DESIGN §10). */
export interface BoardJson extends Pick<Board, Told> {
  readonly fingerprint: string;
  readonly note: string;
  /** Placed rows, then those that do not count. */
  readonly rows: readonly Omit<BoardRow, 'gap' | 'tied'>[];
}

/** Stands in every export. */
const note = 'Not for performance evaluation.';

export function boardJson(shown: Board, fingerprint: string): BoardJson {
  const { team, board, window, formula, contributors, withheld, least, quest, champions, rows, apart } = shown;
  const plain = [...rows, ...apart].map(({ gap: _gap, tied: _tied, ...row }) => row);
  const told = { team, board, window, formula, contributors, withheld, least, quest, champions };
  return { ...told, fingerprint, note, rows: plain };
}
