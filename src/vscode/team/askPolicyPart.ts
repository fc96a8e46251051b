import { dayOf } from '../../core/day.js';
import {
  boardNames,
  changedPolicy,
  isAgreedPolicy,
  type PolicyChange,
  type Quest,
  type TeamPolicy,
} from '../../core/team/policy.js';
import { rowFields } from '../../core/team/row.js';
import { boardName, fieldName } from '../../core/team/words/names.js';
import { policyPart } from '../../core/team/words/policyParts.js';
import { askInBox, pickOne, pickSome } from '../questions.js';
import { t } from '../words.js';

/** Asks for one part of a policy; empty where the person thinks better of it. */
export function askPart(policy: TeamPolicy, part: keyof PolicyChange): Promise<PolicyChange> {
  if (part === 'fields') return askList(policy, part, rowFields, fieldName);
  if (part === 'boards') return askList(policy, part, boardNames, boardName);
  if (part === 'quest') return askQuest(policy);
  return askText(policy, part, String(policy[part] ?? ''), readers[part]);
}

type TextPart = Exclude<keyof PolicyChange, 'fields' | 'boards' | 'quest'>;

const asIs = (text: string) => text;
const readers: Readonly<Record<TextPart, (text: string) => string | number | null>> = {
  purpose: asIs,
  zone: asIs,
  least: Number,
  weeks: Number,
  ends: (text) => text || null,
  guidance: asIs,
  readers: asIs,
};

const prompts: Readonly<Record<TextPart, () => string>> = {
  purpose: () => t('What is the team for?'),
  zone: () => t('The zone of its weeks, e.g. Europe/Berlin'),
  least: () => t('Figures are of so many members at least: 5 to 50'),
  weeks: () => t('Weeks that are kept: 4 to 13'),
  ends: () => t('The last day of a pilot, e.g. 2027-01-31; empty: it has no end'),
  guidance: () => t('What should nobody type into a prompt?'),
  readers: () => t('Who else may read the digest?'),
};

async function askText(
  policy: TeamPolicy,
  part: TextPart,
  value: string,
  read: (text: string) => string | number | null,
): Promise<PolicyChange> {
  const changeOf = (text: string): PolicyChange => ({ [part]: read(text.trim()) });
  const text = await askInBox({
    title: policyPart(part, t),
    value,
    prompt: prompts[part](),
    validateInput: (typed) => (fits(policy, changeOf(typed)) ? undefined : t('That is not one.')),
  });
  return text === undefined ? {} : changeOf(text);
}

function fits(policy: TeamPolicy, change: PolicyChange): boolean {
  const { name: _name, admins: _admins, ...agreed } = policy;
  return isAgreedPolicy(changedPolicy(agreed, change));
}

async function askList<T extends string>(
  policy: TeamPolicy,
  part: 'fields' | 'boards',
  all: readonly T[],
  nameOf: (each: T, translate: typeof t) => string,
): Promise<PolicyChange> {
  const now = policy[part] as readonly string[];
  const items = all
    .filter((each) => each !== 'kept' || part === 'fields')
    .map((each) => ({ label: nameOf(each, t), picked: now.includes(each), each }));
  const picked = await pickSome(items, {
    title: policyPart(part, t),
  });
  if (!picked) return {};
  const chosen = picked.map(({ each }) => each as string);
  return { [part]: part === 'boards' ? ['kept', ...chosen] : chosen };
}

/** Of this month in the team's zone: who sets one in its last days has little time left, and sees so. */
async function askQuest(policy: TeamPolicy): Promise<PolicyChange> {
  const none = { label: t('No quest'), quest: null };
  const kept = {
    label: t('Keep AI lines'),
    detail: t('The median share of AI lines kept reaches a target.'),
    quest: 'kept',
  } as const;
  const active = {
    label: t('Active members'),
    detail: t('So many members have four active days in the month.'),
    quest: 'active',
  } as const;
  const picked = await pickOne([kept, active, none], {
    title: policyPart('quest', t),
  });
  if (!picked) return {};
  const { quest: kind } = picked;
  if (kind === null) return { quest: null };
  const questOf = (text: string): Quest => ({
    kind,
    target: text.trim() === '' ? 0 : Number(text),
    month: dayOf(Date.now(), policy.zone).slice(0, 7),
  });
  const text = await askInBox({
    title: picked.label,
    prompt: kind === 'kept' ? t('Percent of AI lines kept, e.g. 80') : t('Members, from 5 on'),
    validateInput: (typed) => (fits(policy, { quest: questOf(typed) }) ? undefined : t('That is not one.')),
  });
  return text === undefined ? {} : { quest: questOf(text) };
}
