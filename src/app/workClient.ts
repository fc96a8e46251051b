import type { WorkMethods } from '../protocol/work.js';
import { LazyWorker } from './lazyWorker.js';

/** The host's end of the work worker. */
export type WorkClient = Pick<LazyWorker<WorkMethods>, 'call' | 'running' | 'dispose'>;

const idleAfter = 5 * 60_000;

/** @param workerFile the built worker, an absolute path */
export function lazyWork(workerFile: string, idleMs = idleAfter): WorkClient {
  return new LazyWorker<WorkMethods>({ workerFile, idleMs, handlers: {} });
}
