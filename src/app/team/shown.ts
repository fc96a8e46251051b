import { dayOf } from '../../core/day.js';
import { shownAlias } from '../../core/team/alias.js';
import { factsShown } from '../../core/team/badgeFacts.js';
import { type Board, board, fingerprintText } from '../../core/team/board.js';
import { type BoardJson, boardJson } from '../../core/team/boardJson.js';
import { canonical } from '../../core/team/canonical.js';
import { takeFigures, type WeekFigures } from '../../core/team/figures.js';
import { memberRows } from '../../core/team/heard.js';
import { digest } from '../../core/team/insights.js';
import { type MachineSums, machineSums } from '../../core/team/machines.js';
import { heldUntil, notesSaid } from '../../core/team/notes.js';
import type { BoardName } from '../../core/team/policy.js';
import type { MemberRows } from '../../core/team/row.js';
import type { DigestShown } from '../../protocol/teamWork.js';
import { rosterOf, type TeamState } from '../../team/seat.js';
import { sync } from '../../team/sync.js';
import { changeTeamFacts } from './facts.js';
import { fingerprint } from './fingerprint.js';
import { policyOfState } from './policy.js';
import type { Membership } from './seat.js';
import { sendOwed, type Wish } from './share.js';
import { changeSharing, readSharing } from './sharing.js';

/** The rows that a person may see, after everything that is new was read. */
export async function boardOf(team: Membership, wish: Wish, name: BoardName): Promise<BoardJson> {
  const { shown, print } = await shownTo(team, wish, name);
  return boardJson(shown, print);
}

/** Team figures of the week that is shown, from five members on; else null. */
export async function figuresOf(team: Membership, wish: Wish): Promise<WeekFigures | null> {
  return (await shownTo(team, wish, 'kept')).shown.figures;
}

/** For people outside the team. Any member may have it wait: he sees it first. */
export async function digestOf(team: Membership, wish: Wish): Promise<DigestShown> {
  const { shown } = await shownTo(team, wish, 'kept');
  if (shown.figures === null) return { digest: null, held: null };
  const { roster, heard } = await team.seat.store.state();
  const held = heldUntil(notesSaid(roster?.members ?? [], heard), shown.week, dayOf(team.seat.now(), 'UTC'));
  return { digest: held === null ? digest(readSharing(team.folder).told, shown.week) : null, held };
}

/** All of a person's machines together. */
export async function machinesOf(team: Membership, wish: Wish): Promise<MachineSums> {
  await sync(team.seat);
  await sendOwed(team, wish);
  return machineSums((await team.seat.store.state()).heard);
}

/** Brings up to date, and notes when. */
export async function lookedAt({ seat, folder }: Membership): Promise<TeamState> {
  const state = await sync(seat);
  changeSharing(folder, (now) => ({ ...now, looked: seat.now() }));
  return state;
}

async function shownTo(team: Membership, wish: Wish, name: BoardName): Promise<Shown> {
  await sync(team.seat);
  await sendOwed(team, wish);
  return shownOf(team, name);
}

export interface Shown {
  readonly shown: Board;
  /** For two members to compare. */
  readonly print: string;
}

/** The same from what was read last: no network. Throws `notMember`. */
export async function shownOf({ seat, folder }: Membership, name: BoardName): Promise<Shown> {
  const state = await seat.store.state();
  const { members } = rosterOf(state);
  const [policy, now] = [policyOfState(state), seat.now()];
  const rows = memberRows(members, state.heard, flagsOf(state));
  const { told, paused } = changeSharing(folder, (before) => {
    const after = takeFigures(rows, policy, before.told, now);
    return canonical(after) === canonical(before.told) ? before : { ...before, told: after };
  });
  const isSharing = !paused && rows.some(({ member, weeks }) => member === state.member && weeks.length > 0);
  const viewer = { member: state.member, sharing: isSharing, board: name, told };
  const shown = board(rows, policy, viewer, now);
  changeTeamFacts(folder, (before) => factsShown(before, shown, { policy, told, invited: invitedOf(state, rows) }));
  return { shown, print: fingerprint(fingerprintText(rows, policy, now)) };
}

/** Aliases, as the board shows them, of those whom this machine invited; none that another member has too. */
function invitedOf({ invited = [] }: TeamState, rows: readonly MemberRows[]): readonly string[] {
  const aliases = rows.map(({ member, alias }) => ({ member, alias: shownAlias(alias) }));
  return aliases
    .filter(
      ({ member, alias }) => invited.includes(member) && aliases.filter((each) => each.alias === alias).length === 1,
    )
    .map(({ alias }) => alias);
}

/** Whose rows do not count, by what was found in his name. */
export function flagsOf({ problems }: TeamState): Readonly<Record<string, 'signature' | 'rolled-back'>> {
  const flags: Record<string, 'signature' | 'rolled-back'> = {};
  for (const { kind, member } of Object.values(problems)) {
    if (member === null) continue;
    if (kind === 'rolledBack' || kind === 'forked') flags[member] = 'rolled-back';
    if (kind === 'signature' || kind === 'certificate') flags[member] = 'signature';
  }
  return flags;
}
