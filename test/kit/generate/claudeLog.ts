import type { ClaudeShape } from './claudeUsage.js';
import { iterationsText, usageText } from './claudeUsage.js';
import type { Block, Reply } from './conversation.js';
import type { Home, Place } from './home.js';
import type { LogFile, Part } from './logFile.js';
import { Random } from './random.js';
import type { TextKind } from './text.js';

/** Who speaks in the lines of a Claude Code log. */
export type Voice = {
  readonly session: string;
  readonly sidechain?: boolean;
  readonly agent?: string;
  /** The session that the lines were copied from. */
  readonly forkedFrom?: string;
  /** Copies made by 1.0.96 and some builds leave it out. */
  readonly withoutRequestIds?: boolean;
};

/** How one reply is written when it is a copy that no reader may prefer. */
export type ReplyCopy = { readonly requestId?: string; readonly output?: number; readonly at?: number };

/** Writes the lines of one Claude Code transcript, in the key order of real ones. */
export class ClaudeLog {
  readonly file: LogFile;
  readonly #home: Home;
  readonly #shape: ClaudeShape;
  readonly #texts: Random;
  readonly #head: string;
  readonly #voice: Voice;
  #lastId = '';

  constructor(home: Home, file: LogFile, place: Place, shape: ClaudeShape, voice: Voice, seed: string) {
    this.file = file;
    this.#home = home;
    this.#shape = shape;
    this.#voice = voice;
    this.#texts = new Random(`${seed}/lines`);
    const side = voice.sidechain === true;
    this.#head =
      `"isSidechain":${side},"userType":"external","cwd":${JSON.stringify(place.project)},"sessionId":"${voice.session}",` +
      `"version":"${shape.version}","gitBranch":${JSON.stringify(place.branch)},` +
      (voice.agent === undefined ? '' : `"agentId":"${voice.agent}",`);
  }

  /** A prompt typed by a person, or handed to a sub-agent. */
  prompt(at: number, bytes: number): void {
    const kind: TextKind = this.#texts.chance(0.1) ? 'wide' : 'prose';
    const text = this.#home.text.piece(this.#texts, kind, bytes);
    this.#user(at, ['"', text, '"'], []);
  }

  /** All lines of one response: one a content block, each with the usage that is known by then. */
  reply(reply: Reply, copy: ReplyCopy = {}): void {
    reply.blocks.forEach((block, index) => {
      const last = index === reply.blocks.length - 1;
      const output = copy.output ?? (this.#shape.growing && !last ? this.#texts.integer(1, 8) : reply.counts.output);
      const at = (copy.at ?? reply.at) + index * 1_500;
      this.#assistant(reply, this.#block(block), { at, output, last, requestId: copy.requestId ?? reply.requestId });
    });
  }

  /** What a tool gave back; the transcript often holds the text twice. */
  result(at: number, bytes: number, huge = false): void {
    const text = this.#home.text;
    const content = huge ? text.pieces(this.#texts, 'code', bytes) : [text.result(this.#texts, bytes)];
    const twice = !huge && this.#texts.chance(0.5);
    const detail = twice
      ? ['"toolUseResult":{"stdout":"', ...content, '","stderr":"","interrupted":false,"isImage":false}']
      : ['"toolUseResult":{"type":"text","file":{"filePath":"src/parser.ts","numLines":120,"startLine":1}}'];
    const id = this.#texts.identifier('toolu_01');
    this.#user(at, [`[{"tool_use_id":"${id}","type":"tool_result","content":"`, ...content, '"}]'], detail);
  }

  /** The end of a sub-agent as its parent sees it: a usage that no reader may add. */
  agentResult(at: number, agent: string, last: Reply): void {
    const usage = usageText(this.#shape, last.counts, last.counts.output);
    this.#user(
      at,
      [`[{"tool_use_id":"${this.#texts.identifier('toolu_01')}","type":"tool_result","content":[]}]`],
      [
        `"toolUseResult":{"status":"completed","agentId":"${agent}","content":[{"type":"text","text":"`,
        this.#home.text.piece(this.#texts, 'prose', 900),
        `"}],"totalDurationMs":48120,"totalTokens":${last.context},"totalToolUseCount":7,"usage":${usage}}`,
      ],
    );
  }

  /** A mirror of a sub-agent's line in its parent's log. */
  progress(reply: Reply, agent: string): void {
    const usage = usageText(this.#shape, reply.counts, reply.counts.output);
    const message = `{"model":"${reply.model}","id":"${reply.id}","type":"message","role":"assistant","content":[],"usage":${usage}}`;
    this.file.line(
      this.#begin(),
      `"type":"progress","data":{"message":{"type":"assistant","timestamp":"${stamp(reply.at)}","message":${message},`,
      `"requestId":"${reply.requestId}"},"type":"agent_progress","prompt":"","agentId":"${agent}"},`,
      `"toolUseID":"agent_${reply.id}",${this.#end(reply.at)}}`,
    );
  }

  /** A local error message that was never billed. */
  synthetic(at: number): void {
    const usage = '{"input_tokens":0,"output_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0}';
    this.file.line(
      this.#begin(),
      `"message":{"id":"${this.#texts.uuid()}","model":"<synthetic>","role":"assistant","stop_reason":"stop_sequence","type":"message",`,
      `"usage":${usage},"content":[{"type":"text","text":"API Error: overloaded"}]},"type":"assistant","isApiErrorMessage":true,${this.#end(at)}}`,
    );
  }

  /** A response whose time cannot be read: no reader can date it, so none may count it. */
  undated(reply: Reply): void {
    const usage = usageText(this.#shape, reply.counts, 1_000);
    this.file.line(
      this.#begin(),
      `"message":{"model":"${reply.model}","id":"${reply.id}u","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":${usage}},`,
      `"requestId":"${reply.requestId}","type":"assistant","uuid":"${this.#texts.uuid()}","timestamp":"not-a-date"}`,
    );
  }

  /** A line type without usage. */
  aside(at: number): void {
    const id = this.#texts.uuid();
    const session = this.#voice.session;
    const lines = [
      `{"type":"summary","summary":"Parser reads lines from the tail","leafUuid":"${id}"}`,
      `{"type":"file-history-snapshot","messageId":"${id}","snapshot":{"messageId":"${id}","trackedFileBackups":{},"timestamp":"${stamp(at)}"},"isSnapshotUpdate":false}`,
      `{"type":"queue-operation","operation":"enqueue","timestamp":"${stamp(at)}","content":"and run the tests","sessionId":"${session}"}`,
      `{"type":"last-prompt","lastPrompt":"go on","sessionId":"${session}"}`,
    ];
    this.file.line(this.#texts.pick(lines));
  }

  /** The marker of a compaction and the summary that the conversation goes on with. */
  compaction(at: number, context: number): void {
    const meta = `"compactMetadata":{"trigger":"auto","preTokens":${context}}`;
    this.file.line(
      this.#begin(),
      `"type":"system","subtype":"compact_boundary","content":"Conversation compacted",${meta},${this.#end(at)}}`,
    );
    this.#user(at, ['"', this.#home.text.piece(this.#texts, 'prose', 6_000), '"'], ['"isCompactSummary":true']);
  }

  /** The beginning of a reply that was cut off in the middle of a write: no newline, not to be counted. */
  torn(reply: Reply): void {
    const usage = usageText(this.#shape, reply.counts, 5_000);
    this.file.raw(
      this.#begin(),
      `"message":{"model":"${reply.model}","id":"msg_torn","type":"message","role":"assistant","usage":${usage}},"requ`,
    );
  }

  /** A response whose written file is `bytes` long, with the true usage behind it. */
  hugeReply(reply: Reply, bytes: number): void {
    const input = this.#home.text.pieces(this.#texts, 'wide', bytes);
    const block = [
      '{"type":"tool_use","id":"toolu_01huge","name":"Write","input":{"file_path":"data/big.txt","content":"',
      ...input,
      '"}}',
    ];
    this.#assistant(reply, block, {
      at: reply.at,
      output: reply.counts.output,
      last: true,
      requestId: reply.requestId,
    });
  }

  #assistant(
    reply: Reply,
    block: readonly Part[],
    line: { at: number; output: number; last: boolean; requestId: string },
  ): void {
    const shape = this.#shape;
    const stop = line.last ? (reply.results.length > 0 ? '"tool_use"' : '"end_turn"') : 'null';
    const id = shape.withoutMessageIds ? '' : `"id":"${reply.id}",`;
    const usage = usageText(shape, reply.counts, line.output);
    const iterations = iterationsText(shape, reply, line.output);
    const message = [
      `"message":{"model":"${reply.model}",${id}"type":"message","role":"assistant","content":[`,
      ...block,
      `],"stop_reason":${stop},"stop_sequence":null,"usage":${usage.slice(0, -1)}${iterations}}`,
      shape.unknownFields
        ? ',"container":{"usage":{"input_tokens":31,"output_tokens":41}}},'
        : shape.contextManagement
          ? ',"context_management":null},'
          : '},',
    ];
    const request =
      this.#voice.withoutRequestIds === true || shape.withoutRequestIds ? '' : `"requestId":"${line.requestId}",`;
    const extra = shape.unknownFields
      ? '"telemetry":{"usage":{"input_tokens":9,"output_tokens":9},"futureField":[1,{"a":null}]},'
      : '';
    if (shape.typeFirst) {
      this.file.line(
        this.#begin(),
        `"type":"assistant","timestamp":"${this.#stamp(line.at)}",`,
        ...message,
        `${extra}${request}"uuid":"${this.#next()}"}`,
      );
    } else {
      this.file.line(this.#begin(), ...message, request, extra, `"type":"assistant",${this.#end(line.at)}}`);
    }
  }

  #block(block: Block): Part[] {
    const texts = this.#texts;
    const text = this.#home.text;
    if (block.kind === 'thinking') {
      const signature = text.piece(texts, 'base64', Math.max(200, Math.min(block.bytes, 4_000)));
      return [
        '{"type":"thinking","thinking":"',
        text.piece(texts, 'prose', block.bytes),
        '","signature":"',
        signature,
        '"}',
      ];
    }
    if (block.kind === 'text') {
      return ['{"type":"text","text":"', text.piece(texts, texts.chance(0.08) ? 'wide' : 'prose', block.bytes), '"}'];
    }
    const decoy = this.#shape.decoys
      ? `,"usage":{"input_tokens":${texts.integer(1, 99_999)},"output_tokens":77},"message":{"id":"msg_decoy","usage":{"output_tokens":5}},"type":"assistant"`
      : '';
    const name = texts.pick(['Bash', 'Edit', 'Read', 'Write', 'Grep']);
    const head = `{"type":"tool_use","id":"${texts.identifier('toolu_01')}","name":"${name}","input":{"file_path":"src/parser.ts","content":"`;
    return [head, text.piece(texts, texts.chance(0.1) ? 'json' : 'code', block.bytes), `"${decoy}}}`];
  }

  #user(at: number, content: readonly Part[], detail: readonly Part[]): void {
    const begin = this.#begin();
    const end = detail.length > 0 ? [`${this.#end(at)},`, ...detail, '}'] : [`${this.#end(at)}}`];
    this.file.line(begin, '"type":"user","message":{"role":"user","content":', ...content, '},', ...end);
  }

  #begin(): string {
    return `{"parentUuid":${this.#lastId === '' ? 'null' : `"${this.#lastId}"`},${this.#head}`;
  }

  #next(): string {
    this.#lastId = this.#texts.uuid();
    return this.#lastId;
  }

  #end(at: number): string {
    const fork =
      this.#voice.forkedFrom === undefined
        ? ''
        : `,"forkedFrom":{"sessionId":"${this.#voice.forkedFrom}","messageUuid":"${this.#lastId}"}`;
    return `"uuid":"${this.#next()}","timestamp":"${this.#stamp(at)}"${fork}`;
  }

  #stamp(at: number): string {
    return this.#shape.offsets ? `${stamp(at + 32_400_000).slice(0, -1)}+09:00` : stamp(at);
  }
}

/** An instant as ISO text in UTC with milliseconds. */
export function stamp(at: number): string {
  return new Date(at).toISOString();
}
