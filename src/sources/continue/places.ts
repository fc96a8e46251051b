import type { Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';

/** Folders or files in Continue's own folder. */
export function continueRoots(places: Places, below: readonly string[], accepts: Root['accepts']): Root[] {
  const own = places.env['CONTINUE_GLOBAL_DIR'] || joinPath(places.os, places.home, '.continue');
  return [own, ...(places.extraRoots['continue'] ?? [])].map((path) => ({
    path: joinPath(places.os, path, ...below),
    accepts,
    enters: () => false,
  }));
}
