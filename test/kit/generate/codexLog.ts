import type { CodexShape } from './codexShape.js';
import type { Block, Reply } from './conversation.js';
import type { CodexUsage, Home, Place } from './home.js';
import type { LogFile, Part } from './logFile.js';
import { Random } from './random.js';
import type { Counts } from './tally.js';

/** What a session_meta line says of where a thread comes from. */
export type Origin =
  | { readonly kind: 'root' }
  | { readonly kind: 'fork'; readonly parent: string; readonly ordinal?: number; readonly bytes?: number }
  | { readonly kind: 'agent'; readonly parent: string };

export const noUsage: CodexUsage = {
  input_tokens: 0,
  cached_input_tokens: 0,
  cache_write_input_tokens: 0,
  output_tokens: 0,
  reasoning_output_tokens: 0,
  total_tokens: 0,
};

const windowTokens = 258_400;

/** Writes the lines of one Codex rollout and keeps its cumulative usage. */
export class CodexLog {
  readonly file: LogFile;
  total: CodexUsage = noUsage;
  ordinal = 0;
  /** Where a copied history puts its times; lines say their own time by default. */
  restamp: ((at: number) => number) | undefined;
  readonly #home: Home;
  readonly #shape: CodexShape;
  readonly #place: Place;
  readonly #id: string;
  readonly #texts: Random;
  #last = noUsage;
  #turn = '';

  constructor(home: Home, file: LogFile, place: Place, shape: CodexShape, id: string, seed: string) {
    this.file = file;
    this.#home = home;
    this.#shape = shape;
    this.#place = place;
    this.#id = id;
    this.#texts = new Random(`${seed}/lines`);
  }

  meta(at: number, origin: Origin = { kind: 'root' }): void {
    const session = origin.kind === 'agent' ? origin.parent : this.#id;
    const source =
      origin.kind === 'agent'
        ? `{"subagent":{"thread_spawn":{"parent_thread_id":"${origin.parent}","depth":1,"agent_nickname":"scout"}}}`
        : '"cli"';
    this.#line(at, 'session_meta', [
      `{"id":"${this.#id}","session_id":"${session}",${originText(origin)}"timestamp":"${new Date(at).toISOString()}",`,
      `"cwd":${JSON.stringify(this.#place.project)},"originator":"codex_cli_rs","cli_version":"${this.#shape.version}","source":${source},`,
      '"model_provider":"openai","base_instructions":{"text":"',
      this.#home.text.piece(this.#texts, 'prose', this.#home.plan.kind === 'demo' ? 2_000 : 14_000),
      `"},"git":{"commit_hash":"${this.#texts.hex(40)}","branch":${JSON.stringify(this.#place.branch)}}}`,
    ]);
  }

  /** What opens a turn: its context with the model, the prompt, and in some builds the last counts again. */
  turn(reply: Reply, prompt: { readonly at: number; readonly bytes: number }): void {
    this.#turn = this.#texts.uuid();
    const { at } = prompt;
    const text = this.#home.text.piece(this.#texts, this.#texts.chance(0.1) ? 'wide' : 'prose', prompt.bytes);
    this.#event(at, `{"type":"task_started","turn_id":"${this.#turn}","model_context_window":${windowTokens}}`);
    if (!this.#shape.withoutModel) {
      const model = `"model":"${reply.model}","effort":"high","summary":"auto"`;
      const policy = '"approval_policy":"on-request","sandbox_policy":{"mode":"workspace-write"}';
      const context = `{"turn_id":"${this.#turn}","cwd":${JSON.stringify(this.#place.project)},${policy},${model}}`;
      this.#line(at, 'turn_context', [context]);
    }
    if (this.#shape.repeats && this.#last !== noUsage) {
      this.tokenCount(at, this.#last);
    }
    this.#line(at, 'response_item', [
      '{"type":"message","role":"user","content":[{"type":"input_text","text":"',
      text,
      '"}]}',
    ]);
    this.#event(at, '{"type":"user_message","message":"', text, '","images":[]}');
  }

  /** The items of one response and its counts. */
  reply(reply: Reply): void {
    for (const block of reply.blocks) {
      this.#block(reply.at, block);
    }
    this.count(reply);
  }

  /** The counts of one response: usage record (0.169) and `token_count`. */
  count(reply: Reply): void {
    const usage = codexUsage(reply.counts);
    this.total = addUsage(this.total, usage);
    if (this.#shape.records) {
      this.#record(reply.at, reply.id.replace('msg_01', 'resp_0'), usage);
    }
    this.#last = usage;
    this.tokenCount(reply.at, usage);
  }

  result(at: number, bytes: number, huge = false): void {
    const content = huge
      ? this.#home.text.pieces(this.#texts, 'log', bytes)
      : [this.#home.text.result(this.#texts, bytes)];
    const call = this.#texts.identifier('call_');
    this.#line(at, 'response_item', [
      `{"type":"function_call_output","call_id":"${call}","output":"`,
      ...content,
      '"}',
    ]);
    if (this.#shape.decoys) {
      const info = '{"total_token_usage":{"input_tokens":99,"output_tokens":9,"total_tokens":108}}';
      const result = `{"Ok":{"content":[],"structuredContent":{"type":"token_count","info":${info}}}}`;
      this.#event(at, `{"type":"mcp_tool_call_end","call_id":"${call}","result":${result}}`);
    }
  }

  /** A `token_count` with the current totals. */
  tokenCount(at: number, last: CodexUsage): void {
    const { usage } = this.#shape;
    const total = usage === 'sumOnly' ? `{"total_tokens":${this.total.total_tokens}}` : this.#usageText(this.total);
    const parts = [
      ...(usage === 'lastOnly' ? [] : [`"total_token_usage":${total}`]),
      ...(usage === 'totalOnly' ? [] : [`"last_token_usage":${this.#usageText(last)}`]),
      `"model_context_window":${windowTokens}`,
    ];
    this.#event(at, `{"type":"token_count","info":{${parts.join(',')}},"rate_limits":${rateLimits(at)}}`);
  }

  /** A refresh of the rate limits alone. */
  limits(at: number): void {
    this.#event(at, `{"type":"token_count","info":null,"rate_limits":${rateLimits(at)}}`);
  }

  /** A compaction: the totals again, beside an estimate of the new window. */
  compaction(at: number): void {
    const record = this.#shape.records ? `,"latest_token_usage_record":{"usage":${this.#usageText(this.#last)}}` : '';
    this.#line(at, 'compacted', [
      '{"message":"',
      this.#home.text.piece(this.#texts, 'prose', 4_000),
      `","replacement_history":[]${record}}`,
    ]);
    this.tokenCount(at, { ...noUsage, total_tokens: 7_321 });
  }

  /** The window overflowed: all classes zero, the sum set to the window; a new count begins. */
  windowFill(at: number): void {
    const left = windowTokens - this.total.total_tokens;
    this.total = { ...noUsage, total_tokens: windowTokens };
    this.tokenCount(at, { ...noUsage, total_tokens: Math.max(0, left) });
  }

  /** The counters start again from nothing, unless the next response alone would exceed them: then nobody could tell. */
  restart(next: Reply): void {
    if (codexUsage(next.counts).input_tokens < this.total.input_tokens) {
      this.total = noUsage;
    }
  }

  torn(at: number): void {
    this.file.raw(
      `{"timestamp":"${new Date(at).toISOString()}","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input`,
    );
  }

  #record(at: number, response: string, usage: CodexUsage): void {
    const ids = `"response_id":"${response}","thread_id":"${this.#id}","turn_id":"${this.#turn}","session_id":"${this.#id}","root_turn_id":"${this.#turn}"`;
    const turn = `"turn_token_usage":${this.#usageText(usage)},"thread_token_usage":${this.#usageText(this.total)}`;
    this.#line(at, 'token_usage_record', [`{${ids},"usage":${this.#usageText(usage)},${turn}}`]);
  }

  #block(at: number, block: Block): void {
    const texts = this.#texts;
    const text = this.#home.text.piece(texts, block.kind === 'tool' ? 'json' : 'prose', block.bytes);
    if (block.kind === 'thinking') {
      const hidden = this.#home.text.piece(texts, 'base64', block.bytes * 2);
      this.#event(at, '{"type":"agent_reasoning","text":"', text, '"}');
      this.#line(at, 'response_item', [
        '{"type":"reasoning","summary":[],"content":null,"encrypted_content":"',
        hidden,
        '"}',
      ]);
    } else if (block.kind === 'text') {
      this.#event(at, '{"type":"agent_message","message":"', text, '"}');
      this.#line(at, 'response_item', [
        '{"type":"message","role":"assistant","content":[{"type":"output_text","text":"',
        text,
        '"}]}',
      ]);
    } else {
      const call = texts.identifier('call_');
      this.#line(at, 'response_item', [
        '{"type":"function_call","name":"shell","arguments":"',
        text,
        `","call_id":"${call}"}`,
      ]);
    }
  }

  #usageText(usage: CodexUsage): string {
    const { cache_write_input_tokens: written, ...rest } = usage;
    const shown = this.#shape.records ? { ...rest, cache_write_input_tokens: written } : rest;
    return this.#shape.oddCounters
      ? JSON.stringify({
          ...shown,
          cached_input_tokens: usage.cached_input_tokens || null,
          input_tokens: `${usage.input_tokens}`,
        })
      : JSON.stringify(shown);
  }

  #event(at: number, ...payload: readonly Part[]): void {
    this.#line(at, 'event_msg', payload);
  }

  #line(at: number, type: string, payload: readonly Part[]): void {
    const shown = this.restamp?.(at) ?? at;
    const time = this.#shape.numericTimes ? String(shown) : `"${new Date(shown).toISOString()}"`;
    const ordinal = this.#shape.records ? `"ordinal":${this.ordinal++},` : '';
    this.file.line(`{"timestamp":${time},${ordinal}"type":"${type}","payload":`, ...payload, '}');
  }
}

/** Counts as Codex states them. */
export function codexUsage(counts: Counts): CodexUsage {
  const input = counts.input + counts.cacheRead + counts.cacheWrite5m;
  return {
    input_tokens: input,
    cached_input_tokens: counts.cacheRead,
    cache_write_input_tokens: counts.cacheWrite5m,
    output_tokens: counts.output,
    reasoning_output_tokens: counts.reasoning,
    total_tokens: input + counts.output,
  };
}

/** The sum of two usages, class by class. */
export function addUsage(left: CodexUsage, right: CodexUsage): CodexUsage {
  return {
    input_tokens: left.input_tokens + right.input_tokens,
    cached_input_tokens: left.cached_input_tokens + right.cached_input_tokens,
    cache_write_input_tokens: left.cache_write_input_tokens + right.cache_write_input_tokens,
    output_tokens: left.output_tokens + right.output_tokens,
    reasoning_output_tokens: left.reasoning_output_tokens + right.reasoning_output_tokens,
    total_tokens: left.total_tokens + right.total_tokens,
  };
}

function originText(origin: Origin): string {
  if (origin.kind === 'root') {
    return '';
  }
  if (origin.kind === 'agent') {
    return `"parent_thread_id":"${origin.parent}",`;
  }
  const { parent, ordinal, bytes } = origin;
  const base = `{"thread_id":"${parent}","end_ordinal_exclusive":${ordinal},"end_byte_offset":${bytes}}`;
  const history =
    ordinal === undefined
      ? ''
      : `"forked_from_ordinal_exclusive":${ordinal},"history_mode":"paginated","history_base":${base},`;
  return `"forked_from_id":"${parent}",${history}`;
}

/** Five-hour and weekly windows that fill while a developer works. */
function rateLimits(at: number): string {
  const window = (minutes: number, share: number): string => {
    const length = minutes * 60_000;
    const used = ((at % length) / length) * share;
    const resets = Math.ceil((at + 1) / length) * minutes * 60;
    return `{"used_percent":${used.toFixed(1)},"window_minutes":${minutes},"resets_at":${resets}}`;
  };
  return `{"primary":${window(300, 70)},"secondary":${window(10_080, 85)},"credits":null,"plan_type":"pro"}`;
}
