import type { Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';

/** Where Goose keeps its sessions, and those that a person named. */
export function sessionFolders({ os, home, env, extraRoots }: Places): string[] {
  const own = env['GOOSE_PATH_ROOT'];
  const folders = own ? [joinPath(os, own, 'data')] : dataFolders(os, home, env);
  return [...folders.map((folder) => joinPath(os, folder, 'sessions')), ...(extraRoots['goose'] ?? [])];
}

export function databases(places: Places): Root[] {
  return sessionFolders(places).map((path) => ({
    path: joinPath(places.os, path, 'sessions.db'),
    accepts: () => true,
  }));
}

function dataFolders(os: Places['os'], home: string, env: Places['env']): string[] {
  if (os === 'win32') {
    const roaming = env['APPDATA'] || joinPath(os, home, 'AppData', 'Roaming');
    const block = joinPath(os, roaming, 'Block', 'goose');
    return [block, joinPath(os, block, 'data')];
  }
  const shared = joinPath(os, env['XDG_DATA_HOME'] || joinPath(os, home, '.local', 'share'), 'goose');
  return os === 'darwin' ? [shared, joinPath(os, home, 'Library', 'Application Support', 'goose')] : [shared];
}
