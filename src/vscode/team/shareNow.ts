import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { policyPart } from '../../core/team/words/policyParts.js';
import type { TeamHere, TeamMember } from '../../protocol/teamWork.js';
import { plural, t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { showBytes } from './showBytes.js';
import { shownName } from './shownName.js';
import { hasReadPolicy } from './showPolicy.js';
import type { TeamHost } from './teamHost.js';
import type { TeamTools } from './teamTools.js';

type Boxes = Pick<TeamMember['choices'], 'onBoard' | 'score' | 'tokens'>;

/** What the next share would be, to the byte, as it was chosen last. Nothing is sent. */
export async function previewShare(tools: TeamTools): Promise<void> {
  const { team } = tools;
  const here = await theTeam(team);
  await shown(tools, here, {});
}

/** Chooses what is shared, shows it to the byte, and sends it once the person says so. */
export async function shareNow(tools: TeamTools): Promise<void> {
  const { team } = tools;
  const here = await theTeam(team);
  const now = await memberOf(team, here);
  if (!(await hasReadPolicy(tools, here, now))) return;
  const boxes = await askBoxes(now);
  if (boxes === undefined) return;
  const bytes = await shown(tools, here, boxes);
  if (!(await isAgreed(bytes, here, now))) return;
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

const unshared = {
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

/** Boxes of their own, each off until the person ticks it; undefined: he thinks better of it. */
async function askBoxes({ choices, board }: TeamMember): Promise<Boxes | undefined> {
  const all: readonly (vscode.QuickPickItem & { readonly box: keyof Boxes })[] = [
    {
      box: 'onBoard',
      label: t('On the board'),
      detail: t('Your band of five. Without it you are in the team figures only.'),
    },
    {
      box: 'score',
      label: t('My score as a number'),
      detail: t('Shown of the top three; any member with the skill could read it.'),
    },
    {
      box: 'tokens',
      label: t('My weekly tokens as a range'),
      detail: t('For the board Tokens, which this team has chosen.'),
    },
  ];
  const offered = all.filter(({ box }) => box !== 'tokens' || board.boards.includes('tokens'));
  const picked = await vscode.window.showQuickPick(
    offered.map((item) => ({ ...item, picked: choices[item.box] })),
    {
      title: t('Share with {0}', shownName(board.team)),
      placeHolder: t('Tick what is shared besides the usual row'),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  const ticked = picked?.map(({ box }) => box);
  return (
    ticked && {
      onBoard: ticked.includes('onBoard'),
      score: ticked.includes('score'),
      tokens: ticked.includes('tokens'),
    }
  );
}

/** Shows the plaintext in an editor, and nothing else: no byte is added or left out. */
async function shown({ team, documents }: TeamTools, here: TeamHere, boxes: Partial<Boxes>): Promise<string> {
  const texts = await reaching(t('Working out what is shared'), (signal) =>
    team.call('preview', { team: here.id, choices: boxes }, signal),
  );
  const bytes = texts.join('');
  await showBytes(documents, t('Next share'), bytes);
  return bytes;
}

async function isAgreed(bytes: string, { name }: TeamHere, { changed }: TeamMember): Promise<boolean> {
  const size = Buffer.byteLength(bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const sealed = plural(
    size,
    { one: '{0} byte, sealed for the members', other: '{0} bytes, sealed for the members' },
    String(size),
  );
  const share = { label: t('Share'), description: sealed, detail: t('SHA-256 {0}', hash) };
  const title =
    changed.length > 0
      ? t(
          'The team’s policy changed: {0}. Share these bytes with {1}?',
          changed.map((part) => policyPart(part, t)).join(', '),
          shownName(name),
        )
      : t('Share these bytes with {0}?', shownName(name));
  const placeHolder = t('The editor shows all of it, to the byte.');
  const not = { label: t('Not now'), detail: t('Members hold the key: they can read the whole row.') };
  const picked = await vscode.window.showQuickPick([share, not], { title, placeHolder, ignoreFocusOut: true });
  return picked?.label === share.label;
}
