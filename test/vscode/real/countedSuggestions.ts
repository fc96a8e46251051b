import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { tokensOf } from '../../../src/assist/tokens.js';
import { outputOf, until } from './rig.js';

/** What the ledger of a home holds of suggestions; `expected` are the tokens of all that `counts` was told of. */
export function countedSuggestions(home: string) {
  const ledger = join(home, '.local', 'share', 'tallyboard', 'ledger.db');
  let expected = 0;
  const counted = (tool = 'inline') => outputOf(home, tool);

  /** Accepted and dropped tokens of the suggestions in the ledger that ended so. */
  function outcomes(outcome: string): unknown {
    const database = new DatabaseSync(ledger, { readOnly: true });
    try {
      const rows = database.prepare('select accepted, dropped from hooked where outcome = ?').all(outcome);
      return rows.map((row) => ({ ...row }));
    } finally {
      database.close();
    }
  }

  /** The ledger holds these texts' tokens beside what the tests before counted, and nothing else of what they did since. */
  async function counts(...texts: readonly string[]): Promise<void> {
    expected += texts.reduce((sum, text) => sum + tokensOf(text), 0);
    await until(
      `${expected} tokens`,
      async () => counted(),
      (seen) => seen >= expected,
    );
    assert.equal(counted(), expected);
  }

  /** Edits that are told of for kept work. */
  function edits(): readonly object[] {
    const database = new DatabaseSync(ledger, { readOnly: true });
    const rows = database.prepare('select tool, model, project, left_out from edit').all();
    database.close();
    return rows.map((row) => ({ ...row }));
  }

  return { counted, counts, edits, expected: () => expected, outcomes };
}
