import type { Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';

/**
 * OpenClaw renames and packs a session that is over or deleted, and keeps those it moved into its database under another name. What it
 * moves out of that (`cold/*.jsonl.zst`, where a person set it to) has rows, not entries.
 */
const isSession = (path: string) => /\.jsonl(\.(reset|deleted)\.[^/]+|\.imported-[^/]+)?$/.test(path);

export function piRoots(places: Places): Root[] {
  const under = (...parts: string[]) => joinPath(places.os, places.home, ...parts);
  const own = places.env['PI_CODING_AGENT_DIR'];
  const sessions = own ? joinPath(places.os, own, 'sessions') : under('.pi', 'agent', 'sessions');
  const shared = places.env['XDG_DATA_HOME'];
  const folders = [
    places.env['PI_CODING_AGENT_SESSION_DIR'] || sessions,
    under('.omp', 'agent', 'sessions'),
    ...agentFolders(places),
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

/** OpenClaw's database of each agent. */
export function openClawDatabases(places: Places): Root[] {
  return agentFolders(places).map((path) => ({
    path,
    accepts: (relative) => /^[^/]+\/agent\/openclaw-agent\.sqlite$/.test(relative),
    enters: (folder) => /^[^/]+(\/agent)?$/.test(folder),
  }));
}

/** Of OpenClaw, whose first name was another, each agent's own folder; a profile has a home of its own beside the usual one. */
function agentFolders({ os, home, env }: Places): string[] {
  const own = env['OPENCLAW_STATE_DIR'];
  const profile = env['OPENCLAW_PROFILE'] || 'dev';
  const names = ['.openclaw', '.clawdbot', '.openclaw-dev', `.openclaw-${profile}`];
  const folders = own ? [own] : [...new Set(names)].map((name) => joinPath(os, env['OPENCLAW_HOME'] || home, name));
  return folders.map((folder) => joinPath(os, folder, 'agents'));
}
