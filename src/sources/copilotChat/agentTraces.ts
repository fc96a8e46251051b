import { count, instantOf, text } from '../../core/json.js';
import type { Row, TableSource } from '../../core/source.js';
import { disjoint, observe } from '../common/request.js';
import { responseKey } from '../common/responseId.js';
import { modelOf, spanKey } from './observe.js';
import { agentTraceRoots } from './places.js';
import { givenProject } from './sessionProject.js';

/** Span attributes without a column of their own. */
const attributes = {
  cache_creation: 'gen_ai.usage.cache_creation.input_tokens',
  cache_write: 'gen_ai.usage.cache_write.input_tokens',
  dotted_reasoning: 'gen_ai.usage.reasoning.output_tokens',
  response_id: 'gen_ai.response.id',
  parent_session: 'copilot_chat.parent_chat_session_id',
  label: 'copilot_chat.debug_log_label',
} as const;

/** Attributes that tell what a column is for, where that is empty. */
const instead: Readonly<Record<string, string>> = {
  cached_tokens: 'gen_ai.usage.cache_read.input_tokens',
  reasoning_tokens: 'gen_ai.usage.reasoning_tokens',
};

/** OpenTelemetry's status of a span that ended well: an answer without usage is known, but not its size. */
const answered = 1;

const needed = ['span_id', 'operation_name', 'input_tokens', 'output_tokens'];
const wanted = [
  ...[
    'span_id',
    'status_code',
    'trace_id',
    'start_time_ms',
    'input_tokens',
    'output_tokens',
    'cached_tokens',
    'reasoning_tokens',
  ],
  ...['conversation_id', 'chat_session_id', 'request_model', 'response_model', 'agent_name'],
];

/**
 * The spans VS Code keeps for a week. Only `chat` spans are calls of a model; `invoke_agent` sums them up. Rows are
 * cursored by their end with ten minutes' overlap: they are inserted when they end, by every window on its own.
 */
export const agentTraces: TableSource = {
  id: 'copilot-chat',
  store: 'agent-traces',
  kind: 'table',
  roots: agentTraceRoots,
  query(schema) {
    const columns = schema.get('spans') ?? [];
    if (!needed.every((column) => columns.includes(column))) return undefined;
    const end = ['end_time_ms', 'start_time_ms'].find((column) => columns.includes(column));
    if (end === undefined) return undefined;
    const selected = wanted.map((column) => {
      const own = columns.includes(column) ? `s.${column}` : 'null';
      const key = instead[column];
      return `${key === undefined ? own : `coalesce(${own}, ${attributeSql(schema, key)})`} as ${column}`;
    });
    const joined = Object.entries(attributes).map(([name, key]) => `${attributeSql(schema, key)} as ${name}`);
    return {
      sql: `select s.rowid as number, s.${end} as cursor, ${[...selected, ...joined].join(', ')} from spans s where s.operation_name = 'chat'
        and (s.rowid > $newest or s.${end} >= min(coalesce($after, 0), unixepoch() * 1000) - 600000) order by s.${end}, s.span_id`,
      mark: 'select span_id from spans where rowid = $newest',
    };
  },
  row(row, emit, file) {
    const at = instantOf(row['start_time_ms'] ?? row['cursor']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const session = sessionOf(row);
    const counts = countsOf(row);
    if (counts.input + counts.output === 0 && Number(row['status_code']) !== answered) return;
    const response = text(row['response_id']);
    emit(
      observe({
        namespace: 'copilot-chat',
        id: spanKey(String(row['span_id']), session),
        aliases: response === undefined ? [] : [responseKey(response, text(row['trace_id']) ?? session)],
        tool: 'copilot-chat',
        store: 'agent-traces',
        rank: 7,
        session,
        at,
        model: modelOf(text(row['response_model']) ?? text(row['request_model'])),
        project: givenProject(file, session),
        initiator: text(row['label']) === undefined ? undefined : 'helper',
        precision: row['input_tokens'] === null || row['output_tokens'] === null ? 'atLeast' : 'exact',
        context: counts.input || undefined,
        ...disjoint(counts),
      }),
    );
  },
};

function attributeSql(schema: ReadonlyMap<string, readonly string[]>, key: string): string {
  const columns = schema.get('span_attributes') ?? [];
  if (!['span_id', 'key', 'value'].every((column) => columns.includes(column))) return 'null';
  return `(select a.value from span_attributes a where a.span_id = s.span_id and a.key = '${key}')`;
}

/** A child session (title, sub-agent) belongs to the chat that started it, as in the debug log. */
function sessionOf(row: Row): string {
  const told = [row['parent_session'], row['chat_session_id'], row['conversation_id'], row['trace_id']];
  return told.map(text).find((id) => id !== undefined) ?? '';
}

function countsOf(row: Row) {
  return {
    input: count(row['input_tokens']),
    output: count(row['output_tokens']),
    cacheRead: count(row['cached_tokens']),
    cacheWrite: count(row['cache_creation']) || count(row['cache_write']),
    reasoning: count(row['reasoning_tokens']) || count(row['dotted_reasoning']),
  };
}
