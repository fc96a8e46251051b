import type { LineView } from '../../core/bytes.js';
import type { Emit, FileFacts, LineSource } from '../../core/source.js';
import { record } from '../json.js';
import { takeContext, takeMeta, takeSettings, takeTurn } from './head.js';
import { giveFacts, proveOwn } from './lineage.js';
import { type LineKind, lineKind, parsedKind } from './lineKind.js';
import { codexRoots } from './places.js';
import { scannedCount, scannedRecord } from './scan.js';
import { type CodexState, newState, threadOfName } from './state.js';
import { takeCount, takeRecord } from './usage.js';
import { type Parsed, parsedCount, parsedRecord } from './usageLine.js';

/**
 * OpenAI Codex: the rollouts of its command line, editor extension and desktop app (FORMATS §2, §23.2). Usage comes from
 * `token_usage_record` where a build writes it, else from the steps of the cumulative total in `token_count`.
 * `codex exec --json` output that somebody saved is no rollout and is not read.
 */
export const codex: LineSource<CodexState> = {
  id: 'codex',
  store: 'rollout',
  kind: 'lines',
  readsHeads: true,
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
function readBytes(line: LineView, kind: LineKind, state: CodexState, emit: Emit, file: FileFacts): boolean {
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
  const value = record(json);
  if (json === undefined) emit.skip('malformed');
  else if (value !== undefined) takers[parsedKind(value)]?.(state, value, emit, file);
}

type Taker = (state: CodexState, value: Parsed, emit: Emit, file: FileFacts) => void;

const takers: Readonly<Partial<Record<LineKind, Taker>>> = {
  meta: takeMeta,
  context: takeContext,
  started: takeTurn,
  settings: takeSettings,
  message: (state, _value, emit, file) => proveOwn(state, emit, file),
  count: (state, value, emit, file) => takeCount(state, parsedCount(value), emit, file),
  record(state, value, emit, file) {
    const usage = parsedRecord(value);
    if (usage === undefined) emit.skip('no-usage');
    else takeRecord(state, usage, emit, file);
  },
};
