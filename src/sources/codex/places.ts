import type { Places, Root } from '../../core/source.js';

const rollout = /(^|\/)rollout-[^/]*\.jsonl(\.zst)?$/;

/**
 * `sessions/YYYY/MM/DD/` and the flat `archived_sessions/` of each Codex home. A rollout may be there twice (plain and
 * compressed, active and archived): both are read, and identity makes them one.
 */
export function codexRoots(places: Places): Root[] {
  const separator = places.os === 'win32' ? '\\' : '/';
  const set = places.env['CODEX_HOME'];
  const home = set === undefined || set === '' ? `${places.home}${separator}.codex` : set;
  const folders = ['sessions', 'archived_sessions'].map((name) => `${home}${separator}${name}`);
  const paths = [...folders, ...(places.extraRoots['codex'] ?? [])];
  return paths.map((path) => ({ path, accepts: (relativePath) => rollout.test(relativePath) }));
}
