import { type Edit, linesOf } from '../../core/keptWork/edit.js';

/** One file of a patch. */
export type FilePatch = Pick<Edit, 'file' | 'inserted' | 'removed'>;

const header = /^\*\*\* (Add|Update|Delete) File: (.+)$/;
const end = '*** End Patch';

/** The files of the patches in a text, a patch's own or a command's that holds one in a here-document; none without a patch. */
export function patchOf(text: string): FilePatch[] {
  const begin = text.indexOf('*** Begin Patch');
  if (begin < 0) return [];
  const files: { file: string; inserted: string[]; removed: string[] }[] = [];
  for (const line of linesOf(text.slice(begin))) {
    if (line.trim() === end) break;
    const named = header.exec(line);
    if (named) files.push({ file: (named[2] ?? '').trim(), inserted: [], removed: [] });
    else if (line.startsWith('+')) files.at(-1)?.inserted.push(line.slice(1));
    else if (line.startsWith('-')) files.at(-1)?.removed.push(line.slice(1));
  }
  return files;
}
