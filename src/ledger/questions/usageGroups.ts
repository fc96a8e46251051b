import type { Dimension, UsageRow } from '../../core/report.js';
import { emptySums, type Sums, takeRow, totalsOf } from '../sums/sums.js';

type Key = Partial<Record<Dimension, string>>;

/** Sums of the rows that agree in some dimensions. */
export class UsageGroups {
  readonly #by: readonly Dimension[];
  readonly #groups = new Map<string, { key: Key; sums: Sums }>();

  constructor(by: readonly Dimension[]) {
    this.#by = by;
  }

  take(key: Key, row: Readonly<Record<string, string | number | null>>): void {
    const text = this.#by.map((name) => key[name]).join('\n');
    let group = this.#groups.get(text);
    if (!group) {
      group = { key: Object.fromEntries(this.#by.map((name) => [name, key[name]])), sums: emptySums() };
      this.#groups.set(text, group);
    }
    takeRow(group.sums, row);
  }

  rows(): UsageRow[] {
    return [...this.#groups.values()].map(({ key, sums }) => ({ key, totals: totalsOf(sums) }));
  }
}
