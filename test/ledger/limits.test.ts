import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { LimitSnapshot } from '../../src/core/observation.js';
import { Batch } from '../../src/ledger/reading/batch.js';
import { shuffled } from '../app/growingHome.js';
import { Random } from '../kit/generate/random.js';
import { openLedger } from './rig.js';

const quarter = 900_000;
const begin = Date.UTC(2026, 2, 1, 12);

interface Stored {
  readonly window: string;
  readonly at: number;
  readonly used: number;
  readonly resets: number;
}

/** Snapshots of two windows of two tools over two hours, at instants that many of them share. */
function told(random: Random): LimitSnapshot[] {
  return Array.from({ length: random.integer(1, 60) }, () => ({
    kind: 'limit',
    tool: random.pick(['codex', 'claude-code']),
    window: random.pick(['5h', 'weekly']),
    usedPercent: random.integer(0, 100),
    resetsAt: random.chance(0.3) ? undefined : begin + random.integer(0, 9) * quarter,
    at: begin + random.integer(-20, 20) * (quarter / 5),
  }));
}

/** Of each quarter-hour of a window the last one; of several at that instant the largest figures. */
function lastOfEach(all: readonly LimitSnapshot[]): Stored[] {
  const groups = new Map<string, LimitSnapshot[]>();
  for (const each of all) {
    const name = `${each.tool} ${each.window} ${Math.floor(each.at / quarter)}`;
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    const at = Math.max(...group.map((each) => each.at));
    const last = group.filter((each) => each.at === at);
    return {
      window: `${last[0]?.tool} ${last[0]?.window}`,
      at,
      used: Math.max(...last.map(({ usedPercent }) => usedPercent)),
      resets: Math.max(...last.map(({ resetsAt }) => resetsAt ?? 0)),
    };
  });
}

const sorted = (all: readonly Stored[]) => all.map((each) => JSON.stringify(each)).sort();

describe('snapshots of plan windows', () => {
  it('are kept as the last of each quarter-hour, in whatever order and batches they are told, and as often', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(`limits ${seed}`);
      const all = told(random);
      const ledger = openLedger();
      const batch = new Batch(ledger);
      for (const each of shuffled([...all, ...all.filter(() => random.chance(0.3))], random)) {
        batch.add(each);
        if (random.chance(0.2)) batch.flush();
      }
      batch.flush();
      const stored = ledger.database
        .prepare(`select w.tool || ' ' || w.name as window, l.at, l.used, coalesce(l.resets, 0) as resets
          from limit_snapshot l join limit_window w on w.id = l.window`)
        .all() as unknown as Stored[];
      assert.deepEqual(sorted(stored.map((row) => ({ ...row }))), sorted(lastOfEach(all)), `seed ${seed}`);
      ledger.close();
    }
  });
});
