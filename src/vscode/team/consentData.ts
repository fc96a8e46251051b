import { namedWords } from '../../core/badges/words/badgeWords.js';
import { shownAlias } from '../../core/team/alias.js';
import type { Choices } from '../../core/team/own.js';
import { policyParts } from '../../core/team/policy.js';
import { policyPart, policyValue } from '../../core/team/words/policyParts.js';
import { toolIds } from '../../core/toolNames.js';
import type { ConsentData, ConsentPart } from '../../protocol/consentPage.js';
import type { TeamHere, TeamMember, TeamPolicyShown } from '../../protocol/teamWork.js';
import { Refusal } from '../refusal.js';
import { toolWords } from '../toolWords.js';
import { plural, t } from '../words.js';
import { memberOf } from './memberOf.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

export type Language = Pick<ConsentData, 'locale' | 'words'>;

/** What the page says beside the bytes. What the team agreed on is read anew, where it can be reached. `policy`: the hash of that. */
export async function consentData(
  tools: Pick<TeamTools, 'team' | 'wording' | 'badgesToShow'>,
  language: Language,
  { team: id, draft }: { readonly team: string; readonly draft: Choices | undefined },
): Promise<{ readonly here: TeamHere; readonly policy: string; readonly data: ConsentData }> {
  const { team } = tools;
  const agreed = await team.call('policy', { team: id }).catch(() => team.call('policy', { team: id, local: true }));
  const here = (await team.teams()).find((each) => each.id === id);
  if (here === undefined) throw new Refusal(t('You are in no team any more.'));
  const member = await memberOf(team, here);
  const formats = tools.wording();
  const badges = await tools.badgesToShow();
  const data: ConsentData = {
    ...language,
    team: shownName(here.name),
    place: placeOf(here),
    admins: agreed.admins,
    checkWords: member.sharing.words,
    alias: shownAlias(here.alias),
    first: agreed.accepted === null,
    changed: agreed.changed.map((part) => policyPart(part, t)),
    policy: partsOf(agreed),
    fields: member.fields,
    boxes: boxesOf(member),
    chosen: shownOf(draft ?? member.choices, badges),
    badges: badges.map((name) => ({ id: name, words: namedWords(name, { t, plural, formats })?.words ?? name })),
    tools: toolIds.map((tool) => ({ id: tool, words: toolWords(tool) })),
  };
  return { here, policy: agreed.hash, data };
}

/** A badge without a box could not be unticked. */
function shownOf(choices: Choices, badges: readonly string[]): Choices {
  return { ...choices, badges: choices.badges.filter((badge) => badges.includes(badge)) };
}

function placeOf({ address }: TeamHere): ConsentData['place'] {
  const kind = address.startsWith('git:') ? 'git' : 'folder';
  return { kind, where: address.replace(/^(?:git|dir):/, '') };
}

/** None where nothing is to be accepted. What says nothing is left out, unless it did before. */
function partsOf({ policy, accepted, changed, admins }: TeamPolicyShown): readonly ConsentPart[] {
  if (accepted !== null && changed.length === 0) return [];
  const names = admins.join(', ');
  return policyParts.flatMap((part): readonly ConsentPart[] => {
    const isChanged = accepted !== null && changed.includes(part);
    if (!isChanged && (policy[part] === null || policy[part] === '')) return [];
    const before = part === 'admins' ? t('others') : accepted ? policyValue(accepted, part, '', t) : '';
    const says = policyValue(policy, part, names, t);
    return [{ part: policyPart(part, t), says, before: isChanged ? before : null }];
  });
}

const fieldOf = { onBoard: 'band', score: 'score', waste: 'waste', badges: 'badges', ask: 'ask' } as const;

/** Each off until the person ticks it, and there only where the policy has its field. */
function boxesOf({ board, fields }: TeamMember): readonly (keyof Choices)[] {
  const all = ['onBoard', 'score', 'tokens', 'waste', 'badges', 'ask'] as const;
  return all.filter((box) => (box === 'tokens' ? board.boards.includes('tokens') : fields.includes(fieldOf[box])));
}
