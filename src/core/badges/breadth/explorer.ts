import { type Badge, unknown } from '../badge.js';
import { ways } from '../facts.js';

/** An agent, inline suggestions, MCP and plan mode, a step each. No log that is read tells of MCP or of plan mode. */
export const explorer = {
  id: 'explorer',
  group: 'breadth',
  formula: 1,
  tiers: 1,
  rule: [],
  judge({ ways: first }) {
    const tried = ways.flatMap((way) => (first[way] === null ? [] : [{ way, day: first[way] }]));
    const evidence = tried.map(({ way, day }) => ({ key: 'way' as const, value: 1, of: way, day }));
    const course = { progress: tried.length / 4, count: { value: tried.length, of: 4, unit: 'ways' as const } };
    return { ...unknown('planMode', evidence), ...course };
  },
} as const satisfies Badge;
