import type { Sending as GuardedSending } from '../guard/gate.js';
import { forbidding, readPolicies } from '../guard/policy.js';
import type { Sending } from './assistTools.js';

/** For the guard, which knows one file: the first whose text the workspace policy keeps here, else the first. */
export async function sendingOf({ what, files, lineOf }: Sending): Promise<GuardedSending> {
  const policies = await readPolicies();
  return { what, lineOf, fileUri: files.find((file) => forbidding(policies, file)) ?? files[0] };
}
