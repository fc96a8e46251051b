import type { Plan } from './plan.js';
import type { Random } from './random.js';

const day = 86_400_000;
const hour = 3_600_000;

/** When a session begins: mostly on weekdays, mostly in working hours of the plan's zone. */
export function startOf(plan: Plan, random: Random): number {
  for (;;) {
    const index = random.integer(0, plan.days - 1);
    const midnight = localMidnight(plan, index);
    const weekday = new Date(Date.parse(plan.endDay) - (plan.days - 1 - index) * day).getUTCDay();
    if ((weekday !== 0 && weekday !== 6) || random.chance(0.15)) {
      return midnight + workingHour(random) * hour + random.integer(0, hour - 1);
    }
  }
}

/** 00:00 of the plan's day `index` (0 is the first) in the plan's zone, as an instant. */
export function localMidnight(plan: Plan, index: number): number {
  const utc = Date.parse(`${plan.endDay}T00:00:00Z`) - (plan.days - 1 - index) * day;
  return utc - zoneOffset(utc, plan.timezone);
}

/** An hour of the day at which people begin a session. */
export function workingHour(random: Random): number {
  return random.weighted([
    [random.integer(9, 12), 40],
    [random.integer(13, 18), 45],
    [random.integer(19, 23), 13],
    [random.integer(0, 8), 2],
  ]);
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function zoneOffset(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (match === null) {
    return 0;
  }
  const [, sign, hours, minutes] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * 60_000);
}
