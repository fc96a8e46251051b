import type { BadgeGroup, RuleNumber } from '../badge.js';
import type { BadgeId } from '../registry.js';
import { breadthWords } from './breadth.js';
import { craftWords } from './craft.js';
import { rhythmWords } from './rhythm.js';
import { safetyWords } from './safety.js';
import type { BadgeText, Say } from './say.js';
import { teamWords } from './team.js';
import { thriftWords } from './thrift.js';

const texts: Readonly<Record<BadgeId, BadgeText>> = {
  ...craftWords,
  ...thriftWords,
  ...breadthWords,
  ...safetyWords,
  ...rhythmWords,
  ...teamWords,
};

export function nameWords(id: BadgeId, { t }: Say): string {
  return texts[id].name(t);
}

/** "Keeper 2" of `keeper-2`, as a row of a team names a badge; undefined of what no badge is called. */
export function namedWords(name: string, say: Say): { readonly id: BadgeId; readonly words: string } | undefined {
  const [, id = '', tier] = /^(.+?)(?:-([1-9]))?$/.exec(name) ?? [];
  if (!Object.hasOwn(texts, id)) return undefined;
  const words = nameWords(id as BadgeId, say);
  return { id: id as BadgeId, words: tier === undefined ? words : say.t('{0} {1}', words, tier) };
}

/** "80% or more read from cache on 10 active days, with no fewer kept lines per token than usual." */
export function ruleWords(
  { id, rule }: { readonly id: BadgeId; readonly rule: readonly RuleNumber[] },
  say: Say,
): string {
  const { share, long } = say.formats;
  const numbers = rule.map((number) => ('share' in number ? share(number.share, 1) : long(number.count)));
  return texts[id].rule(say.t, numbers);
}

/** What brings it nearer. */
export function hintWords(id: BadgeId, { t }: Say): string {
  return texts[id].hint(t);
}

export function groupWords(group: BadgeGroup, { t }: Say): string {
  const words = {
    craft: () => t('Craft'),
    thrift: () => t('Thrift'),
    breadth: () => t('Breadth'),
    safety: () => t('Safety'),
    rhythm: () => t('Rhythm'),
    team: () => t('Team'),
  } satisfies Record<BadgeGroup, () => string>;
  return words[group]();
}
