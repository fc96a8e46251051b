/** P15: sizes of what is shipped, from `dist/` and a packed VSIX where there is one. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** @returns {Record<string, number | undefined>} figures of the P15 goals; undefined where a file is not built */
export function sizes(root) {
  const extension = join(root, 'dist/extension.cjs');
  const page = join(root, 'dist/page/page.js');
  const packed = readdirSync(root).find((name) => name.endsWith('.vsix'));
  return {
    P15: existsSync(extension) ? statSync(extension).size / 1024 : undefined,
    'P15 page': existsSync(page) ? bytesAtOnce(page) / 1024 : undefined,
    'P15 VSIX': packed === undefined ? undefined : statSync(join(root, packed)).size / 1e6,
  };
}

/** A module and all that it imports statically: what the page loads before it can paint. */
function bytesAtOnce(entry) {
  const open = [resolve(entry)];
  const seen = new Set(open);
  let bytes = 0;
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const source = readFileSync(path, 'utf8');
    bytes += Buffer.byteLength(source);
    for (const [, name] of source.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[^"'()]*?from\s*)?["'](\.[^"']+)["']/g,
    )) {
      const next = resolve(dirname(path), name);
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  return bytes;
}
