/** Why something with a team did not go, for the edge to put into words. */
export type TeamFailure =
  /** Of an invite: no code, out of date, or answered by somebody already. */
  | 'noInvite'
  | 'inviteExpired'
  | 'inviteUsed'
  /** Of where things are kept: not there, not reached, not let in, a team there already, changed by another meanwhile. */
  | 'gone'
  | 'offline'
  | 'denied'
  | 'occupied'
  | 'stale'
  | 'failed'
  /**
   * Of a git remote: no git here, git would have to ask who you are, git does not trust the host's certificate, the host has a
   * rule against it.
   */
  | 'noGit'
  | 'signIn'
  | 'untrusted'
  | 'refused'
  /** Of an address: none that is taken. */
  | 'badAddress'
  /** Of this machine's part. */
  | 'noTeam'
  | 'whichTeam'
  | 'alreadyIn'
  | 'noPlace'
  | 'notAdmin'
  | 'notMember'
  | 'notFirstDevice'
  | 'noRequest'
  | 'tooMany'
  | 'damagedFiles'
  /** Of a file: no backup of a key, or of another passphrase. */
  | 'noBackup';
