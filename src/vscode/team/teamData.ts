import type { KeptScore } from '../../core/keptWork/days.js';
import type { TeamCommand, TeamData } from '../../protocol/team.js';
import type { TeamShown } from '../../protocol/teamWork.js';

/** What the host knows beside the worker. */
export interface Around {
  /** Null where the ledger does not tell. */
  readonly score: Pick<KeptScore, 'formula' | 'score' | 'band' | 'days'> | null;
  readonly offline: { readonly nextTry: number } | null;
  readonly trouble: string | null;
  readonly requests: number;
  /** This machine has other teams. */
  readonly others: boolean;
}

export const noTeam: TeamData = { state: 'none', can: ['join', 'create', 'machines', 'restore'] };

export const elsewhere: TeamData = { state: 'elsewhere', can: ['machines'] };

/** What the tab shows, with the commands that make sense in it. */
export function teamData(shown: TeamShown, around: Around): TeamData {
  if (shown.state === 'none') return noTeam;
  const others: readonly TeamCommand[] = around.others ? ['choose'] : [];
  if (shown.state === 'waiting')
    return { state: 'waiting', team: shown.team, words: shown.words, can: ['tryNow', 'leave', ...others] };
  if (shown.state !== 'member') {
    const restore: readonly TeamCommand[] = shown.state === 'keyLost' ? ['restore'] : [];
    return { state: shown.state, team: shown.team, can: ['joinAgain', ...restore, 'create', ...others] };
  }
  const { admin, choices, zone: _zone, said: _said, fields: _fields, ...view } = shown;
  const { offline, trouble, requests, score } = around;
  const isOld = shown.gains.length > 0 || shown.changed.length > 0;
  const can: readonly (TeamCommand | false)[] = [
    'preview',
    ...(shown.sharing.paused ? (['resume'] as const) : (['share', 'pause'] as const)),
    'leave',
    'tryNow',
    'alias',
    'members',
    'policy',
    'say',
    admin && 'changePolicy',
    isOld && 'compare',
    !choices.onBoard && 'joinBoard',
    admin && 'copyInvite',
    admin && requests > 0 && 'requests',
    ...others,
  ];
  return {
    ...view,
    can: can.filter((command) => command !== false),
    own: {
      score: score ?? { formula: shown.board.formula, score: null, band: null, days: [] },
      onBoard: choices.onBoard,
    },
    offline,
    trouble,
    requests: admin ? requests : 0,
  };
}
