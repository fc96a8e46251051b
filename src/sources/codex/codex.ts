import type { LineView } from '../../core/bytes.js';
import type { Emit, FileFacts, LineSource } from '../../core/source.js';
import { takeContext, takeMeta, takeSettings, takeTurn } from './head.js';
import { giveFacts, proveOwn } from './lineage.js';
import { lineKind, parsedKind } from './lineKind.js';
import { codexRoots } from './places.js';
import { scannedCount, scannedRecord } from './scan.js';
import { type CodexState, newState, threadOfName } from './state.js';
import { takeCount, takeRecord } from './usage.js';
import { type Parsed, parsedCount, parsedRecord } from './usageLine.js';
import { record } from '../json.js';

/**
 * OpenAI Codex: the rollouts of its command line, editor extension and desktop app (FORMATS §2, §23.2). Usage comes from
 * `token_usage_record` where a build writes it, else from the steps of the cumulative total in `token_count`.
 * `codex exec --json` output that somebody saved is no rollout and is not read.
 */
export const codex: LineSource<CodexState> = {
  id: 'codex',
  store: 'rollout',
  takesBack: true,
  kind: 'lines',
  roots: codexRoots,
  start: (file) => newState(threadOfName(file.relativePath)),
  skip: (head) => lineKind(head) === 'other',
  read(line, state, emit, file) {
    const kind = lineKind(line);
    if (kind === 'other') return;
    if (!readBytes(line, kind, state, emit, file)) readParsed(line, state, emit, file);
  },
  end: (state, _emit, file) => giveFacts(state, file),
};

/** The frequent lines without JSON.parse. False where a line is none of them, or not as Codex writes it. */
function readBytes(line: LineView, kind: string, state: CodexState, emit: Emit, file: FileFacts): boolean {
  if (kind === 'count') {
    const count = scannedCount(line, state.limitsText);
    if (count !== undefined) takeCount(state, count, emit, file);
    return count !== undefined;
  }
  if (kind !== 'record') return false;
  const usage = scannedRecord(line);
  if (usage !== undefined) takeRecord(state, usage, emit, file);
  return usage !== undefined;
}

function readParsed(line: LineView, state: CodexState, emit: Emit, file: FileFacts): void {
  const json = line.json();
  if (json === undefined) return emit.skip('malformed');
  const value = record(json);
  if (value !== undefined) take(value, state, emit, file);
}

function take(value: Parsed, state: CodexState, emit: Emit, file: FileFacts): void {
  switch (parsedKind(value)) {
    case 'meta':
      return takeMeta(state, value, emit, file);
    case 'context':
      return takeContext(state, value, emit, file);
    case 'started':
      return takeTurn(state, value, emit, file);
    case 'settings':
      return takeSettings(state, value);
    case 'message':
      return proveOwn(state, emit, file);
    case 'count':
      return takeCount(state, parsedCount(value), emit, file);
    case 'record':
      return takeParsedRecord(value, state, emit, file);
    default:
  }
}

function takeParsedRecord(value: Parsed, state: CodexState, emit: Emit, file: FileFacts): void {
  const usage = parsedRecord(value);
  if (usage === undefined) emit.skip('no-usage');
  else takeRecord(state, usage, emit, file);
}
