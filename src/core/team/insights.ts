import { shownAlias } from './alias.js';
import { countedIn } from './counted.js';
import type { Told, WeekFigures } from './figures.js';
import { byText } from './order.js';
import type { MemberRows } from './row.js';
import type { WeekKey } from './week.js';

/** One page for people outside the team: no names, no number of members, no tokens; each figure from five people on. */
export interface Digest extends Pick<WeekFigures, 'week' | 'kept' | 'cache' | 'tools' | 'waste'> {
  /** Earlier weeks, oldest first, up to this one; weeks without figures are left out. */
  readonly trend: readonly Pick<WeekFigures, 'week' | 'kept' | 'cache'>[];
}

/** Null where nothing was told of the week. */
export function digest(told: Told, week: WeekKey): Digest | null {
  const figures = told[week];
  if (!figures) return null;
  const { kept, cache, tools, waste } = figures;
  const trend = Object.values(told)
    .filter((each) => each.week <= week)
    .sort((a, b) => byText(a.week, b.week))
    .map((each) => ({ week: each.week, kept: each.kept, cache: each.cache }));
  return { week, kept, cache, tools, waste, trend };
}

/** Who offers to be asked about a tool. They named themselves; nobody is named by a figure. */
export interface Champions {
  readonly tool: string;
  /** Sorted. */
  readonly aliases: readonly string[];
}

/** By tool id. */
export function champions(members: readonly MemberRows[], week: WeekKey): readonly Champions[] {
  const rows = new Map(countedIn(members, week).map(({ member, row }) => [member, row]));
  const offers = members.flatMap(({ member, alias }) =>
    (rows.get(member)?.ask ?? []).map((tool) => ({ tool, alias: shownAlias(alias) })),
  );
  const tools = [...new Set(offers.map(({ tool }) => tool))].sort();
  return tools.map((tool) => ({
    tool,
    aliases: offers.flatMap((offer) => (offer.tool === tool ? [offer.alias] : [])).sort(),
  }));
}
