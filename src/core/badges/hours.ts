/** Hours of the day, in minutes of the local clock: from `from` up to before `to`, over midnight where that is less. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

const day = 24 * 60;
/** More are no choice. */
const mostMinutes = 12 * 60;

/** What a person wrote as `08:30-18:00`; undefined for anything else, and for more than twelve hours. */
export function hoursOf(text: string): Hours | undefined {
  const numbers = /^\s*([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)\s*$/
    .exec(text)
    ?.slice(1)
    .map(Number);
  if (!numbers) return undefined;
  const [hour, minute, lastHour, lastMinute] = numbers as [number, number, number, number];
  const hours = { from: hour * 60 + minute, to: lastHour * 60 + lastMinute };
  const length = (hours.to - hours.from + day) % day;
  return length > 0 && length <= mostMinutes ? hours : undefined;
}

export function isIn({ from, to }: Hours, minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
