import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { counted } from '../counting.js';
import type { UseDay } from '../facts.js';

const away = 14;

/** Back after so many days without any AI use. */
export const comeback = {
  id: 'comeback',
  group: 'rhythm',
  formula: 1,
  tiers: 1,
  rule: [{ count: away }],
  judge({ days }) {
    const back = days.filter(({ day }, index) => index > 0 && addDays((days[index - 1] as UseDay).day, away) < day);
    const ids = back.slice(0, 1).map(({ day }) => day);
    return {
      ...counted(ids, 1, 'days'),
      evidence: ids.map((day) => ({ key: 'days', value: away, day })),
      missed: null,
      shown: ids.length > 0 ? { kind: 'days', ids } : null,
    };
  },
} as const satisfies Badge;
