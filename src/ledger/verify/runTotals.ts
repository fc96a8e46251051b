import { type ToldUsage, toldTokens } from '../../core/totals.js';
import { joined, type Part, type Told, type Weighed } from './part.js';
import { type CountedRow, tokensOf } from './rows.js';
import type { ToldLine } from './toldReader.js';

/** Claude Code's last `cost-state` against the session's rows, model by model. */
export function weighClaude(told: Told): Weighed {
  const { session, lines, rows, counted } = told;
  const last = lastTold(lines);
  const covers = counted.covers('claude-code', session) ?? Number.POSITIVE_INFINITY;
  const contained = rows.filter(({ counts, at }) => counts && at <= covers);
  const after = rows.filter(({ counts, at }) => counts && at > covers);
  const models = new Set([...last.map(({ model }) => model ?? ''), ...contained.map(({ model }) => model)]);
  const parts = [...models].flatMap((model) => partsOfModel(model, last, contained, told));
  return {
    theirs: last.reduce((sum, line) => sum + toldTokens(line.sum), 0),
    parts: joined([...parts, { class: 'after', tokens: tokensOf(after), places: last.slice(0, 1) }]),
  };
}

function partsOfModel(model: string, last: readonly ToldLine[], contained: readonly CountedRow[], told: Told): Part[] {
  const line = last.find((each) => each.model === model);
  const place = line ?? last[0];
  const places = place ? [place] : [];
  const own = contained.filter((row) => row.model === model);
  const theirs = line?.sum ?? none;
  const used = usedBy(own);
  const inherited = line ? (inheritedOf(line, told) ?? sharedOf(line, used, told)) : none;
  const input = used.input - (theirs.input - inherited.input);
  const output = used.output - (theirs.output - inherited.output);
  const fork: Part = { class: 'fork', tokens: -toldTokens(inherited), places };
  if (startsWith(own, input, output) || isOfLowerBounds(own, input, output))
    return [fork, { class: 'null', tokens: input + output, places }];
  return [
    fork,
    // The input agrees to the token, so these are the same requests.
    { class: input === 0 ? 'cut' : 'unexplained', tokens: output, places },
    { class: 'unexplained', tokens: input, places },
  ];
}

/** The surplus is to the token what the first requests used: a run that ended without telling its figure. */
function startsWith(rows: readonly CountedRow[], input: number, output: number): boolean {
  const rest = { input, output };
  for (const row of rows) {
    if (rest.input <= 0) break;
    rest.input -= row.input;
    rest.output -= row.output;
  }
  return input > 0 && rest.input === 0 && rest.output === 0;
}

/** The surplus is to the token what the requests used that broke off: builds before 2.1.326 leave out what a person interrupted. */
function isOfLowerBounds(rows: readonly CountedRow[], input: number, output: number): boolean {
  const used = usedBy(rows.filter(({ isLowerBound }) => isLowerBound));
  return input > 0 && used.input === input && used.output === output;
}

/** Of a fork that does not say so: a figure of another session with the same first request which is, to the token, what it lacks. */
function sharedOf({ model, first, sum }: ToldLine, used: ToldUsage, told: Told): ToldUsage {
  const others = first === undefined ? [] : told.linesFrom(first);
  const found = others.find((other) => {
    const isOther = other.session !== told.session && other.model === model;
    return isOther && other.sum.input === sum.input - used.input && other.sum.output === sum.output - used.output;
  });
  return found?.sum ?? none;
}

/**
 * What a fork took over: the parent's figure at the fork; where it told none, its requests up to then. Undefined for a session that
 * does not say to be a fork.
 */
function inheritedOf(
  { model, parents = [], forkedAt = Number.NaN }: ToldLine,
  { linesOf, counted }: Told,
): ToldUsage | undefined {
  const [parent] = parents;
  if (parent === undefined) return undefined;
  const until = Number.isNaN(forkedAt) ? Number.POSITIVE_INFINITY : forkedAt;
  const known = linesOf(parent).filter((line) => line.model === model && line.at < until);
  const latest = known.reduce<ToldLine | undefined>((a, b) => (a === undefined || b.at >= a.at ? b : a), undefined);
  if (latest) return latest.sum;
  const rows = counted.of('claude-code', parent).filter((row) => row.model === model && row.at < until && row.counts);
  return usedBy(rows);
}

/** The cache parts are inside the input, and not told apart here. */
function usedBy(rows: readonly CountedRow[]): ToldUsage {
  const sumOf = (name: 'input' | 'output') => rows.reduce((sum, row) => sum + row[name], 0);
  return { ...none, input: sumOf('input'), output: sumOf('output') };
}

/** Copilot's last `session.shutdown` against the session's rows. */
export function weighCopilot({ lines, rows }: Told): Weighed {
  const last = lastTold(lines);
  const at = last[0]?.at ?? Number.NaN;
  const before = last.reduce((sum, line) => sum + (line.before ?? 0), 0);
  const after = rows.filter((row) => row.counts && row.at > at);
  const earlier = lines.filter(({ end }) => end !== last[0]?.end);
  const undone = takenBack(rows).filter((row) => row.at <= at);
  return {
    theirs: last.reduce((sum, line) => sum + toldTokens(line.sum), 0),
    parts: joined([
      { class: 'fork', tokens: -last.reduce((sum, line) => sum + (line.copied ?? 0), 0), places: last.slice(0, 1) },
      { class: 'reset', tokens: before, places: earlier.length > 0 ? earlier : last.slice(0, 1) },
      { class: 'missing-store', tokens: tokensOf(undone), places: last.slice(0, 1) },
      { class: 'after', tokens: tokensOf(after), places: last.slice(0, 1) },
      { class: 'pause', tokens: -tokensOf(rows.filter((row) => row.paused && row.at <= at)), places: [] },
    ]),
  };
}

/** Requests of prompts that were taken back: of a session whose events have records they are in the session store alone. */
function takenBack(rows: readonly CountedRow[]): readonly CountedRow[] {
  if (!rows.some(({ store }) => store === 'usage-record')) return [];
  return rows.filter((row) => row.counts && row.store === 'session-store');
}

/** The figures of the line that a session told last, one a model. */
function lastTold(lines: readonly ToldLine[]): readonly ToldLine[] {
  const last = lines.reduce<ToldLine | undefined>((a, b) => (a === undefined || b.at >= a.at ? b : a), undefined);
  return lines.filter(({ path, end }) => path === last?.path && end === last.end);
}

const none: ToldUsage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
