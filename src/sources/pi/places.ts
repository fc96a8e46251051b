import type { Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';

/** OpenClaw renames a session that is over or deleted, and keeps those it moved into its database under another name. */
const isSession = (path: string) =>
  /\.jsonl(\.(reset|deleted)\.[^/]+|\.imported-[^/]+)?$/.test(path) && !path.endsWith('.zst');

export function piRoots(places: Places): Root[] {
  const under = (...parts: string[]) => joinPath(places.os, places.home, ...parts);
  const own = places.env['PI_CODING_AGENT_DIR'];
  const sessions = own ? joinPath(places.os, own, 'sessions') : under('.pi', 'agent', 'sessions');
  const shared = places.env['XDG_DATA_HOME'];
  const folders = [
    places.env['PI_CODING_AGENT_SESSION_DIR'] || sessions,
    under('.omp', 'agent', 'sessions'),
    under('.openclaw', 'agents'),
    ...(shared ? [joinPath(places.os, shared, 'omp', 'sessions')] : []),
    ...(places.extraRoots['pi'] ?? []),
  ];
  const profiles = [under('.omp', 'profiles'), ...(shared ? [joinPath(places.os, shared, 'omp', 'profiles')] : [])];
  return [
    ...folders.map((path) => ({ path, accepts: isSession })),
    ...profiles.map((path) => ({
      path,
      accepts: (relative: string) => /^[^/]+\/(agent\/)?sessions\//.test(relative) && isSession(relative),
      enters: (folder: string) => /^[^/]+(\/(agent|(agent\/)?sessions(\/.*)?))?$/.test(folder),
    })),
  ];
}
