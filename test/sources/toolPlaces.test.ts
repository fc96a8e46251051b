import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Places, Source } from '../../src/core/source.js';
import { placesOf } from '../../src/platform/places.js';
import { sources as registry } from '../../src/sources/registry.js';
import { editorPlaces } from './toolPlaces/editorPlaces.js';
import { placeLists } from './toolPlaces/placeLists.js';
import { placesBySystem } from './toolPlaces/placesBySystem.js';
import { programPlaces } from './toolPlaces/programPlaces.js';

const sources: readonly Source[] = registry;

const homes = { linux: '/home/dev', darwin: '/Users/dev', win32: 'C:\\Users\\dev' };

/** Whether a walk would come to the file and take it. */
function isRead(tool: string, places: Places, root: string, path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return sources
    .filter((source) => source.id === tool)
    .flatMap((source) => source.roots(places))
    .filter((each) => each.path === root && each.accepts(path))
    .some(({ enters }) => folders.every((_, index) => enters?.(folders.slice(0, index + 1).join('/')) ?? true));
}

describe('where tools keep their logs', () => {
  for (const { tool, os, env = {}, reads, passesOver = [] } of [...editorPlaces, ...programPlaces]) {
    const words = Object.keys(env).length === 0 ? os : `${os}, ${Object.keys(env).join(' and ')}`;
    it(`${tool} on ${words}`, () => {
      const places = { ...placesOf({ os, env, home: homes[os] }), env };
      for (const [root, path] of reads) assert.ok(isRead(tool, places, root, path), `${root} ${path}`);
      for (const [root, path] of passesOver) assert.ok(!isRead(tool, places, root, path), `${root} ${path}`);
    });
  }

  for (const [tool, roots, file, named, root] of placesBySystem) {
    it(`${tool} on Linux, macOS, Windows and, as a setting says, from WSL in Windows`, () => {
      for (const os of ['linux', 'darwin', 'win32'] as const)
        assert.ok(isRead(tool, placesOf({ os, env: {}, home: homes[os] }), roots[os], file), os);
      const wsl = placesOf({ os: 'linux', env: {}, home: homes.linux, extraRoots: { [tool]: [named] } });
      assert.ok(isRead(tool, wsl, root, file) && isRead(tool, wsl, roots.linux, file));
    });
  }

  for (const { tool, os, list, text, roots } of placeLists) {
    it(`${tool} on ${os}, as ${list} says`, () => {
      const places = placesOf({ os, env: {}, home: homes[os] });
      const found = sources
        .filter((source) => source.id === tool)
        .flatMap((source) => source.roots(places))
        .find(({ path }) => path === list);
      assert.deepEqual(
        found?.lists?.(text).map(({ path }) => path),
        roots,
      );
    });
  }
});
