import type { Handlers } from '../../protocol/rpc.js';
import type { TeamHostMethods, TeamWorkMethods } from '../../protocol/teamWork.js';
import { LazyWorker } from '../lazyWorker.js';

export { hasTeam, teamNames } from './hasTeam.js';

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
