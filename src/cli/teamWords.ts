import type { Erased, Published } from '../app/team/team.js';
import { plainName } from '../core/plainText.js';
import type { TeamFailure } from '../core/team/teamFailure.js';

/** What to do where something with a team did not go. */
const sentences = {
  noInvite: 'This is no Tallyboard invite. Copy all of it.',
  inviteExpired: 'This invite has expired. Ask for a new one.',
  inviteUsed:
    'Somebody has answered this invite already. If that was not you, tell who invited you, and ask for a new one.',
  gone: 'There is nothing at this address, or you may not see it. Check it, and that its folder or repository is there.',
  offline: 'The team is out of reach. Nothing is lost; try again later.',
  denied: 'You may not write there. Ask who owns the place for the right to write.',
  occupied: 'There is a team at this address already. Ask for an invite, or take another place.',
  stale: 'Somebody else wrote at the same moment. Try again.',
  failed: 'That did not work.',
  noGit: 'There is no git on this machine. Install it, or keep the team in a folder: --transport dir:PATH.',
  signIn:
    'Git would have to ask who you are, and is not asked to. Run "git ls-remote URL" once in a terminal and sign in there; then try again.',
  untrusted:
    'Git does not trust the certificate of the host; nothing was sent. If it was trusted before, somebody may be in between. If the host is your own, ask who runs it for the certificate to trust, and name its file to git: git config --global http.https://HOST/.sslCAInfo FILE.',
  refused:
    'The git host has a rule against it. Ask who runs it to allow refs below refs/tallyboard or refs/heads/tallyboard.',
  badAddress:
    'An address is git:https://HOST/PATH, git:ssh://HOST/PATH, git:user@host:path, git:file:///PATH or dir:/PATH, without a password in it.',
  noTeam: 'This machine is in no such team. Make one with "tallyboard team create", or join one with an invite.',
  whichTeam: 'This machine is in several teams. Say which: --team NAME.',
  alreadyIn: 'This machine is in that team already.',
  noPlace: 'This invite names no place. Say where the team is kept: --transport git:URL or dir:PATH.',
  notAdmin: 'Only an admin of the team can do that.',
  notMember: 'That takes a member, and this is none: not let in yet, or let go.',
  notFirstDevice: 'Only your first machine in this team lets in another. Go there.',
  noRequest: 'Nobody with this id and these words waits. See "tallyboard team requests".',
  tooMany: 'There are as many already as there can be.',
  damagedFiles:
    'A file of the team on this machine is damaged. "tallyboard team erase --local" removes it; then join again.',
  noBackup: 'This is no backup of a team’s key, or the passphrase is not its own.',
} as const satisfies Readonly<Record<TeamFailure, string>>;

/** The same failure in words for people; what is none of a team's as it is. */
export function teamFailureWords(error: unknown): unknown {
  const { name, reason, message } = error as { name?: string; reason?: string; message?: string };
  if (name !== 'TeamError' || !Object.hasOwn(sentences, reason ?? '')) return error;
  const detail = message === reason ? '' : plainName(` (${message?.slice(`${reason}: `.length)})`);
  return new Error(sentences[reason as TeamFailure] + detail);
}

export const reasonWords = {
  paused: 'You pause sharing. "tallyboard team resume" goes on.',
  preview: 'Read "tallyboard team preview" first: something in it has not been shown to you yet.',
  policy: 'The team’s policy changed. Read "tallyboard team policy" first; to publish then is to accept it.',
  over: 'The team’s pilot is over: nothing is shared any more. See "tallyboard team policy".',
  shutOut: 'There is a newer list of members that this machine cannot open: an admin may have let you go. Ask one.',
  unchanged: 'Nothing is new since you published last.',
  offline: 'The team is out of reach. It goes out when you look again and the team is there.',
} as const satisfies Readonly<Record<NonNullable<Published['reason']>, string>>;

export const removedWords = {
  place: 'All that was kept at the address.',
  share: 'Your rows at the address.',
  days: 'The days that this machine told.',
  keys: 'The keys on this machine.',
  log: 'The log of what left.',
} as const satisfies Readonly<Record<Erased['removed'][number], string>>;

export const remainsWords = {
  tombstone:
    'A signed note that says "erased", until the team’s keys change; the key of what was there is destroyed 35 days later.',
  seen: 'What others saw or copied.',
  unreachable:
    'A git host can go on handing out what was replaced, to who knows its id, until it cleans up. On an own server: git gc --prune=now. It is sealed.',
  otherMachines: 'What your other machines have heard. Erase there too.',
  place: 'Everything at the address: it was out of reach. It is sealed.',
} as const satisfies Readonly<Record<Erased['remains'][number], string>>;
