import type { TeamFailure } from '../../core/team/teamFailure.js';
import { callErrorOf } from '../../protocol/rpc.js';
import { t } from '../words.js';

/** What to do where something with a team did not go. */
const sentences: Readonly<Record<TeamFailure, () => string>> = {
  noInvite: () => t('This is not a Tallyboard invite.'),
  inviteExpired: () => t('This invite has expired. Ask for a new one.'),
  inviteUsed: () =>
    t('Somebody has answered this invite already. If that was not you, tell who invited you, and ask for a new one.'),
  gone: () =>
    t('There is nothing at the team’s address, or you may not see it. Check that its folder or repository is there.'),
  offline: () => t('The team is out of reach. Nothing is lost; try again later.'),
  denied: () => t('You may not write there. Ask who owns the place for the right to write.'),
  occupied: () => t('There is a team at this address already. Ask for an invite, or take another place.'),
  stale: () => t('Somebody else wrote at the same moment. Try again.'),
  failed: () => t('That did not work.'),
  noGit: () => t('There is no git on this machine. Install it, or keep the team in a folder.'),
  signIn: () =>
    t(
      'Git would have to ask who you are, and is not asked to. Sign in once with git in a terminal, by cloning the address, say; then try again.',
    ),
  untrusted: () =>
    t(
      'Git does not trust the certificate of the host; nothing was sent. If it was trusted before, somebody may be in between. If the host is your own, ask who runs it for the certificate to trust, and name its file to git: git config --global http.https://HOST/.sslCAInfo FILE.',
    ),
  refused: () => t('The git host has a rule against it. Ask who runs it to allow refs below refs/tallyboard.'),
  badAddress: () => t('This is no address that a team can be kept at.'),
  noTeam: () => t('This machine is in no team. Create one, or join one with an invite.'),
  whichTeam: () => t('This machine is in several teams.'),
  alreadyIn: () => t('This machine is in that team already.'),
  noPlace: () => t('This invite names no place. Ask where the team is kept.'),
  notAdmin: () => t('Only an admin of the team can do that.'),
  notMember: () => t('That takes a member, and this machine is none: not let in yet, or let go.'),
  notFirstDevice: () => t('Only your first machine in this team lets in another. Go there.'),
  noRequest: () => t('Nobody with these words waits any more.'),
  tooMany: () => t('There are as many already as there can be.'),
  damagedFiles: () => t('A file of the team on this machine is damaged. Erase the team here; then join again.'),
  noBackup: () => t('This is no backup of a team’s key, or the passphrase is not its own.'),
};

/** The same in words for people, where it is of a team; cancelled stays cancelled. */
export function inTeamWords(error: unknown): unknown {
  const { fate, reason = '' } = callErrorOf(error) ?? {};
  if (fate === 'closed') return new Error(t('What works for teams ended before it was done. Try again.'));
  return Object.hasOwn(sentences, reason) ? new Error(sentences[reason as TeamFailure]()) : error;
}
