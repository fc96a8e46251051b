import type { Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';

/** User-data folders to look into; an extra root is one more of them. */
function userFolders(places: Places): readonly string[] {
  return [...places.editorUserFolders, ...(places.extraRoots['copilot-chat'] ?? [])];
}

/** Chat sessions of workspaces and of windows without one. `file` is the end of the names wanted. */
export function sessionRoots(places: Places, file: '.json' | '.jsonl'): Root[] {
  const isChat = (path: string) => /^[^/]+\/chatSessions\/[^/]+$/.test(path) && path.endsWith(file);
  return userFolders(places).flatMap((user) => [
    {
      path: joinPath(places.os, user, 'workspaceStorage'),
      accepts: isChat,
      enters: (folder) => /^[^/]+(\/chatSessions)?$/.test(folder),
    },
    {
      path: joinPath(places.os, user, 'globalStorage', 'emptyWindowChatSessions'),
      accepts: (path) => !path.includes('/') && path.endsWith(file),
      enters: () => false,
    },
  ]);
}

/** `debug-logs/<session>/*.jsonl`; older builds wrote `debug-logs/<session>.jsonl`. */
export function debugLogRoots(places: Places): Root[] {
  const storages = [
    { parts: ['workspaceStorage'], extension: /^[^/]+\/github\.copilot-chat(\/|$)/i },
    { parts: ['globalStorage'], extension: /^github\.copilot-chat(\/|$)/i },
  ];
  return userFolders(places).flatMap((user) =>
    storages.map(({ parts, extension }) => ({
      path: joinPath(places.os, user, ...parts),
      accepts: (path) => extension.test(path) && /\/debug-logs\/([^/]+\/)?[^/]+\.jsonl$/.test(path),
      enters: (folder) => isDebugFolder(folder, extension),
    })),
  );
}

function isDebugFolder(folder: string, extension: RegExp): boolean {
  if (!folder.includes('/')) return !extension.source.startsWith('^github') || extension.test(folder);
  return extension.test(folder) && (/^[^/]+(\/[^/]+)?$/.test(folder) || /\/debug-logs(\/[^/]+)?$/.test(folder));
}

export function agentTraceRoots(places: Places): Root[] {
  return userFolders(places).map((user) => ({
    path: joinPath(places.os, user, 'globalStorage'),
    accepts: (path) => /^github\.copilot-chat\/agent-traces\.db$/i.test(path),
    enters: (folder) => /^github\.copilot-chat$/i.test(folder),
  }));
}

/**
 * The OpenTelemetry file may be anywhere: the variable names it, the setting `github.copilot.chat.otel.outfile` comes
 * as an extra root (the file itself or the folder it lies in). The command line's folder may hold records of the editor.
 */
export function otelRoots(places: Places): Root[] {
  const shared = joinPath(places.os, places.home, '.copilot', 'otel');
  const files = [shared, places.env['COPILOT_OTEL_FILE_EXPORTER_PATH'], ...(places.extraRoots['copilot-chat'] ?? [])];
  return files
    .filter((path) => path !== undefined && path !== '')
    .map((path) => ({ path: path as string, accepts: isLooseFile, enters: () => false }));
}

/** Chat logs of a user folder given as an extra root lie deeper than this. */
function isLooseFile(path: string): boolean {
  return !path.includes('/') && !path.endsWith('.db');
}

/** `workspace.json` of the workspace whose storage holds the file. */
export function workspaceCompanion(path: string): readonly string[] {
  const storage = /^(.*[\\/]workspaceStorage[\\/][^\\/]+)([\\/])/.exec(path);
  return storage ? [`${storage[1]}${storage[2]}workspace.json`] : [];
}
