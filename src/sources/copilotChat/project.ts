import { jsonOf, record, text } from '../../core/json.js';
import type { FileFacts } from '../../core/source.js';

/**
 * The working folder from `workspace.json`: the folder, or of a saved multi-folder workspace the folder that holds its
 * `.code-workspace` file. A remote folder is its path on that machine. '' where none is told.
 */
export function projectOf(file: FileFacts): string {
  for (const companion of file.companions.values()) {
    const workspace = record(jsonOf(companion));
    const folder = pathOfUri(text(workspace?.['folder']));
    if (folder !== '') return folder;
    const saved = pathOfUri(text(workspace?.['workspace']) ?? text(workspace?.['configuration']));
    if (saved !== '') return saved.replace(/[\\/][^\\/]*$/, '');
  }
  return '';
}

/** Path of a `file:`, `vscode-remote:` or similar URI in the form of its own machine; '' for anything else. */
export function pathOfUri(uri: string | undefined): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(\/[^?#]*)/i.exec(uri ?? '');
  if (!parts) return '';
  const [, scheme, authority, encoded] = parts as unknown as [string, string, string, string];
  const path = decoded(encoded);
  const drive = /^\/([a-z]):(.*)$/i.exec(path);
  if (drive) return `${drive[1]?.toUpperCase()}:${drive[2]?.replaceAll('/', '\\')}`;
  if (scheme.toLowerCase() === 'file' && authority !== '')
    return `\\\\${decoded(authority)}${path.replaceAll('/', '\\')}`;
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
