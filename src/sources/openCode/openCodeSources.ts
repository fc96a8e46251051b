import type { Places, Root, Source } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { openCodeDatabase } from './database.js';
import { openCodeMessages, openCodeParts, openCodeSessions } from './tree.js';

interface Family {
  readonly tool: 'opencode' | 'kilo';
  /** Of its folder, and of its database before the channel. */
  readonly name: string;
}

/** OpenCode, and Kilo's command line and extension of 2026, which are made of it (FORMATS §10, §23.8/10). */
export const openCodeSources = [
  ...sourcesOf({ tool: 'opencode', name: 'opencode' }),
  ...sourcesOf({ tool: 'kilo', name: 'kilo' }),
] as const satisfies readonly Source[];

function sourcesOf(family: Family): Source[] {
  const { tool, name } = family;
  return [
    openCodeDatabase(tool, (places) => databases(places, tool, name)),
    openCodeMessages(tool, (places) => files(places, family, 'message')),
    openCodeParts(tool, (places) => files(places, family, 'part')),
    openCodeSessions(tool, (places) => files(places, family, 'session')),
  ];
}

/** `opencode.db`, or `opencode-<channel>.db`: beside it stand folders that are none of the log. */
function databases(places: Places, tool: string, name: string): Root[] {
  const accepts = (path: string) => isDatabase(path, name);
  return dataFolders(places, tool, name).map((path) => ({ path, accepts, enters: () => false }));
}

function isDatabase(path: string, name: string): boolean {
  return path === `${name}.db` || (path.startsWith(`${name}-`) && path.endsWith('.db') && !path.includes('/'));
}

function files(places: Places, { tool, name }: Family, kind: 'message' | 'part' | 'session'): Root[] {
  const accepts = (path: string) => path.endsWith('.json');
  return dataFolders(places, tool, name).map((folder) => ({
    path: joinPath(places.os, folder, 'storage', kind),
    accepts,
  }));
}

/** The same on every system: where XDG says, and where a person said so. */
function dataFolders({ os, home, env, extraRoots }: Places, tool: string, name: string): string[] {
  const data = env['XDG_DATA_HOME'] || joinPath(os, home, '.local', 'share');
  return [...new Set([joinPath(os, data, name), ...(extraRoots[tool] ?? [])])];
}
