import { resolve } from 'node:path';
import type { Places, Root } from '../core/source.js';

/**
 * The roots of a source under their plain names: a variable or home that is spelled in another way (relative, with `..`, with a
 * slash behind it) leads to the files that are known already, not to as many new ones. Places of another system stay as they are.
 */
export function rootsOf(source: { roots(places: Places): readonly Root[] }, places: Places): readonly Root[] {
  const roots = source.roots(places);
  if ((places.os === 'win32') !== (process.platform === 'win32')) return roots;
  return roots.map((root) => (isPlain(root.path) ? root : { ...root, path: resolve(root.path) }));
}

/** Whether nothing is left for `resolve` to do, which costs more for five hundred roots than to look whether they are there. */
function isPlain(path: string): boolean {
  return path.startsWith('/') && !path.endsWith('/') && !/\/\.{0,2}(\/|$)/.test(path);
}
