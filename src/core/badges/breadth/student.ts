import { addDays, type DayKey } from '../../day.js';
import type { InsightKind } from '../../insights/facts.js';
import type { Badge } from '../badge.js';
import { counted } from '../counting.js';
import type { BadgeFacts } from '../facts.js';
import { type Span, sum, within } from '../spans.js';

const wanted = 5;
const share = 0.5;
const spanDays = 28;

/** A kind of waste before and after a person said that a finding of it was right. */
interface Lesson {
  readonly day: DayKey;
  readonly kind: InsightKind;
  readonly before: number;
  readonly after: number;
  /** There was half as much to do, or more. */
  readonly worked: boolean;
}

/** So many findings of waste that the person said were right, with half of their kind's tokens or less in the days after. */
export const student = {
  id: 'student',
  group: 'breadth',
  formula: 2,
  tiers: 1,
  rule: [{ count: wanted }, { share }, { count: spanDays }],
  judge(facts) {
    const lessons = lessonsOf(facts);
    const learned = lessons.filter(isLearned).slice(0, wanted);
    const missed = lessons.findLast((lesson) => !isLearned(lesson));
    return {
      ...counted(
        learned.map(({ day }) => addDays(day, spanDays + 1)),
        wanted,
        'findings',
      ),
      evidence: learned.map(({ day, kind, before, after }) => ({
        key: 'lesson',
        value: after / before,
        of: kind,
        day,
      })),
      missed: missed ? { day: missed.day, why: 'notFallen', value: missed.after / missed.before } : null,
      shown: learned.length > 0 ? { kind: 'days', ids: [...new Set(learned.map(({ day }) => day))] } : null,
    };
  },
} as const satisfies Badge;

function isLearned({ before, after, worked }: Lesson): boolean {
  return worked && after <= share * before;
}

/** Those of which all days before and after are known, in order; of one kind none within the days after another. */
function lessonsOf(facts: BadgeFacts): readonly Lesson[] {
  const until = new Map<InsightKind, DayKey>();
  return facts.lessons.flatMap(({ day, kind }): Lesson[] => {
    const [first, last] = [addDays(day, -spanDays), addDays(day, spanDays)];
    if (last >= facts.today || day <= (until.get(kind) ?? '')) return [];
    const [then, since] = [
      { first, end: addDays(day, -1) },
      { first: addDays(day, 1), end: last },
    ];
    const [before, after] = [wasteIn(facts, kind, then), wasteIn(facts, kind, since)];
    if (!before || after === undefined) return [];
    until.set(kind, last);
    const worked = within(facts.days, since).length >= share * within(facts.days, then).length;
    return [{ day, kind, before, after, worked }];
  });
}

/** Undefined where a day is not known. */
function wasteIn({ waste }: BadgeFacts, kind: InsightKind, span: Span): number | undefined {
  const days = within(waste, span);
  return days.length < spanDays ? undefined : sum(days, ({ tokens }) => tokens[kind] ?? 0);
}
