import * as vscode from 'vscode';
import { namedWords } from '../../core/badges/words/badgeWords.js';
import { mostShown } from '../../core/team/row.js';
import { toolIds } from '../../core/toolNames.js';
import type { TeamMember } from '../../protocol/teamWork.js';
import { toolWords } from '../toolWords.js';
import { plural, t } from '../words.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

type Choices = TeamMember['choices'];
type Box = vscode.QuickPickItem & { readonly box: keyof Choices };

/** Boxes of their own, each off until the person ticks it; undefined: he thinks better of it. */
export async function askChoices(tools: TeamTools, member: TeamMember): Promise<Choices | undefined> {
  const { choices, board } = member;
  const isOn = ({ box }: Box) => choices[box] === true || (Array.isArray(choices[box]) && choices[box].length > 0);
  const items = boxesOf(member).map((item) => ({ ...item, picked: isOn(item) }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Share with {0}', shownName(board.team)),
    placeHolder: t('Tick what is shared besides the usual row'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  const on = (box: keyof Choices) => picked.some((each) => each.box === box);
  const badges = on('badges') ? await askBadges(tools, choices) : [];
  const ask = badges && (on('ask') ? await askTools(choices) : []);
  return (
    badges &&
    ask && { onBoard: on('onBoard'), score: on('score'), tokens: on('tokens'), waste: on('waste'), badges, ask }
  );
}

function boxesOf({ board, fields }: TeamMember): readonly Box[] {
  const all: readonly Box[] = [
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
    {
      box: 'waste',
      label: t('Kinds of waste I met'),
      detail: t('Which of six kinds, never how much: the team sees what most meet, from five who say so.'),
    },
    {
      box: 'badges',
      label: t('Badges that I choose'),
      detail: t('Of those that you earned, beside your alias; none that tells when you work.'),
    },
    {
      box: 'ask',
      label: t('Tools to ask me about'),
      detail: t('You offer help with them; members see your alias there.'),
    },
  ];
  return all.filter(({ box }) =>
    box === 'tokens' ? board.boards.includes('tokens') : fields.includes(box === 'onBoard' ? 'band' : box),
  );
}

async function askBadges(
  { badgesToShow, wording }: TeamTools,
  { badges }: Choices,
): Promise<readonly string[] | undefined> {
  const nameOf = (name: string) => namedWords(name, { t, plural, formats: wording() })?.words ?? name;
  const earned = await badgesToShow();
  if (earned.length === 0)
    void vscode.window.showInformationMessage(t('You have earned no badge yet that can be shown.'));
  return earned.length === 0 ? [] : askList(t('Badges to show'), earned, badges, nameOf);
}

function askTools({ ask }: Choices): Promise<readonly string[] | undefined> {
  return askList(t('Tools to ask me about'), toolIds, ask, toolWords);
}

async function askList(
  title: string,
  all: readonly string[],
  chosen: readonly string[],
  nameOf: (each: string) => string,
): Promise<readonly string[] | undefined> {
  const items = all.map((each) => ({ label: nameOf(each), picked: chosen.includes(each), each }));
  const placeHolder = t('Check what members see; at most {0}', mostShown);
  const options = { title, placeHolder, canPickMany: true, ignoreFocusOut: true } as const;
  const picked = await vscode.window.showQuickPick(items, options);
  if (picked && picked.length > mostShown) throw new Error(t('At most {0}. Nothing was changed.', mostShown));
  return picked?.map(({ each }) => each);
}
