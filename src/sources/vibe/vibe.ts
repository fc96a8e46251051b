import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, FileFacts, Places, Root } from '../../core/source.js';
import { noTokens } from '../../core/usage.js';
import { joinPath } from '../common/paths.js';
import { sessionSums } from '../common/sessionSums.js';

type Json = Readonly<Record<string, unknown>>;

/** What a session's sums hold. */
interface Extent {
  /** Instant since which they count, where they are not the session's first. */
  readonly since?: number | undefined;
  /** The session before, whose sums are part of these; '' once it is known that they are not. */
  readonly parent?: string | undefined;
}

/** What they were when they were last seen. */
interface Seen extends Extent {
  readonly at: number;
  readonly counters: readonly number[];
}

/** Counters that only grow, be it by a summary that compacts the conversation. */
const growing = [
  'session_prompt_tokens',
  'session_completion_tokens',
  'session_cached_tokens',
  'steps',
  'tool_calls_agreed',
  'tool_calls_rejected',
  'tool_calls_failed',
  'tool_calls_succeeded',
];

/**
 * `logs/session/<session>/meta.json`, rewritten at each turn: the session's sums so far, what was cached inside the prompt in
 * builds that tell it; a sub-agent's below its session. A compaction goes on with the sums in a session of its own, which names
 * the one before; a fork names it too, but begins at zero, as does a session that is resumed (agent_loop.py, session_logger.py).
 * No figure tells the two apart. What was used of the one before since this one began is none of these sums (`forkedAt`), but a
 * fork that had used more in each way when it was first seen is taken for a compaction: rather too little than twice.
 */
export const vibe: DocumentSource = {
  id: 'vibe',
  store: 'session',
  kind: 'document',
  roots,
  read(content, emit, file) {
    const meta = record(jsonOf(content));
    if (meta === undefined) return emit.skip('malformed');
    const stats = record(meta['stats']) ?? {};
    const [prompt, output] = [count(stats['session_prompt_tokens']), count(stats['session_completion_tokens'])];
    if (prompt + output === 0) return;
    const [ended, started] = [instantOf(meta['end_time']), instantOf(meta['start_time'])];
    const at = Number.isNaN(ended) ? started : ended;
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const session = text(meta['session_id']) ?? file.relativePath.split('/')[0] ?? '';
    const before = file.relativePath.includes('/agents/') ? undefined : text(meta['parent_session_id']);
    const { since, parent = '' } = extentOf(
      session,
      before,
      { at, counters: growing.map((name) => count(stats[name])) },
      file,
    );
    const cacheRead = Math.min(count(stats['session_cached_tokens']), prompt);
    emit(
      sessionSums({
        tool: 'vibe',
        store: 'session',
        session,
        model: modelOf(record(meta['config']) ?? {}),
        at,
        since,
        parent: parent === '' ? undefined : parent,
        forkedAt: parent === '' || Number.isNaN(started) ? undefined : started,
        project: text(record(meta['environment'])?.['working_directory']) ?? '',
        branch: text(meta['git_branch']) ?? '',
        ...noTokens,
        input: prompt - cacheRead,
        cacheRead,
        output,
      }),
    );
  },
};

const factOf = (session: string): string => `vibe sums ${session}`;

/** As found when both sessions were first known: what goes on in either later says no more. A copy of before tells nothing new. */
function extentOf(session: string, before: string | undefined, now: Seen, file: FileFacts): Extent {
  const known = seenOf(session, file);
  if (known && known.at > now.at) return now.at < (known.since ?? 0) ? {} : known;
  const isAnew = known !== undefined && !isPast(now.counters, known.counters);
  const extent: Extent = isAnew
    ? { since: known.at + 1, parent: '' }
    : { since: known?.since, parent: known?.parent ?? carriedFrom(before, now, file) };
  file.give(factOf(session), 'meta', { ...now, ...extent });
  return extent;
}

function carriedFrom(before: string | undefined, { counters }: Seen, file: FileFacts): string | undefined {
  if (before === undefined) return '';
  file.dependsOn(factOf(before));
  const known = seenOf(before, file);
  return known && (isPast(counters, known.counters) ? before : '');
}

function seenOf(session: string, file: FileFacts): Seen | undefined {
  return file.facts(factOf(session)).get('meta') as Seen | undefined;
}

function isPast(counters: readonly number[], before: readonly number[]): boolean {
  return counters.every((counter, index) => counter >= (before[index] ?? 0));
}

/** The configuration names an alias in use, and what each alias stands for. */
function modelOf(config: Json): string {
  const alias = text(config['active_model']);
  const models = Array.isArray(config['models']) ? config['models'].map(record) : [];
  return text(models.find((model) => model?.['alias'] === alias)?.['name']) ?? alias ?? 'unknown';
}

function roots({ os, home, env, extraRoots }: Places): Root[] {
  const own = env['VIBE_HOME'] || joinPath(os, home, '.vibe');
  return [own, ...(extraRoots['vibe'] ?? [])].map((path) => ({
    path: joinPath(os, path, 'logs', 'session'),
    accepts: (relative) => /^[^/]+\/(agents\/[^/]+\/)?meta\.json$/.test(relative),
    enters: (folder) => /^[^/]+(\/agents(\/[^/]+)?)?$/.test(folder),
  }));
}
