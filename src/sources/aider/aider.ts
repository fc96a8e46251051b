import { Shape } from '../../core/shape.js';
import type { LineSource, Places, Root } from '../../core/source.js';
import { noTokens } from '../../core/usage.js';
import { nanoDollars } from '../common/cost.js';
import { isAbsolute, joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';

const shape = new Shape();
const event = shape.only('event', ['launched', 'message_send']);
const time = shape.instant('time');
const properties = shape.object('properties');
const model = properties.text('main_model');
const prompt = properties.number('prompt_tokens');
const completion = properties.number('completion_tokens');
const cost = properties.number('cost');
const totalCost = properties.number('total_cost');

interface AiderState {
  /** When the session at hand was launched; it has no other name. */
  launched: string;
  /** The last message, and how many before it in the log were told alike. */
  last: string;
  twin: number;
}

/**
 * The analytics log that a person asks for (`--analytics-log FILE`), the one place where Aider writes counts that are not
 * rounded: one event a message, the prompt as one sum, whatever of it was cached.
 */
export const aider: LineSource<AiderState> = {
  id: 'aider',
  store: 'analytics',
  kind: 'lines',
  shape,
  roots,
  start: () => ({ launched: '', last: '', twin: 0 }),
  read(line, state, emit) {
    const at = line.instant(time);
    if (line.text(event) === 'launched' && !Number.isNaN(at)) state.launched = String(at);
    if (line.text(event) !== 'message_send') return;
    const [input, output] = [line.count(prompt), line.count(completion)];
    if (input + output === 0) return emit.skip('no-usage');
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const name = line.text(model) ?? 'unknown';
    const key = [at, name, input, output, line.number(totalCost) || 0].join('/');
    state.twin = state.last === key ? state.twin + 1 : 0;
    state.last = key;
    emit(
      observe({
        namespace: 'aider',
        id: `message:${key}#${state.twin}`,
        tool: 'aider',
        store: 'analytics',
        rank: 1,
        session: state.launched || 'analytics',
        at,
        model: name,
        precision: 'exact',
        context: input,
        reportedCost: nanoDollars(line.number(cost)),
        ...noTokens,
        input,
        output,
      }),
    );
  },
};

/** Files where the configuration says, else of the names that people give: Aider has no place of its own for it. */
function roots({ os, home, env, extraRoots }: Places): Root[] {
  const inHome = (path: string) => joinPath(os, home, path);
  const file = (path: string): Root => ({ path, accepts: (relative) => /\.(jsonl|json|log)$/.test(relative) });
  const configuration: Root = {
    path: inHome('.aider.conf.yml'),
    accepts: () => false,
    lists: (text) => [...configured(text)].map((path) => file(absolute(os, home, path))),
  };
  // Says that Aider is used, if without a log.
  const state: Root = { path: inHome('.aider'), accepts: () => false, enters: () => false };
  const own = env['AIDER_ANALYTICS_LOG'];
  const names = ['aider-analytics.jsonl', '.aider-analytics.jsonl', '.aider.analytics.jsonl'].map(inHome);
  const asked = [...(own ? [own] : []), ...(extraRoots['aider'] ?? [])];
  return [...[...asked, ...names].map((path) => ({ ...file(path), enters: () => false })), configuration, state];
}

/** `analytics-log: FILE` of a YAML file, in quotes or not. */
function configured(text: string): string[] {
  return [...text.matchAll(/^analytics-log:[ \t]*(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([^\s#][^\r\n#]*))/gm)].map(
    ([, double, single, plain]) => (double ?? single ?? plain ?? '').trim(),
  );
}

function absolute(os: Places['os'], home: string, path: string): string {
  if (/^~[\\/]/.test(path)) return joinPath(os, home, path.slice(2));
  return isAbsolute(path) ? path : joinPath(os, home, path);
}
