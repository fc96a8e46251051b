import { groupBy } from '../../core/groupBy.js';
import { toldTokens } from '../../core/totals.js';
import { keyOf, lineageOf, type Step } from './lineage.js';
import { joined, newestFileLast, type Part, type Told, type Weighed } from './part.js';
import { type CountedRow, isFromElsewhere, tokensOf } from './rows.js';

/**
 * A thread's last `total_token_usage` against its rows. Each total is led back to the one it goes on from. Of the steps
 * that make the last total, one that is no row of this session is a copy where it is a row of a session that this one was
 * forked from, or stands before all of its own; rows of other steps were counted before the counter began anew, and what an import told
 * beside them is no part of this log. A thread of which a prompt was taken back goes on in another file, from the total before that prompt.
 */
export function weighCodex({ lines: all, rows, counted }: Told): Weighed {
  const lines = newestFileLast(all);
  const told = lines.findLast(({ record }) => !record) ?? lines.at(-1);
  const { steps, last } = lineageOf(lines, new Set(rows.map(keyOf)));
  const here = new Rows(rows);
  // From the end: of two equal requests the copy stands before the own one.
  const strange = new Set(steps.toReversed().filter(({ usage }) => here.take(usage) === undefined));
  const parents = [...new Set(lines.flatMap((line) => line.parents ?? []))];
  const elsewhere = new Rows(parents.flatMap((parent) => counted.of('codex', parent)));
  const firstOwn = steps.findIndex((step) => !strange.has(step));
  const inLast = chainOf(last);
  const parts = steps.flatMap((step, index): Part[] => {
    const tokens = toldTokens(step.usage);
    if (!inLast.has(step)) return strange.has(step) ? [] : [{ class: 'reset', tokens, places: [step.line] }];
    if (!strange.has(step)) return [];
    const opening = parents.length > 0 && (firstOwn < 0 || index < firstOwn);
    const name = elsewhere.take(step.usage) ? 'fork' : opening ? 'replay' : 'unexplained';
    return [{ class: name, tokens: -tokens, places: [step.line] }];
  });
  const start = last?.start;
  return {
    theirs: told ? toldTokens(told.sum) : 0,
    parts: joined([
      ...(start ? [{ class: start.class, tokens: -start.tokens, places: start.line ? [start.line] : [] }] : []),
      ...parts,
      { class: 'pause', tokens: -here.paused, places: [] },
      { class: 'missing-store', tokens: here.left(isFromElsewhere), places: [] },
    ]),
  };
}

function chainOf(last: Step | undefined): ReadonlySet<Step> {
  const chain = new Set<Step>();
  for (let step = last; step && !chain.has(step); step = step.before) chain.add(step);
  return chain;
}

/** Rows to be found by what they used; each is given out once, those that count first, and of them those of this log. */
class Rows {
  readonly #rows: Map<string, CountedRow[]>;
  #paused = 0;

  constructor(rows: readonly CountedRow[]) {
    const wanted = rows.filter(({ counts, paused }) => counts || paused);
    this.#rows = groupBy(
      wanted.sort(
        (a, b) => Number(a.counts) - Number(b.counts) || Number(isFromElsewhere(b)) - Number(isFromElsewhere(a)),
      ),
      keyOf,
    );
  }

  take(usage: Step['usage']): CountedRow | undefined {
    const row = this.#rows.get(keyOf(usage))?.pop();
    if (row?.paused) this.#paused += row.tokens;
    return row;
  }

  /** Tokens of rows given out that were used during a pause. */
  get paused(): number {
    return this.#paused;
  }

  /** Tokens of such rows that count and were not given out. */
  left(such: (row: CountedRow) => boolean): number {
    const rows = [...this.#rows.values()].flat().filter((row) => row.counts && such(row));
    return tokensOf(rows);
  }
}
