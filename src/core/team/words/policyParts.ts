import type { PolicyPart, Quest, TeamPolicy } from '../policy.js';
import { boardName, fieldName, type Translate } from './names.js';

/** What people call the parts of a team's policy. */
export function policyPart(part: PolicyPart, t: Translate): string {
  return parts[part](t);
}

const parts: Readonly<Record<PolicyPart, (t: Translate) => string>> = {
  name: (t) => t('name'),
  purpose: (t) => t('purpose'),
  zone: (t) => t('time zone'),
  fields: (t) => t('fields'),
  boards: (t) => t('boards'),
  quest: (t) => t('quest'),
  least: (t) => t('fewest members of a figure'),
  weeks: (t) => t('weeks kept'),
  ends: (t) => t('end'),
  guidance: (t) => t('guidance'),
  admins: (t) => t('admins'),
  readers: (t) => t('readers'),
};

/**
 * What a part of a policy says, hostile where an admin wrote it. `admins` are names in place of their keys: '' of a policy
 * whose admins are not told by name.
 */
export function policyValue(policy: TeamPolicy, part: PolicyPart, admins: string, t: Translate): string {
  if (part === 'admins') return admins;
  if (part === 'fields') return policy.fields.map((field) => fieldName(field, t)).join(', ');
  if (part === 'boards') return policy.boards.map((board) => boardName(board, t)).join(', ');
  if (part === 'quest') return policy.quest === null ? t('none') : questAim(policy.quest, t);
  return String(policy[part] ?? '') || t('none');
}

/** "2026-11: keep 80% of AI lines, together". */
export function questAim({ month, kind, target }: Quest, t: Translate): string {
  if (kind === 'kept') return t('{0}: keep {1}% of AI lines, together', month, target);
  return t('{0}: {1} members with four active days', month, target);
}
