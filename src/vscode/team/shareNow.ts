import { createHash } from 'node:crypto';
import type { TeamHere, TeamMember } from '../../protocol/teamWork.js';
import { pickOne } from '../questions.js';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { memberOf } from './memberOf.js';
import { reaching } from './reaching.js';
import { showBytes } from './showBytes.js';
import type { TeamTools } from './teamTools.js';

/** What the next share would be, to the byte, as the person agreed to it last. Nothing is sent. */
export async function previewShare(tools: TeamTools): Promise<void> {
  const { team } = tools;
  const here = await theTeam(team);
  const { choices } = await memberOf(team, here);
  await nextBytes(tools, here, choices);
}

/** Asks in a page what is shared, and shows it to the byte; it leaves once the person says so there. */
export async function shareNow({ team, consent }: TeamTools): Promise<void> {
  const here = await theTeam(team);
  await memberOf(team, here);
  consent().show(here);
}

/** Why nothing left. */
export const unshared = {
  paused: () => t('You pause sharing. Resume it first.'),
  preview: () => t('Your row changed meanwhile. Look at it again; nothing was sent.'),
  policy: () => t('The team’s policy changed meanwhile. Nothing was sent.'),
  over: () => t('The team’s pilot is over: nothing is shared any more.'),
  shutOut: () => t('There is a newer list of members that this machine cannot open: an admin may have let you go.'),
  unchanged: () => t('Nothing is new since you shared last.'),
  offline: () => t('The team is out of reach. It is sent when the team is there again.'),
} as const;

/** Shows the plaintext in an editor, and nothing else: no byte is added or left out. */
export async function nextBytes(
  { team, documents }: TeamTools,
  here: TeamHere,
  boxes: Partial<TeamMember['choices']>,
): Promise<string> {
  const texts = await reaching(t('Working out what is shared'), (signal) =>
    team.call('preview', { team: here.id, choices: boxes }, signal),
  );
  const bytes = texts.join('');
  await showBytes(documents, t('Next share'), bytes);
  return bytes;
}

interface AgreeWords {
  readonly title: string;
  readonly share: string;
  readonly sealed: string;
  /** What to know before one says yes. */
  readonly mind: string;
}

/** Whether these bytes may leave, which the person has before him. */
export async function agreed(bytes: string, { title, share, sealed, mind }: AgreeWords): Promise<boolean> {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const items = [
    { label: share, description: sealed, detail: t('SHA-256 {0}', hash) },
    { label: t('Not now'), detail: mind },
  ];
  const placeHolder = t('The editor shows all of it, to the byte.');
  const picked = await pickOne(items, { title, placeHolder });
  return picked?.label === share;
}
