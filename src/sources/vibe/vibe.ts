import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, Places, Root } from '../../core/source.js';
import { noTokens } from '../../core/usage.js';
import { joinPath } from '../common/paths.js';
import { sessionSums } from '../common/sessionSums.js';

type Json = Readonly<Record<string, unknown>>;

/** `logs/session/<session>/meta.json`, rewritten at each turn: the session's sums so far; nothing says what was cached. */
export const vibe: DocumentSource = {
  id: 'vibe',
  store: 'session',
  kind: 'document',
  roots,
  read(content, emit, file) {
    const meta = record(jsonOf(content));
    if (meta === undefined) return emit.skip('malformed');
    const stats = record(meta['stats']);
    const [input, output] = [count(stats?.['session_prompt_tokens']), count(stats?.['session_completion_tokens'])];
    if (input + output === 0) return;
    const [ended, started] = [instantOf(meta['end_time']), instantOf(meta['start_time'])];
    const at = Number.isNaN(ended) ? started : ended;
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    emit(
      sessionSums({
        tool: 'vibe',
        store: 'session',
        session: text(meta['session_id']) ?? file.relativePath.split('/')[0] ?? '',
        model: modelOf(record(meta['config']) ?? {}),
        at,
        project: text(record(meta['environment'])?.['working_directory']) ?? '',
        branch: text(meta['git_branch']) ?? '',
        ...noTokens,
        input,
        output,
      }),
    );
  },
};

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
    accepts: (relative) => /^[^/]+\/meta\.json$/.test(relative),
    enters: (folder) => !folder.includes('/'),
  }));
}
