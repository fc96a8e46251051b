import { instantOf, record, text } from '../../core/json.js';
import { Shape } from '../../core/shape.js';
import type { Told, TotalsSource } from '../../core/totals.js';
import { claudeCode } from './claudeCode.js';
import { modelSums } from './costState.js';

const shape = new Shape();
const type = shape.only('type', ['assistant', 'system', 'cost-state']);
const subtype = shape.text('subtype');
const timestamp = shape.instant('timestamp');
const sessionId = shape.text('sessionId');
const requestSession = shape.text('requestSessionId');
const forkedFrom = shape.object('forkedFrom').text('sessionId');
const messageId = shape.object('message').value('id');

interface State {
  /** Instant of the last request; NaN before the first. */
  at: number;
  parent: string | undefined;
  /** Instant of the last request or compaction before the first of its own; NaN before it. */
  copiedAt: number;
  /** Instant of the first request that is no copy; NaN before it. */
  firstOwnAt: number;
  /** Id of the first request. */
  first: string | undefined;
}

/** `cost-state`: what a session has used, by model, told at the end of each run. */
export const claudeTotals: TotalsSource<State> = {
  source: claudeCode,
  shape,
  start: () => ({ at: Number.NaN, parent: undefined, copiedAt: Number.NaN, firstOwnAt: Number.NaN, first: undefined }),
  read(line, state, tell) {
    if (line.text(type) === 'cost-state') return tellCosts(line.json(), state, tell);
    const at = line.instant(timestamp);
    if (Number.isNaN(at)) return;
    const maker = line.text(requestSession) ?? line.text(forkedFrom);
    const isCopy = maker !== undefined && maker !== line.text(sessionId);
    if (isCopy) state.parent = maker;
    if (line.text(type) === 'system') {
      if (line.text(subtype) === 'compact_boundary' && (isCopy || Number.isNaN(state.firstOwnAt))) noteCopy(state, at);
      return;
    }
    state.first ??= line.text(messageId);
    if (isCopy) noteCopy(state, at);
    else if (!(at >= state.firstOwnAt)) state.firstOwnAt = at;
    state.at = Number.isNaN(state.at) ? at : Math.max(state.at, at);
  },
};

function noteCopy(state: State, at: number): void {
  state.copiedAt = state.copiedAt > at ? state.copiedAt : at;
}

/** A figure that began after all that was copied holds nothing of the parent. */
function parentsOf({ parent, copiedAt }: State, began: number): readonly string[] {
  return parent === undefined || began > copiedAt ? [] : [parent];
}

function tellCosts(line: Readonly<Record<string, unknown>>, state: State, tell: (told: Told) => void): void {
  const session = text(line['sessionId']);
  if (session === undefined) return;
  const parents = parentsOf(state, instantOf(line['startTime']));
  for (const { model, cacheRead, output, ...of } of modelSums(record(line['modelUsage']) ?? {})) {
    const cacheWrite = of.cacheWrite5m + of.cacheWrite1h;
    const input = of.input + cacheRead + cacheWrite;
    tell({
      session,
      model,
      at: state.at,
      sum: { input, cacheRead, cacheWrite, output },
      parents,
      forkedAt: state.firstOwnAt,
      first: state.first,
    });
  }
}
