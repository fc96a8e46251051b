import { jsonOf, record, text } from '../../core/json.js';
import type { Line } from '../../core/line.js';
import { Shape } from '../../core/shape.js';
import type { Emit, FileFacts, LineSource, Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';

const shape = new Shape();
/** Steps and messages repeat the figures of the usage records. */
const type = shape.only('type', ['llm.request', 'usage.record']);
const model = shape.text('model');
const time = shape.instant('time');
/** `session` is a sum of all; `turn` is one request. */
const scope = shape.text('usageScope');
const usage = shape.object('usage');
const inputOther = usage.number('inputOther');
const output = usage.number('output');
const cacheRead = usage.number('inputCacheRead');
const cacheWrite = usage.number('inputCacheCreation');

interface CodeState {
  /** Of the last request: its record names an alias. */
  model: string | undefined;
  records: number;
  project: string | undefined;
}

/** `<home>/sessions/wd_<folder>/<session>/agents/<agent>/wire.jsonl`; each agent has its own, and its use is extra. */
export const kimiCode: LineSource<CodeState> = {
  id: 'kimi',
  store: 'code',
  kind: 'lines',
  shape,
  roots,
  companions: (path) => [path.replace(/agents([\\/])[^\\/]+[\\/]wire\.jsonl$/, 'state.json')],
  start: () => ({ model: undefined, records: 0, project: undefined }),
  read(line, state, emit, file) {
    if (line.text(type) === 'llm.request') state.model = line.text(model) ?? state.model;
    else if (line.isObject(usage.slot) && line.text(scope) !== 'session') takeRecord(line, state, emit, file);
  },
};

function takeRecord(line: Line, state: CodeState, emit: Emit, file: FileFacts): void {
  const at = line.instant(time);
  if (Number.isNaN(at)) {
    emit.skip('no-timestamp');
    return;
  }
  const [, session = '', , agent = 'main'] = file.relativePath.split('/');
  state.project ??= projectOf(file);
  const counts = {
    input: line.count(inputOther),
    cacheRead: line.count(cacheRead),
    cacheWrite5m: line.count(cacheWrite),
    cacheWrite1h: 0,
    output: line.count(output),
    reasoning: 0,
  };
  emit(
    observe({
      namespace: 'kimi',
      id: `code:${session}/${agent}/${state.records++}`,
      tool: 'kimi',
      store: 'code',
      rank: 1,
      session,
      at,
      model: state.model ?? line.text(model) ?? 'unknown',
      project: state.project,
      agent: agent === 'main' ? '' : 'sub-agent',
      initiator: agent === 'main' ? undefined : 'agent',
      precision: 'exact',
      context: counts.input + counts.cacheRead + counts.cacheWrite5m,
      ...counts,
    }),
  );
}

function projectOf(file: FileFacts): string {
  for (const state of file.companions.values()) {
    // Undefined while it is being written.
    const project = text(record(jsonOf(state))?.['workDir']);
    if (project !== undefined) return project;
  }
  return '';
}

function roots(places: Places): Root[] {
  const own = places.env['KIMI_CODE_HOME'] || joinPath(places.os, places.home, '.kimi-code');
  return [own, ...(places.extraRoots['kimi'] ?? [])].map((path) => ({
    path: joinPath(places.os, path, 'sessions'),
    accepts: (relative) => /^[^/]+\/[^/]+\/agents\/[^/]+\/wire\.jsonl$/.test(relative),
    enters: (folder) => /^[^/]+(\/[^/]+(\/agents(\/[^/]+)?)?)?$/.test(folder),
  }));
}
