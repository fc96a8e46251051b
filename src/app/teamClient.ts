import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../platform/places.js';
import type { Handlers } from '../protocol/rpc.js';
import type { TeamHostMethods, TeamWorkMethods } from '../protocol/teamWork.js';
import { LazyWorker } from './lazyWorker.js';

/** The host's end of the team worker. */
export type TeamClient = Pick<LazyWorker<TeamWorkMethods, TeamHostMethods>, 'call' | 'running' | 'dispose'>;

const idleAfter = 5 * 60_000;

/** @param workerFile the built worker, an absolute path */
export function lazyTeam(workerFile: string, handlers: Handlers<TeamHostMethods>, idleMs = idleAfter): TeamClient {
  return new LazyWorker<TeamWorkMethods, TeamHostMethods>({
    workerFile,
    idleMs,
    handlers,
    ending: (peer) => peer.call('close', {}),
  });
}

/** Whether this machine has a team, by a look at one folder: without one no worker is started. */
export function hasTeam(): boolean {
  try {
    return readdirSync(join(dataFolder(), 'teams')).length > 0;
  } catch {
    return false;
  }
}
