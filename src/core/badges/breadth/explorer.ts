import type { Badge } from '../badge.js';
import { counted } from '../counting.js';
import { ways } from '../facts.js';

/** An agent that edits files, inline suggestions, tools of an MCP server and plan mode, a step each. */
export const explorer = {
  id: 'explorer',
  group: 'breadth',
  formula: 2,
  tiers: 1,
  rule: [],
  judge({ ways: first, today }) {
    const tried = ways
      .flatMap((way) => (first[way] === null || first[way] > today ? [] : [{ way, day: first[way] }]))
      .sort((a, b) => (a.day < b.day ? -1 : 1));
    const days = tried.map(({ day }) => day);
    return {
      ...counted(days, ways.length, 'ways'),
      evidence: tried.map(({ way, day }) => ({ key: 'way', value: 1, of: way, day })),
      missed: null,
      shown: days.length > 0 ? { kind: 'days', ids: [...new Set(days)] } : null,
    };
  },
} as const satisfies Badge;
