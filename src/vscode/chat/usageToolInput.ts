import { type DayKey, isDay } from '../../core/day.js';
import { type DaySpan, isSpan, spanNames, spanOf } from '../../core/span.js';
import { toolName } from '../../core/toolNames.js';
import { modelsOf, toolsOf, type Vocabulary } from './names.js';
import type { Narrowed } from './question.js';
import type { When } from './time.js';

/** By what it splits. A project, a branch or a session is the person's own name for something, and is not handed to a model. */
export const usageToolGroups = ['tool', 'model', 'day'] as const;
export type UsageToolGroup = (typeof usageToolGroups)[number];

export interface UsageToolQuestion extends Narrowed {
  readonly days: DaySpan;
  readonly by: readonly UsageToolGroup[];
}

/** In the order of the manifest. */
export const usageToolMembers = ['period', 'since', 'until', 'by', 'tool', 'model'];

/**
 * What a model asks, checked: the editor does not hold an input against the schema. Throws an error in words that a
 * model can mend its call by. Without days: today.
 */
export function readToolInput(input: unknown, when: When, vocabulary: Vocabulary): UsageToolQuestion {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new Error('The input must be an object.');
  const given = input as Readonly<Record<string, unknown>>;
  const foreign = Object.keys(given).find((name) => !usageToolMembers.includes(name));
  if (foreign !== undefined)
    throw new Error(`"${foreign}" is not a member of the input. Known: ${usageToolMembers.join(', ')}.`);
  return { days: daysOf(given, when), by: groupsOf(given['by']), ...narrowedBy(given, vocabulary) };
}

function daysOf({ period, since, until }: Readonly<Record<string, unknown>>, { now, zone }: When): DaySpan {
  if (period !== undefined && (since !== undefined || until !== undefined))
    throw new Error('Give either "period" or "since" and "until", not both.');
  if (period !== undefined) {
    const name = spanNames.find((known) => known === period);
    if (!name) throw new Error(`"period" is one of ${spanNames.join(', ')}.`);
    return spanOf(name, now, zone);
  }
  if (since === undefined && until === undefined) return spanOf('today', now, zone);
  const span = { ...dayOf('since', since), ...dayOf('until', until) };
  if (!isSpan(span)) throw new Error('"since" is after "until".');
  return span;
}

function dayOf(name: 'since' | 'until', value: unknown): { readonly [name: string]: DayKey } {
  if (value === undefined) return {};
  if (typeof value !== 'string' || !isDay(value)) throw new Error(`"${name}" is a day like 2026-01-31.`);
  return { [name]: value };
}

function groupsOf(value: unknown): readonly UsageToolGroup[] {
  const names: readonly unknown[] = value === undefined ? ['tool'] : Array.isArray(value) ? value : [value];
  const unknown = names.find((name) => !usageToolGroups.some((known) => known === name));
  if (unknown !== undefined)
    throw new Error(
      `"by" is a list of ${usageToolGroups.join(', ')}. Projects, branches and sessions are not handed out.`,
    );
  return usageToolGroups.filter((known) => names.includes(known));
}

function narrowedBy({ tool, model }: Readonly<Record<string, unknown>>, { models }: Vocabulary): Narrowed {
  const tools = tool === undefined ? [] : typeof tool === 'string' ? toolsOf(tool) : undefined;
  if (tools === undefined || (tool !== undefined && tools.length === 0))
    throw new Error(`"tool" is the id or the name of a tool, such as codex or ${toolName('claude-code')}.`);
  const found = model === undefined ? [] : typeof model === 'string' ? modelsOf(model, models) : undefined;
  if (found === undefined || (model !== undefined && found.length === 0))
    throw new Error(
      `"model" is a model with recorded use, or a part of its id. Known: ${models.slice(0, 50).join(', ')}.`,
    );
  return { tools, models: found };
}
