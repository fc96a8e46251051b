import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { policyPart } from '../../core/team/words/policyParts.js';
import type { TeamHere, TeamMember } from '../../protocol/teamWork.js';
import { plural, t } from '../words.js';
import { askChoices } from './askChoices.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { showBytes } from './showBytes.js';
import { shownName } from './shownName.js';
import { hasReadPolicy } from './showPolicy.js';
import type { TeamHost } from './teamHost.js';
import type { TeamTools } from './teamTools.js';

/** What the next share would be, to the byte, as it was chosen last. Nothing is sent. */
export async function previewShare(tools: TeamTools): Promise<void> {
  const { team } = tools;
  const here = await theTeam(team);
  await nextBytes(tools, here, {});
}

/** Chooses what is shared, shows it to the byte, and sends it once the person says so. */
export async function shareNow(tools: TeamTools): Promise<void> {
  const { team } = tools;
  const here = await theTeam(team);
  const now = await memberOf(team, here);
  if (!(await hasReadPolicy(tools, here, now))) return;
  const choices = await askChoices(tools, now);
  if (choices === undefined) return;
  const bytes = await nextBytes(tools, here, choices);
  if (!(await agreed(bytes, agreeWords(bytes, here, now)))) return;
  const { published, reason, ...sent } = await reaching(t('Sharing'), (signal) =>
    team.call('publish', { team: here.id }, signal),
  );
  team.forget();
  const size = tools.wording().long(sent.bytes);
  const words = published
    ? t('Shared with {0}: {1} bytes, sealed.', shownName(here.name), size)
    : unshared[reason ?? 'unchanged']();
  void vscode.window.showInformationMessage(words);
}

/** Why nothing left. */
export const unshared = {
  paused: () => t('You pause sharing. Resume it first.'),
  preview: () => t('Your row changed meanwhile. Look at it again; nothing was sent.'),
  policy: () => t('The team’s policy changed meanwhile. Nothing was sent.'),
  over: () => t('The team’s pilot is over: nothing is shared any more.'),
  unchanged: () => t('Nothing is new since you shared last.'),
  offline: () => t('The team is out of reach. It is sent when the team is there again.'),
} as const;

export async function memberOf(team: TeamHost, here: TeamHere): Promise<TeamMember> {
  const seen = await team.call('show', { team: here.id, board: 'kept' });
  if (seen.state !== 'member') throw new Error(t('You are not a member of {0} yet.', shownName(here.name)));
  return seen;
}

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

function agreeWords(bytes: string, here: TeamHere, now: TeamMember): AgreeWords {
  const size = Buffer.byteLength(bytes);
  const forms = { one: '{0} byte, sealed for the members', other: '{0} bytes, sealed for the members' };
  return {
    title: questionOf(here, now),
    share: t('Share'),
    sealed: plural(size, forms, String(size)),
    mind: t('Members hold the key: they can read the whole row.'),
  };
}

function questionOf({ name }: TeamHere, { changed }: TeamMember): string {
  if (changed.length === 0) return t('Share these bytes with {0}?', shownName(name));
  const parts = changed.map((part) => policyPart(part, t)).join(', ');
  return t('The team’s policy changed: {0}. Share these bytes with {1}?', parts, shownName(name));
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
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  return picked?.label === share;
}
