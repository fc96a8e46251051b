import type { Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';

/** Folders that hold `session-state`, `session-store.db` and `otel`. */
function homes(places: Places): readonly string[] {
  const state = places.env['XDG_STATE_HOME'];
  return [
    joinPath(places.os, places.home, '.copilot'),
    ...(state ? [joinPath(places.os, state, '.copilot')] : []),
    ...(places.env['COPILOT_HOME'] ? [places.env['COPILOT_HOME']] : []),
    ...(places.extraRoots['copilot-cli'] ?? []),
  ];
}

/** `session-state/<session>/events.jsonl`; older builds wrote `session-state/<name>.jsonl` and `history-session-state`. */
export function eventRoots(places: Places): Root[] {
  return homes(places).flatMap((home) =>
    ['session-state', 'history-session-state'].map((folder) => ({
      path: joinPath(places.os, home, folder),
      accepts: (path) => /^([^/]+\/events|[^/]+)\.jsonl$/.test(path),
      enters: (path) => !path.includes('/'),
    })),
  );
}

/** `workspace.yaml` beside a session's events. */
export function eventCompanions(path: string): readonly string[] {
  return /[\\/]events\.jsonl$/.test(path) ? [path.replace(/events\.jsonl$/, 'workspace.yaml')] : [];
}

export function storeRoots(places: Places): Root[] {
  return homes(places).map((home) => ({
    path: home,
    accepts: (path) => path === 'session-store.db',
    enters: () => false,
  }));
}

/** The exporter's own folder, and the file that the variable names (the editor's records in it are not ours). */
export function otelRoots(places: Places): Root[] {
  const file = places.env['COPILOT_OTEL_FILE_EXPORTER_PATH'];
  return [
    ...homes(places).map((home) => ({
      path: joinPath(places.os, home, 'otel'),
      accepts: (path: string) => path.endsWith('.jsonl'),
      enters: () => false,
    })),
    ...(file ? [{ path: file, accepts: (path: string) => !path.includes('/'), enters: () => false }] : []),
  ];
}

/** The session's folder or, of a flat file, its name. */
export function sessionOfPath(path: string): string {
  const parts = path.split(/[\\/]/);
  const name = parts.at(-1) ?? '';
  return name === 'events.jsonl' ? (parts.at(-2) ?? '') : name.replace(/\.jsonl$/, '');
}
