import { instantOf, record } from '../../core/json.js';
import type { Emit } from '../../core/source.js';
import type { Told, TotalsSource } from '../../core/totals.js';
import type { EventState } from './eventState.js';
import { events } from './events.js';
import { addTo, metricsOf, models, type Sums, sumOf } from './sums.js';

interface State {
  readonly events: EventState;
  /** Requests that their records say were made in another session. */
  readonly copied: Sums;
}

/**
 * `session.shutdown`: what a run, or the session up to then, has used, by model. Whether its counter began anew since the
 * shutdown before, and which requests are copies, is what the source finds in the lines between them.
 */
export const copilotCliTotals: TotalsSource<State> = {
  source: events,
  shape: events.shape,
  start: (file) => ({ events: events.start(file), copied: {} }),
  read(line, state, tell, file) {
    const event = line.json();
    events.read(line, state.events, copiesInto(state.copied), file);
    if (event['type'] !== 'session.shutdown') return;
    for (const told of shutdownOf(event, state)) tell(told);
  },
};

function copiesInto(copied: Sums): Emit {
  const emit: Emit = Object.assign(
    (told: Parameters<Emit>[0]) => {
      if (told.kind !== 'request' || !told.copied) return;
      const { input, cacheRead, cacheWrite5m, output, reasoning, requests } = told;
      const sum = { input: input + cacheRead + cacheWrite5m, cacheRead, cacheWrite: cacheWrite5m, output };
      addTo(copied, told.model, { ...sum, reasoning, requests });
    },
    { skip: () => {} },
  );
  return emit;
}

/** One figure a model of the shutdown, and of models that were used only before the counter began anew. */
function shutdownOf(event: Readonly<Record<string, unknown>>, { events: state, copied }: State): Told[] {
  const told = metricsOf(record(event['data']) ?? {});
  const names = [...new Set([...models(told), ...models(state.rollup.base)])];
  return names.map((model) => {
    const { input, cacheRead, cacheWrite, output } = sumOf(told, model);
    const tokens = (sums: Sums) => sumOf(sums, model).input + sumOf(sums, model).output;
    return {
      session: state.session,
      model,
      at: instantOf(event['timestamp']),
      sum: { input, cacheRead, cacheWrite, output },
      before: tokens(state.rollup.base),
      copied: tokens(copied),
    };
  });
}
