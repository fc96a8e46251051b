import { groupBy } from '../../core/groupBy.js';
import type { Places } from '../../core/source.js';
import type { TotalsSource } from '../../core/totals.js';
import type { VerifyAnswer, VerifyRecord, VerifyRow } from '../../core/verify.js';
import type { Ledger } from '../ledger.js';
import { weighCodex } from './codexTotals.js';
import { joined, type Part, type Told, type Weighed } from './part.js';
import { CountedRows, tokensOf } from './rows.js';
import { weighClaude, weighCopilot } from './runTotals.js';
import { lineOf, type Place, readTold, type ToldLine, type ToldOptions } from './toldReader.js';

const weighers: Readonly<Record<string, (told: Told) => Weighed>> = {
  'claude-code': weighClaude,
  codex: weighCodex,
  'copilot-cli': weighCopilot,
};

/** A row names at most so many of its lines. */
const mostRecords = 8;

/**
 * Holds the ledger against what the tools say themselves: session by session, each part of a difference with the lines
 * that make it. What no rule explains is `unexplained`. The ledger is only read.
 */
export async function verifyTotals(
  ledger: Ledger,
  // biome-ignore lint/suspicious/noExplicitAny: each source owns its state type; it is only carried here.
  sources: readonly TotalsSource<any>[],
  places: Places,
  options: ToldOptions = {},
): Promise<VerifyAnswer> {
  const lines = await readTold(sources, places, options);
  return ledger.read(() => weigh(ledger, lines));
}

function weigh(ledger: Ledger, lines: readonly ToldLine[]): VerifyAnswer {
  const counted = new CountedRows(ledger.database);
  const sessions = groupBy(lines, ({ tool, session }) => `${tool}:${session}`);
  const beginnings = groupBy(lines, ({ tool, first }) => `${tool}:${first}`);
  const rows = [...sessions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, own]) => {
      const { tool = '', session = '' } = own[0] ?? {};
      const stored = counted.of(tool, session);
      const linesOf = (other: string) => sessions.get(`${tool}:${other}`) ?? [];
      const linesFrom = (first: string) => beginnings.get(`${tool}:${first}`) ?? [];
      const weighed = weighers[tool]?.({ session, lines: own, rows: stored, counted, linesOf, linesFrom });
      const ours = tokensOf(stored.filter(({ counts }) => counts));
      return weighed ? rowsOf({ tool, session: id, ours }, weighed) : [];
    });
  return { rows, unexplained: unexplainedOf(rows) };
}

export function rowsOf(head: Pick<VerifyRow, 'tool' | 'session' | 'ours'>, { theirs, parts }: Weighed): VerifyRow[] {
  const known = parts.filter((part) => part.class !== 'unexplained');
  const rest = head.ours - theirs - known.reduce((sum, { tokens }) => sum + tokens, 0);
  const places = parts.find((part) => part.class === 'unexplained')?.places ?? [];
  const all: Part[] = joined([...known, { class: 'unexplained', tokens: rest, places }]);
  if (all.length === 0) return [{ ...head, theirs, difference: 0, class: 'equal', records: [] }];
  return all.map(({ class: name, tokens, places: lines }) => ({
    ...head,
    theirs,
    difference: tokens,
    class: name,
    records: recordsOf(lines),
  }));
}

export function unexplainedOf(rows: readonly VerifyRow[]): number {
  return rows.reduce((sum, row) => sum + (row.class === 'unexplained' ? Math.abs(row.difference) : 0), 0);
}

function recordsOf(places: readonly Place[]): VerifyRecord[] {
  const each = new Map(places.map((place) => [`${place.path} ${place.end}`, place]));
  return [...each.values()].slice(0, mostRecords).map((place) => {
    const line = lineOf(place);
    return line === undefined ? { path: place.path } : { path: place.path, line };
  });
}
