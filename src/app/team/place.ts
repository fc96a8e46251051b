import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../platform/clock.js';
import { dataFolder, makeDataFolder } from '../../platform/places.js';
import { FileStore } from '../../team/fileStore.js';
import { transportTo } from '../../team/place.js';
import type { TeamKeys, TeamState } from '../../team/seat.js';
import { TeamError } from '../../team/teamError.js';
import { type Membership, teamsFolder } from './seat.js';

/** A place that was just made. */
export interface NewPlace extends Membership {
  /** As if it had never been made: what stood there before stands there again. */
  undo(): Promise<void>;
}

/**
 * A place for a team on this machine. One that was left, that let this member go or whose key is lost is made anew; the log of
 * what left stays. Throws `alreadyIn` where the machine is in it, `badAddress`.
 */
export async function makePlace(state: TeamState, keys: TeamKeys): Promise<NewPlace> {
  makeDataFolder(dataFolder());
  const folder = join(teamsFolder(), state.team);
  const transport = transportTo(state.address, folder);
  const store = new FileStore(folder);
  const isThere = existsSync(join(folder, 'state.json'));
  if (isThere && (await isIn(store))) throw new TeamError('alreadyIn');
  const restore = isThere ? setAside(folder) : () => store.forget();
  store.make(keys, state);
  return { seat: { store, transport, now: systemClock }, folder, undo: async () => restore() };
}

/** Damaged files are those of nobody. */
async function isIn(store: FileStore): Promise<boolean> {
  try {
    const [{ standing, roster }, { identity, epochs }] = [await store.state(), await store.keys()];
    if (standing === 'waiting') return identity !== '';
    return standing === 'member' && epochs.some(({ epoch }) => epoch === roster?.epoch);
  } catch {
    return false;
  }
}

/** All but the log; hands back what puts it there again. */
function setAside(folder: string): () => void {
  const paths = ['keys.json', 'state.json', 'sharing.json'].map((name) => join(folder, name));
  const texts = paths.map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined));
  for (const path of paths) rmSync(path, { force: true });
  return () => {
    for (const [index, path] of paths.entries()) {
      const text = texts[index];
      rmSync(path, { force: true });
      if (text !== undefined) writeFileSync(path, text, { mode: 0o600 });
    }
  };
}
