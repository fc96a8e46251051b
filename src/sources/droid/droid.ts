import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, Places, Root } from '../../core/source.js';
import { baseName, joinPath } from '../common/paths.js';
import { sessionSums } from '../common/sessionSums.js';

/**
 * `<session>.settings.json`, rewritten at each turn: the session's sums so far, caches beside the input. Thinking is the
 * client's own guess, and sums that include children tell their sessions again. The transcript, which has no counts and
 * is written first, says when and where.
 */
export const droid: DocumentSource = {
  id: 'droid',
  store: 'session',
  kind: 'document',
  roots,
  companions: (path) => [path.replace(/\.settings\.json$/, '.jsonl')],
  read(content, emit, file) {
    const settings = record(jsonOf(content));
    if (settings === undefined) return emit.skip('malformed');
    const usage = record(settings['tokenUsage']);
    if (usage === undefined) return;
    const answer = lastAnswer([...file.companions.values()][0] ?? '');
    const at = Number.isNaN(answer.at) ? instantOf(settings['providerLockTimestamp']) : answer.at;
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    emit(
      sessionSums({
        tool: 'droid',
        store: 'session',
        session: baseName(file).replace(/\.settings$/, ''),
        model: text(settings['model']) ?? 'unknown',
        at,
        project: answer.project,
        input: count(usage['inputTokens']),
        cacheRead: count(usage['cacheReadTokens']),
        cacheWrite5m: count(usage['cacheCreationTokens']),
        cacheWrite1h: 0,
        output: count(usage['outputTokens']),
        reasoning: 0,
      }),
    );
  },
};

/** Its instant, NaN without one, and the folder that the first line names. Of a long transcript few lines are parsed. */
function lastAnswer(transcript: string): { readonly at: number; readonly project: string } {
  const project = text(record(jsonOf(transcript.slice(0, Math.max(0, transcript.indexOf('\n')))))?.['cwd']) ?? '';
  for (let end = transcript.length; end > 0; ) {
    const start = transcript.lastIndexOf('\n', end - 1) + 1;
    const line = record(jsonOf(transcript.slice(start, end)));
    const at = record(line?.['message'])?.['role'] === 'assistant' ? instantOf(line?.['timestamp']) : Number.NaN;
    if (!Number.isNaN(at)) return { at, project };
    end = start - 1;
  }
  return { at: Number.NaN, project };
}

/** `~/.factory/sessions`; older builds have no folder for each project. */
function roots({ os, env, home, extraRoots }: Places): Root[] {
  return [joinPath(os, env['FACTORY_HOME_OVERRIDE'] || home, '.factory'), ...(extraRoots['droid'] ?? [])].map(
    (path) => ({
      path: joinPath(os, path, 'sessions'),
      accepts: (relative) => relative.endsWith('.settings.json'),
      enters: (folder) => !folder.includes('/'),
    }),
  );
}
