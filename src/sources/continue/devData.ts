import { count, instantOf, text } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import { Shape } from '../../core/shape.js';
import type { LineSource, TableSource } from '../../core/source.js';
import { observe } from '../common/request.js';
import { continueRoots } from './places.js';

/**
 * What the extension writes of every call, twice: lines, and rows of a database that also holds those of older builds.
 * The counts are those of Continue's own tokenizer, without caches and thinking, and no session is told.
 */
interface Call {
  readonly store: 'dev-data' | 'dev-database';
  readonly id: string;
  readonly at: number;
  readonly model: string | undefined;
  readonly provider: string | undefined;
  readonly input: number;
  readonly output: number;
}

function callOf({ store, id, at, model = 'unknown', provider, input, output }: Call): RequestObservation {
  return observe({
    namespace: 'continue',
    id,
    tool: 'continue',
    store,
    rank: store === 'dev-data' ? 1 : 2,
    session: 'dev-data',
    at,
    model,
    provider,
    precision: 'estimate',
    input,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    output,
    reasoning: 0,
  });
}

const shape = new Shape();
const event = shape.only('eventName', ['tokensGenerated']);
const timestamp = shape.instant('timestamp');
const model = shape.text('model');
const provider = shape.text('provider');
const prompt = shape.number('promptTokens');
const generated = shape.number('generatedTokens');

/** How many calls of an instant, model and counts came before. */
type Seen = Record<string, number>;

/** Every schema has a file of its own of the same calls: 0.2.0 is the first that tells the instant. */
const lines: LineSource<Seen> = {
  id: 'continue',
  store: 'dev-data',
  kind: 'lines',
  shape,
  roots: (places) => continueRoots(places, ['dev_data', '0.2.0'], (path) => path === 'tokensGenerated.jsonl'),
  start: () => ({}),
  read(line, seen, emit) {
    if (line.text(event) !== 'tokensGenerated') return;
    const at = line.instant(timestamp);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const told = { at, model: line.text(model), input: line.count(prompt), output: line.count(generated) };
    const key = `${at}/${told.model ?? ''}/${told.input}/${told.output}`;
    const isOfLastInstant = Object.keys(seen)[0]?.startsWith(`${at}/`) === true;
    if (!isOfLastInstant) for (const old of Object.keys(seen)) delete seen[old];
    const place = Object.hasOwn(seen, key) ? (seen[key] as number) + 1 : 0;
    seen[key] = place;
    emit(callOf({ store: 'dev-data', id: `line:${key}#${place}`, provider: line.text(provider), ...told }));
  },
};

/** Milliseconds. The database has whole seconds: from their start on, the newest of the lines would lie after its last row, and count again. */
const restOfSecond = 999;

const needed = ['id', 'model', 'provider', 'tokens_generated', 'tokens_prompt', 'timestamp'];

const database: TableSource = {
  id: 'continue',
  store: 'dev-database',
  kind: 'table',
  roots: (places) => continueRoots(places, ['dev_data', 'devdata.sqlite'], () => true),
  query(schema) {
    const columns = schema.get('tokens_generated') ?? [];
    if (!needed.every((column) => columns.includes(column))) return undefined;
    return {
      sql: `select id as cursor, ${needed.join(', ')} from tokens_generated
        where id > coalesce($after, 0) or $after > (select max(id) from tokens_generated) order by id`,
      mark: `select timestamp || '/' || tokens_prompt from tokens_generated where id = $after`,
    };
  },
  row(row, emit) {
    const at = instantOf(row['timestamp']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const [input, output] = [count(row['tokens_prompt']), count(row['tokens_generated'])];
    const told = { model: text(row['model']), provider: text(row['provider']), input, output };
    const id = `row:${String(row['id'])}@${at}`;
    emit(callOf({ store: 'dev-database', id, at: at + restOfSecond, ...told }));
  },
};

export const continueDevData = [lines, database] as const;
