import { byText } from './order.js';

/** No figure of fewer people, and none whose complement has fewer (TEAM §1). A team's policy may want more, never fewer. */
export const leastGroup = 5;
/** Nobody may make more of a sum. */
const mostOfSum = 0.5;

/** People that a figure would be of. */
export interface Group {
  readonly name: string;
  readonly members: ReadonlySet<string>;
}

/**
 * Of questions about the same field and week, those that may be answered: of so many people at least, and no two of them
 * differ by fewer. The population comes first and counts as asked; larger groups before smaller ones, equal
 * ones by name, so that the order of rows changes nothing.
 */
export function allowedGroups(
  population: ReadonlySet<string>,
  groups: readonly Group[],
  least = leastGroup,
): readonly string[] {
  const isNear = (people: number) => people > 0 && people < least;
  if (population.size < least) return [];
  const asked: ReadonlySet<string>[] = [population];
  const allowed: string[] = [];
  for (const { name, members } of [...groups].sort(bySize)) {
    if (members.size < least || asked.some((other) => isNear(difference(members, other)))) continue;
    asked.push(members);
    allowed.push(name);
  }
  return allowed;
}

/** Whether a sum may be told: so many people at least, and nobody makes over half of it. */
export function withheldSum(parts: readonly number[], least = leastGroup): 'fewer-than-5' | 'dominance' | null {
  if (parts.length < least) return 'fewer-than-5';
  const sum = parts.reduce((all, part) => all + part, 0);
  return Math.max(...parts) > mostOfSum * sum ? 'dominance' : null;
}

function bySize(a: Group, b: Group): number {
  return b.members.size - a.members.size || byText(a.name, b.name);
}

/** How many people are in one of the two only. */
function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((each) => b.has(each)).length;
  return a.size + b.size - 2 * both;
}
