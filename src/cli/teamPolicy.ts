import { plainName } from '../core/plainText.js';
import { objectors } from '../core/team/notes.js';
import {
  type BoardName,
  boardNames,
  changedPolicy,
  firstAgreed,
  isAgreedPolicy,
  type PolicyChange,
  policyParts,
  type Quest,
} from '../core/team/policy.js';
import { type RowField, rowFields } from '../core/team/row.js';
import { noteLine } from '../core/team/words/notes.js';
import { policyPart, policyValue } from '../core/team/words/policyParts.js';
import type { TeamPolicyShown } from '../protocol/teamWork.js';
import { say } from './badgeWords.js';
import type { TeamOptions } from './teamOptions.js';
import { UsageError } from './usageError.js';

/** Options of "team policy" that change it, and how each is read; "none" takes back what can be none. */
const readers: { readonly [P in keyof PolicyChange]-?: (text: string) => PolicyChange[P] } = {
  purpose: (text) => text,
  zone: (text) => text,
  fields: (text) => listOf<RowField>('fields', text, rowFields),
  boards: (text) => listOf<BoardName>('boards', text, boardNames),
  quest: (text) => (text === 'none' ? null : questOf(text)),
  least: (text) => numberOf('least', text),
  weeks: (text) => numberOf('weeks', text),
  ends: (text) => (text === 'none' ? null : text),
  guidance: (text) => text,
  readers: (text) => text,
};

/** What is to be changed; nothing where the policy is only asked for. Throws `UsageError` for what no policy can say. */
export function policyChange({ given }: TeamOptions): PolicyChange {
  const entries = Object.entries(readers).flatMap(([name, read]) => {
    const text = given[name as keyof typeof readers];
    if (typeof text !== 'string') return [];
    const change = { [name]: read(text) };
    if (!isAgreedPolicy(changedPolicy(firstAgreed, change))) throw new UsageError(wrong(name, text));
    return Object.entries(change);
  });
  return Object.fromEntries(entries);
}

function numberOf(name: string, text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new UsageError(wrong(name, text));
  return Number(text);
}

function listOf<T extends string>(name: string, text: string, all: readonly T[]): readonly T[] {
  const given = text.split(',').filter((each) => each !== '');
  const unknown = given.find((each) => !(all as readonly string[]).includes(each));
  if (unknown !== undefined) throw new UsageError(`--${name} knows ${all.join(', ')}, not "${unknown}".`);
  return given as unknown as readonly T[];
}

/** `kept:80` of this month, `active:8@2026-12` of another. */
function questOf(text: string): Quest {
  const [, kind, target, month] = /^(kept|active):(\d+)(?:@(\d{4}-\d\d))?$/.exec(text) ?? [];
  if (kind === undefined) throw new UsageError(wrong('quest', text));
  return { kind: kind as Quest['kind'], target: Number(target), month: month ?? new Date().toISOString().slice(0, 7) };
}

const takes: Readonly<Record<string, string>> = {
  zone: 'a time zone like Europe/Berlin',
  boards: '"kept" and others beside it',
  quest: 'kept:PERCENT or active:MEMBERS from five on, with @YYYY-MM for another month, or none',
  least: 'a number from 5 to 50',
  weeks: 'a number from 4 to 13',
  ends: 'a day like 2027-01-31, or none',
};

function wrong(name: string, text: string): string {
  return `--${name} takes ${takes[name] ?? 'a shorter text'}, not "${text.slice(0, 100)}".`;
}

/** Every part, and of those that changed since the person accepted the policy how they were. */
export function policyText({ policy, accepted, changed, admins, notes }: TeamPolicyShown): string {
  const names = admins.join(', ');
  const lines = policyParts.map((part) => {
    const value = onOneLine(policyValue(policy, part, names, say.t));
    const before = accepted && changed.includes(part) ? `, was ${beforeOf(accepted, part)}` : '';
    return `  ${policyPart(part, say.t)}: ${value}${before}`;
  });
  const accept =
    changed.length === 0 ? [] : ['What changed is accepted by your next "publish"; until then nothing is sent.'];
  const said = notes.map((note) => `  ${onOneLine(noteLine(note, say.t))} (${note.day})`);
  const against = objectors(notes, policy.version);
  const all = said.length === 0 ? [] : [`Said to all; ${against} of the members object to this version:`, ...said];
  return [`Version ${policy.version}`, ...lines, ...accept, ...all].join('\n');
}

function beforeOf(accepted: NonNullable<TeamPolicyShown['accepted']>, part: (typeof policyParts)[number]): string {
  return part === 'admins' ? 'others' : `"${onOneLine(policyValue(accepted, part, '', say.t))}"`;
}

/** On one line, too. */
function onOneLine(text: string): string {
  return plainName(text.replace(/\s+/g, ' '));
}
