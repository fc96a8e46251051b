import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, FileFacts } from '../../core/source.js';
import { baseName } from '../common/paths.js';
import { disjoint } from '../common/request.js';
import { sessionSums } from '../common/sessionSums.js';
import { sessionFolders } from './places.js';

/**
 * `<session>.jsonl` of builds before `sessions.db`, which took them over under the same names: the first line has what the
 * session has used so far, rewritten at each turn, the others its messages. No model is told, nor what was cached.
 */
export const gooseFiles: DocumentSource = {
  id: 'goose',
  store: 'files',
  kind: 'document',
  roots: (places) =>
    sessionFolders(places).map((path) => ({
      path,
      accepts: (relative) => /^[^/]+\.jsonl$/.test(relative),
      enters: () => false,
    })),
  read(content, emit, file) {
    const [first = '', ...messages] = content.split('\n');
    const told = record(jsonOf(first));
    if (told === undefined) return emit.skip('malformed');
    const [input, output] = ['accumulated_input_tokens', 'accumulated_output_tokens'].map((name) => count(told[name]));
    // What is there beside them is of the last request alone.
    if (!input && !output) return emit.skip('no-usage');
    emit(
      sessionSums({
        tool: 'goose',
        store: 'files',
        session: baseName(file),
        model: 'unknown',
        at: lastMessage(messages, file),
        project: text(told['working_dir']) ?? '',
        ...disjoint({ input: input ?? 0, cacheRead: 0, cacheWrite: 0, output: output ?? 0, reasoning: 0 }),
      }),
    );
  },
};

/** When the last message was made, in seconds there; without one, when the file was written. */
function lastMessage(messages: readonly string[], { modifiedAt }: FileFacts): number {
  const created = messages.reduceRight(
    (found, line) => (found > 0 ? found : count(record(jsonOf(line))?.['created'])),
    0,
  );
  return created > 0 ? instantOf(created) : modifiedAt;
}
