import { jsonOf, record, text } from '../../core/json.js';
import type { Line } from '../../core/line.js';
import { Shape } from '../../core/shape.js';
import type { Emit, FileFacts, LineSource, Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';
import { figuresOf } from './figures.js';

const shape = new Shape();
/** Steps and messages repeat the figures of the usage records. */
const type = shape.only('type', ['metadata', 'llm.request', 'usage.record']);
/** Of the log; a fork's has that of its parent. */
const createdAt = shape.number('created_at');
const model = shape.text('model');
const time = shape.instant('time');
/** `turn` is a request of a turn, `session` one beside the turns, such as a compaction's; builds of old tell none. */
const scope = shape.text('usageScope');
const usage = shape.object('usage');
const inputOther = usage.number('inputOther');
const output = usage.number('output');
const cacheRead = usage.number('inputCacheRead');
const cacheWrite = usage.number('inputCacheCreation');

interface CodeState {
  /** Requests whose record is still to come, those that failed among them; none is told by logs of old. */
  waiting: number | undefined;
  /** Of the last request: its record names an alias. */
  model: string | undefined;
  records: number;
  /** What a log and its copies have in common. */
  origin: string | undefined;
  about: About | undefined;
}

interface About {
  readonly project: string;
  readonly isFork: boolean;
}

/**
 * `<home>/sessions/wd_<folder>/<session>/agents/<agent>/wire.jsonl`; each agent has its own, and its use is extra. A fork
 * begins with its parent's lines as they are. A log is written anew when it was damaged, or by a build that brings it into a
 * newer form, and may get its first line then: what stays the same is the agent, the instant and the figures.
 */
export const kimiCode: LineSource<CodeState> = {
  id: 'kimi',
  store: 'code',
  kind: 'lines',
  shape,
  roots,
  companions: (path) => [path.replace(/agents([\\/])[^\\/]+[\\/]wire\.jsonl$/, 'state.json')],
  start: () => ({ waiting: undefined, model: undefined, records: 0, origin: undefined, about: undefined }),
  read(line, state, emit, file) {
    if (line.text(type) === 'metadata') state.origin ??= String(line.number(createdAt) || '') || undefined;
    else if (line.text(type) === 'llm.request') {
      state.model = line.text(model) ?? state.model;
      state.waiting = (state.waiting ?? 0) + 1;
    } else if (line.isObject(usage.slot)) {
      // A record of the session that no request came before repeats others.
      if (line.text(scope) !== 'session' || state.waiting !== 0) takeRecord(line, state, emit, file);
      if (state.waiting) state.waiting--;
    }
  },
};

function takeRecord(line: Line, state: CodeState, emit: Emit, file: FileFacts): void {
  const at = line.instant(time);
  if (Number.isNaN(at)) {
    emit.skip('no-timestamp');
    return;
  }
  const [, session = '', , agent = 'main'] = file.relativePath.split('/');
  const isHelper = line.text(scope) === 'session';
  state.about ??= aboutOf(file);
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
      id: `code:${state.origin ?? session}/${agent}/${state.records++}@${at}`,
      aliases: [`code:${agent}@${at}/${figuresOf(counts)}`],
      tool: 'kimi',
      store: 'code',
      rank: 1,
      session,
      at,
      model: state.model ?? line.text(model) ?? 'unknown',
      copied: state.about.isFork,
      project: state.about.project,
      agent: agent === 'main' ? '' : 'sub-agent',
      initiator: isHelper ? 'helper' : agent === 'main' ? undefined : 'agent',
      // Of an answer that its person interrupted only what went in is told.
      precision: counts.output === 0 ? 'atLeast' : 'exact',
      context: isHelper ? undefined : counts.input + counts.cacheRead + counts.cacheWrite5m,
      ...counts,
    }),
  );
}

function aboutOf(file: FileFacts): About {
  for (const state of file.companions.values()) {
    // Undefined while it is being written.
    const told = record(jsonOf(state));
    if (told)
      return { project: text(told['workDir']) ?? text(told['cwd']) ?? '', isFork: told['forkedFrom'] !== undefined };
  }
  return { project: '', isFork: false };
}

function roots(places: Places): Root[] {
  const own = places.env['KIMI_CODE_HOME'] || joinPath(places.os, places.home, '.kimi-code');
  return [own, ...(places.extraRoots['kimi'] ?? [])].map((path) => ({
    path: joinPath(places.os, path, 'sessions'),
    accepts: (relative) => /^[^/]+\/[^/]+\/agents\/[^/]+\/wire\.jsonl$/.test(relative),
    enters: (folder) => /^[^/]+(\/[^/]+(\/agents(\/[^/]+)?)?)?$/.test(folder),
  }));
}
