import type { Places, Root } from '../../core/source.js';

const isLog = (relativePath: string) => relativePath.endsWith('.jsonl');

/**
 * Claude Code keeps `<config>/projects/<slug>/…jsonl`. `CLAUDE_CONFIG_DIR` names the config folder (a comma list is
 * accepted); without it both `~/.config/claude` and `~/.claude` are in use. Claude Desktop's local agents keep further
 * `.claude/projects` trees below its own data folder. All folders are scanned deep: sub-agents lie below their session.
 */
export function roots(places: Places): Root[] {
  const join = (...parts: string[]) => parts.join(places.os === 'win32' ? '\\' : '/');
  const own = places.env['CLAUDE_CONFIG_DIR'];
  const configs = own
    ? own.split(',').map((path) => path.trim())
    : [join(places.env['XDG_CONFIG_HOME'] ?? join(places.home, '.config'), 'claude'), join(places.home, '.claude')];
  return [
    ...configs.filter(Boolean).map((config) => ({ path: join(config, 'projects'), accepts: isLog })),
    ...desktopFolders(places, join).map((path) => ({
      path,
      accepts: (relativePath: string) => isLog(relativePath) && relativePath.includes('.claude/projects/'),
    })),
    ...packagedFolders(places, join),
    ...(places.extraRoots['claude-code'] ?? []).map((path) => ({ path, accepts: isLog })),
  ];
}

function desktopFolders(places: Places, join: (...parts: string[]) => string): string[] {
  const data =
    places.os === 'darwin'
      ? join(places.home, 'Library', 'Application Support', 'Claude')
      : places.os === 'win32'
        ? join(places.env['APPDATA'] ?? join(places.home, 'AppData', 'Roaming'), 'Claude')
        : join(places.env['XDG_CONFIG_HOME'] ?? join(places.home, '.config'), 'Claude');
  return ['local-agent-mode-sessions', 'claude-code-sessions'].map((folder) => join(data, folder));
}

/** The Windows store build keeps its data below `Packages/Claude_<id>`. */
function packagedFolders(places: Places, join: (...parts: string[]) => string): Root[] {
  if (places.os !== 'win32') return [];
  const local = places.env['LOCALAPPDATA'] ?? join(places.home, 'AppData', 'Local');
  return [
    {
      path: join(local, 'Packages'),
      accepts: (relativePath) => isLog(relativePath) && relativePath.includes('.claude/projects/'),
      enters: (folder) =>
        folder.startsWith('Claude_') && /^[^/]+(\/LocalCache(\/Roaming(\/Claude(\/.*)?)?)?)?$/.test(folder),
    },
  ];
}
