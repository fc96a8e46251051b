import type { Places, Root, Source } from '../../core/source.js';
import { isAbsolute, joinPath } from '../common/paths.js';
import { openCodeDatabase } from './database.js';
import { openCodeMessages, openCodeParts } from './tree.js';

/** Ends of steps and sessions are smaller; texts and tool results, which are most of the files, are not even opened. */
const largestFact = 8192;

/** OpenCode, and the command line of Kilo that is made of it: the same stores under another name. */
export const openCodeSources = [...storesOf('opencode'), ...storesOf('kilo')] as const satisfies readonly Source[];

function storesOf(tool: 'opencode' | 'kilo') {
  const isDatabase = new RegExp(`^${tool}(-[\\w.]+)?\\.db$`);
  return [
    openCodeDatabase(tool, (places) => [
      ...homes(tool, places).map((path) => ({
        path,
        accepts: (file: string) => isDatabase.test(file),
        enters: () => false,
      })),
      ...namedDatabase(tool, places),
    ]),
    openCodeMessages(tool, (places) => below(tool, places, 'message')),
    openCodeParts(tool, (places) =>
      ['session', 'part'].flatMap((folder) =>
        below(tool, places, folder).map((root): Root => ({ ...root, largest: largestFact })),
      ),
    ),
  ] as const;
}

/** A variable names another database, by its path or by a name in the same folder. */
function namedDatabase(tool: string, places: Places): Root[] {
  const name = places.env[`${tool.toUpperCase()}_DB`];
  if (!name || name === ':memory:') return [];
  const path = isAbsolute(name) ? name : joinPath(places.os, dataFolder(tool, places), name);
  return [{ path, accepts: () => true }];
}

/** The same place on every system. */
function homes(tool: string, places: Places): readonly string[] {
  return [dataFolder(tool, places), ...(places.extraRoots[tool] ?? [])];
}

function dataFolder(tool: string, places: Places): string {
  const shared = places.env['XDG_DATA_HOME'] || joinPath(places.os, places.home, '.local', 'share');
  return joinPath(places.os, shared, tool);
}

function below(tool: string, places: Places, folder: string): Root[] {
  return homes(tool, places).map((home) => ({
    path: joinPath(places.os, home, 'storage', folder),
    accepts: (file) => /^[^/]+\/[^/]+\.json$/.test(file),
    enters: (path) => !path.includes('/'),
  }));
}
