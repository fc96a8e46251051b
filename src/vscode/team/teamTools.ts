import type { Documents } from '../documents/documents.js';
import type { Wording } from '../wording.js';
import type { ConsentPanel } from './consentPanel.js';
import type { TeamHost } from './teamHost.js';

/** What the commands of teams work with. */
export interface TeamTools {
  readonly team: TeamHost;
  readonly documents: Documents;
  readonly wording: () => Wording;
  /** `publisher.name`, which a link to us has for a host. */
  readonly extension: string;
  readonly showTeam: () => unknown;
  /** Names of badges that the person has earned, hides none of, and can show to a team. */
  readonly badgesToShow: () => Promise<readonly string[]>;
  /** Where it is asked what may be shared. */
  readonly consent: () => ConsentPanel;
  /** This one is shown from now on. */
  readonly choose: (id: string) => void;
}
