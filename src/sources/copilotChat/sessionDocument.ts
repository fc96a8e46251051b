import { jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource } from '../../core/source.js';
import { baseName } from '../common/paths.js';
import { observeTurn, requestShape, turnOf } from './chatRequest.js';
import { sessionRoots, workspaceCompanion } from './places.js';
import { projectOf } from './project.js';
import { keep } from './projection.js';
import { giveProject } from './sessionProject.js';

/**
 * Chat sessions as VS Code kept them before the mutation log. The same session may lie there in both forms: requests
 * are joined by their id, as copies in one store.
 */
export const sessionDocument: DocumentSource = {
  id: 'copilot-chat',
  store: 'session-document',
  kind: 'document',
  roots: (places) => sessionRoots(places, '.json'),
  companions: workspaceCompanion,
  read(content, emit, file) {
    const chat = record(jsonOf(content));
    const requests = chat?.['requests'];
    if (!Array.isArray(requests)) return emit.skip(chat === undefined ? 'malformed' : 'unknown-format');
    const session = text(chat?.['sessionId']) ?? baseName(file);
    const project = projectOf(file);
    giveProject(file, session, project);
    for (const request of requests) {
      const turn = turnOf(keep(request, requestShape));
      if (turn === undefined) continue;
      if (Number.isNaN(turn.at)) emit.skip('no-timestamp');
      else emit(observeTurn(turn, session, project));
    }
  },
};
