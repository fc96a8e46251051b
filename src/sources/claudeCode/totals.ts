import { record, text } from '../../core/json.js';
import { Shape } from '../../core/shape.js';
import type { Told, TotalsSource } from '../../core/totals.js';
import { claudeCode } from './claudeCode.js';
import { modelSums } from './costState.js';

const shape = new Shape();
const type = shape.only('type', ['assistant', 'cost-state']);
const timestamp = shape.instant('timestamp');
const sessionId = shape.text('sessionId');
const requestSession = shape.text('requestSessionId');
const forkedFrom = shape.object('forkedFrom').text('sessionId');

interface State {
  /** Instant of the last request; NaN before the first. */
  at: number;
  parent: string | undefined;
  /** Instant of the first request that is no copy; NaN before it. */
  firstOwnAt: number;
}

/** `cost-state`: what a session has used, by model, told at the end of each run. */
export const claudeTotals: TotalsSource<State> = {
  source: claudeCode,
  shape,
  start: () => ({ at: Number.NaN, parent: undefined, firstOwnAt: Number.NaN }),
  read(line, state, tell) {
    if (line.text(type) === 'cost-state') return tellCosts(line.json(), state, tell);
    const at = line.instant(timestamp);
    if (Number.isNaN(at)) return;
    const maker = line.text(requestSession) ?? line.text(forkedFrom);
    if (maker !== undefined && maker !== line.text(sessionId)) state.parent = maker;
    else if (!(at >= state.firstOwnAt)) state.firstOwnAt = at;
    state.at = Number.isNaN(state.at) ? at : Math.max(state.at, at);
  },
};

function tellCosts(line: Readonly<Record<string, unknown>>, state: State, tell: (told: Told) => void): void {
  const session = text(line['sessionId']);
  if (session === undefined) return;
  for (const { model, cacheRead, output, ...of } of modelSums(record(line['modelUsage']) ?? {})) {
    const cacheWrite = of.cacheWrite5m + of.cacheWrite1h;
    const input = of.input + cacheRead + cacheWrite;
    tell({
      session,
      model,
      at: state.at,
      sum: { input, cacheRead, cacheWrite, output },
      parents: state.parent === undefined ? [] : [state.parent],
      forkedAt: state.firstOwnAt,
    });
  }
}
