import type { TeamFailure } from '../core/team/teamFailure.js';
import { TeamError } from './teamError.js';

/** What git says in English, and what it means; the first that fits. ssh's own words come before git's that follow them. */
const meanings: readonly (readonly [RegExp, TeamFailure])[] = [
  [
    /could not read (?:username|password)|terminal prompts disabled|authentication failed|invalid credentials/i,
    'signIn',
  ],
  [/permission denied \(|host key verification failed|no supported authentication|too many authentication/i, 'signIn'],
  // OpenSSL's words, GnuTLS's, curl's own and those of Windows.
  [
    /certificate (?:problem|verif\w+ failed|subject name|has expired)|peer certificate|issuer certificate|sec_e_(?:untrusted|cert|wrong_p)|cert_(?:e_|trust)/i,
    'untrusted',
  ],
  [
    /could not resolve|couldn't connect|connection (?:refused|reset|timed out|closed)|network is unreachable/i,
    'offline',
  ],
  [
    /no route to host|timed out|operation too slow|temporary failure|hung up|early eof|unexpected disconnect/i,
    'offline',
  ],
  [/error: (?:429|5\d\d)/i, 'offline'],
  [
    /error: 403|access denied|permission to .* denied|write access|insufficient permission|unable to create temp/i,
    'denied',
  ],
  [/does not exist|does not appear to be a git|repository .*not found|not found|no such/i, 'gone'],
];

/** A remote whose objects are named by another hash than those of the repository that was to reach it. */
export class OtherHash extends TeamError {}

/** Of a remote that could not be listed, fetched from or pushed to. */
export function reachFailure(told: string): TeamError {
  if (/hash algorithm|mismatched algorithms/.test(told)) return new OtherHash('failed', lastLine(told));
  const reason = meanings.find(([words]) => words.test(told))?.[1] ?? 'failed';
  return new TeamError(reason, lastLine(told));
}

/**
 * Of a push, by the line that `--porcelain` has of its one ref: somebody else was first, or the host has a rule against
 * it (`refused`: a hook, a ref that it keeps to itself). Without such a line it never came so far.
 */
export function pushFailure(porcelain: string, told: string): TeamError {
  const line = porcelain.split('\n').find((each) => each.startsWith('!')) ?? '';
  const why = /\((.*)\)\s*$/.exec(line)?.[1] ?? '';
  if (
    /stale info|fetch first|non-fast-forward|already exists|cannot lock ref|failed to update ref|incorrect old value/i.test(
      why,
    )
  )
    return new TeamError('stale');
  if (line === '') return reachFailure(told);
  const failure = reachFailure(told);
  if (failure.reason === 'denied') return failure;
  return new TeamError('refused', why || lastLine(told));
}

function lastLine(told: string): string {
  const lines = told.split('\n').map((line) => line.trim());
  return (
    lines.findLast((line) => /^(?:fatal|error|remote):/.test(line)) ??
    lines.find((line) => line !== '') ??
    ''
  ).slice(0, 300);
}
