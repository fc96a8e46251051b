import { parentPort } from 'node:worker_threads';
import { newCancellation, workerWire } from '../../platform/workerWire.js';
import { type Cancellation, connect, type Handlers } from '../../protocol/rpc.js';
import type { TeamHostMethods, TeamWorkMethods } from '../../protocol/teamWork.js';
import { isAddress } from '../../team/address.js';
import { endGit } from '../../team/git.js';
import { backUpTo, restoreFrom } from './backup.js';
import { eraseHere, leaveTeam } from './end.js';
import { inviteSaid, machinesHere, sentHere, sentTextHere, shownHere, teamsHere } from './here.js';
import { sayTo } from './notes.js';
import { openOwnShare } from './open.js';
import { changePolicy, readPolicy } from './policy.js';
import { type Membership, membership, untilAborted } from './seat.js';
import { previewOf, publishDaily, publishNow, sendOwed, setPaused, type Wish } from './share.js';
import { digestOf, lookedAt, shownOf } from './shown.js';
import {
  approveRequest,
  createTeam,
  inviteTo,
  joinTeam,
  letGo,
  lookAt,
  makeAdmin,
  renameTo,
  requestsHere,
  rotateKeys,
} from './team.js';

/** The thread of an editor that has keys, seals, and runs git over a network; the ledger it asks the host for. */
const handlers: Handlers<TeamWorkMethods> = {
  teams: () => teamsHere(),
  async show({ team, board }) {
    return shownHere(await membership(team), board);
  },
  async machines({ team }) {
    return machinesHere(await membership(team));
  },
  async look({ team }, signal) {
    const here = await reached(team, signal);
    if ((await lookedAt(here)).standing !== 'member') return [];
    await sendOwed(here, wish(signal));
    return requestsHere(here);
  },
  isAddress: ({ address }) => isAddress(address),
  create: (input, signal) => createTeam({ label: input.alias, ...input }, signalOf(signal)),
  async invite({ team }, signal) {
    const { code, expires } = await inviteTo(await reached(team, signal), false);
    return { code, expires: Date.parse(expires) };
  },
  readInvite: ({ code }) => inviteSaid(code, Date.now()),
  join: ({ code, address, alias }, signal) =>
    joinTeam({ code, alias, label: alias, address: address ?? undefined }, signalOf(signal)),
  async approve({ team, id, words }, signal) {
    await approveRequest(await reached(team, signal), id, words);
  },
  async members({ team }, signal) {
    return (await lookAt(await reached(team, signal))).members;
  },
  async changeMember({ team, id, act }, signal) {
    const here = await reached(team, signal);
    await (act === 'letGo' ? letGo(here, id) : makeAdmin(here, id));
  },
  async rotate({ team }, signal) {
    await rotateKeys(await reached(team, signal));
  },
  async preview({ team, choices, local = false }, signal) {
    return previewOf(await reached(team, signal), { ...wish(signal), choices, local });
  },
  async policy({ team, local = false }, signal) {
    return readPolicy(await reached(team, signal), local);
  },
  async changePolicy({ team, change }, signal) {
    return changePolicy(await reached(team, signal), change);
  },
  async say({ team, note, dry }, signal) {
    return sayTo(await reached(team, signal), note, dry);
  },
  async digest({ team }, signal) {
    return digestOf(await reached(team, signal), wish(signal));
  },
  async open({ team }, signal) {
    return openOwnShare(await reached(team, signal));
  },
  async publish({ team, ...said }, signal) {
    return publishNow(await reached(team, signal), { ...wish(signal), ...said });
  },
  async publishDaily({ team, today }, signal) {
    const here = await reached(team, signal);
    const published = await publishDaily(here, wish(signal), today);
    // What the team reached is noted, also where nobody looks.
    const { kind } = await here.seat.store.state();
    if (published && kind === 'team') await shownOf(here, 'kept');
    return published;
  },
  async pause({ team, paused }) {
    setPaused(await membership(team), paused);
  },
  async rename({ team, alias }) {
    await renameTo(await membership(team), alias);
  },
  async backUp({ team, file, passphrase }) {
    await backUpTo(await membership(team), file, passphrase);
  },
  async restore({ file, passphrase }, signal) {
    const { id, team: name, kind, state } = await restoreFrom(file, passphrase, signalOf(signal));
    return { id, name, kind, isMember: state === 'member' };
  },
  async leave({ team }, signal) {
    const { withoutAdmin } = await leaveTeam(await reached(team, signal));
    return { withoutAdmin };
  },
  async erase({ team, local }, signal) {
    return eraseHere(untilAborted(await membership(team, { damaged: local }), signalOf(signal)), { local, all: false });
  },
  sent: () => sentHere(),
  sentText: ({ hash }) => sentTextHere(hash),
  close: () => endGit(),
};

/** A team of which every call to the outside ends with the signal. */
async function reached(team: string | undefined, signal: Cancellation): Promise<Membership> {
  return untilAborted(await membership(team), signalOf(signal));
}

function signalOf(signal: Cancellation): AbortSignal {
  return signal as AbortSignal;
}

function wish(signal: Cancellation): Wish {
  return {
    choices: {},
    own: {
      weeks: async (policy, now) => [...(await peer.call('ownWeeks', { policy, now }, signal))],
      days: async () => [...(await peer.call('ownDays', {}, signal))],
    },
  };
}

if (!parentPort) throw new Error('The team worker runs in a worker thread only.');
const peer = connect<TeamWorkMethods, TeamHostMethods, Record<string, never>, Record<string, never>>({
  wire: workerWire(parentPort),
  handlers,
  newCancellation,
});
