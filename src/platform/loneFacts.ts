import { readFileSync } from 'node:fs';
import type { FileFacts } from '../core/source.js';
import type { FoundFile } from './walk.js';

/** What a reader is told of a file that is read by itself: no other file gives it anything. Companions are read when first asked for. */
export function loneFacts(companions: readonly string[], { path, relativePath, modifiedAt }: FoundFile): FileFacts {
  let texts: ReadonlyMap<string, string> | undefined;
  return {
    path,
    relativePath,
    modifiedAt,
    get companions() {
      texts ??= textsOf(companions);
      return texts;
    },
    facts: () => new Map(),
    give() {},
    dependsOn() {},
    awaitCompanions() {},
  };
}

function textsOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    try {
      texts.set(path, readFileSync(path, 'utf8'));
    } catch {
      // A companion that is not there says nothing.
    }
  }
  return texts;
}
