import { count, record } from '../../core/json.js';
import { Shape } from '../../core/shape.js';
import type { FileFacts, LineSource, Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';
import { isShortId } from '../common/responseId.js';
import { figuresOf } from './figures.js';

const shape = new Shape();
const timestamp = shape.instant('timestamp');
const message = shape.object('message');
const type = message.only('type', ['StatusUpdate', 'SubagentEvent']);
const payload = message.object('payload');
const own = { step: payload.value('message_id'), usage: payload.value('token_usage') };
/** Since 1.25 a sub-agent has an id and a file of its own, which its parent's mirrors; before, its parent's is the only one. */
payload.never('agent_id');
const task = payload.value('task_tool_call_id');
const event = payload.object('event');
event.only('type', ['StatusUpdate']);
const inner = event.object('payload');
const ofTask = { step: inner.value('message_id'), usage: inner.value('token_usage') };

interface CliState {
  /** Steps without an id of their own. */
  nameless: number;
  model: string | undefined;
}

/**
 * `<share>/sessions/<hash of the folder>/<session>/wire.jsonl`: one status a step, all buckets apart. It tells no model. To undo
 * and to fork make a session of their own that begins with copies of the lines.
 */
export const kimiCli: LineSource<CliState> = {
  id: 'kimi',
  store: 'cli',
  kind: 'lines',
  shape,
  roots,
  companions: (path) => [path.replace(/([\\/])sessions[\\/].*$/, '$1config.toml')],
  start: () => ({ nameless: 0, model: undefined }),
  read(line, state, emit, file) {
    const isTask = line.text(type) === 'SubagentEvent';
    const told = isTask ? ofTask : own;
    const usage = record(line.value(told.usage));
    if (line.text(type) === undefined || usage === undefined || (isTask && line.text(task) === undefined)) return;
    const at = line.instant(timestamp);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const [session, folder] = placeOf(file.relativePath);
    const agent = isTask ? `task ${line.text(task) ?? ''}` : folder;
    const id = line.text(told.step);
    const step = id ?? `#${state.nameless++}`;
    state.model ??= modelOf(file);
    const counts = {
      input: count(usage['input_other']),
      cacheRead: count(usage['input_cache_read']),
      cacheWrite5m: count(usage['input_cache_creation']),
      cacheWrite1h: 0,
      output: count(usage['output']),
      reasoning: 0,
    };
    const figures = figuresOf(counts);
    emit(
      observe({
        namespace: 'kimi',
        id: `cli:${session}/${agent}/${step}${comesAgain(step) ? `/${figures}` : ''}`,
        aliases: [
          `cli:${agent}/${id ?? ''}@${at}/${figures}`,
          // A build may have told it in a sub-agent's own file and, in the earlier form, in its parent's.
          ...(agent === '' || id === undefined ? [] : [`cli:${session}/agents/${id}/${figures}`]),
        ],
        tool: 'kimi',
        store: 'cli',
        rank: 1,
        session,
        at,
        model: state.model,
        agent: agent === '' ? '' : 'sub-agent',
        initiator: agent === '' ? undefined : 'agent',
        precision: 'exact',
        context: counts.input + counts.cacheRead + counts.cacheWrite5m,
        ...counts,
      }),
    );
  },
};

/** The short ids of a local server's answers come again in a long session, but hardly with the same figures. */
function comesAgain(step: string): boolean {
  return /^(chatcmpl-|resp_)/.test(step) && isShortId(step);
}

/** The session and, of a sub-agent, its folder below the session's. */
function placeOf(path: string): readonly [session: string, agent: string] {
  const parts = path.split('/');
  return [parts[1] ?? '', parts[2] === 'subagents' ? (parts[3] ?? '') : ''];
}

/** The configuration names the model that is used unless a run says otherwise, which no log tells. */
function modelOf(file: FileFacts): string {
  for (const config of file.companions.values()) {
    const name = /^\s*default_model\s*=\s*"([^"\n]{1,100})"/m.exec(config)?.[1];
    if (name) return name;
  }
  file.awaitCompanions();
  return 'unknown';
}

function roots(places: Places): Root[] {
  const share = places.env['KIMI_SHARE_DIR'] || joinPath(places.os, places.home, '.kimi');
  return [share, ...(places.extraRoots['kimi'] ?? [])].map((path) => ({
    path: joinPath(places.os, path, 'sessions'),
    accepts: (relative) => /^[^/]+\/[^/]+\/(subagents\/[^/]+\/)?wire\.jsonl$/.test(relative),
    enters: (folder) => /^[^/]+(\/[^/]+(\/subagents(\/[^/]+)?)?)?$/.test(folder),
  }));
}
