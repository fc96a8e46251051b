import { jsonOf, record } from '../../core/json.js';
import type { FileFacts, Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';

/** `<home>/.gemini/tmp/<project>/chats/…`; sub-agents lie in a folder of their session. `GEMINI_CLI_HOME` is another home. */
export function chatRoots(places: Places, ending: '.json' | '.jsonl'): Root[] {
  const homes = [places.env['GEMINI_CLI_HOME'] || places.home, ...(places.extraRoots['gemini-cli'] ?? [])];
  return homes.map((home) => ({
    path: joinPath(places.os, home, '.gemini', 'tmp'),
    accepts: (path) => /^[^/]+\/chats\/([^/]+\/)?[^/]+$/.test(path) && path.endsWith(ending),
    enters: (folder) => /^[^/]+(\/chats(\/[^/]+)?)?$/.test(folder),
  }));
}

/** The list of projects, and the project's own note of its folder. */
export function projectCompanions(path: string): readonly string[] {
  const found = /^(.*)([\\/])tmp[\\/]([^\\/]+)[\\/]chats[\\/]/.exec(path);
  if (!found) return [];
  const [, config, separator, project] = found;
  return [
    `${config}${separator}projects.json`,
    `${config}${separator}tmp${separator}${project}${separator}.project_root`,
  ];
}

/** The folder that a chat belongs to; '' where only its hash is known. */
export function projectOf(file: FileFacts): string {
  const name = file.relativePath.split('/')[0];
  for (const [path, text] of file.companions) {
    if (path.endsWith('.project_root')) return text.trim();
    for (const [folder, slug] of Object.entries(projectsOf(text))) if (slug === name) return folder;
  }
  return '';
}

function projectsOf(text: string): Readonly<Record<string, unknown>> {
  return record(record(jsonOf(text))?.['projects']) ?? {};
}

/** The session whose sub-agent's chat this is; undefined of a chat of its own. */
export function parentOf(file: FileFacts): string | undefined {
  return /^[^/]+\/chats\/([^/]+)\//.exec(file.relativePath)?.[1];
}
