import { addDays, type DayKey, isDay } from '../../core/day.js';
import { type DaySpan, type SpanName, spanOf } from '../../core/span.js';

/** Days that a question asks about; `name` where they have one. */
export interface AskedDays extends DaySpan {
  readonly name?: SpanName;
}

/** When it is for whoever asks. */
export interface When {
  readonly now: number;
  readonly zone: string;
}

/** Days read from words, and how many words they took. */
export interface ReadDays {
  readonly days: AskedDays;
  readonly length: number;
}

const months = 'january february march april may june july august september october november december'.split(' ');
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const longestCount = 3660;

/**
 * Reads the days that the words from `at` on name: `since november`, `from 2026-01-01 to yesterday`, `last 7 days`.
 * `joined`: `a to b` is one span, not two. Undefined where the words there name none.
 */
export function readDays(words: readonly string[], at: number, when: When, joined: boolean): ReadDays | undefined {
  const opening = words[at] ?? '';
  const today = spanOf('today', when.now, when.zone).until;
  if (opening === 'since') {
    const first = readOne(words, at + 1, when);
    return first && { days: { since: first.days.since, until: today }, length: first.length + 1 };
  }
  const opened = opening === 'from' || opening === 'between';
  const first = readOne(words, at + (opened ? 1 : 0), when);
  if (!first) return undefined;
  const next = at + first.length + (opened ? 1 : 0);
  const links = opening === 'between' ? ['and'] : opened || joined ? ['to', 'until', 'till'] : [];
  const last = links.includes(words[next] ?? '') ? readOne(words, next + 1, when) : undefined;
  const alone = { days: first.days, length: next - at };
  // Without an end it may still be "from" alone, which says no days of its own.
  if (!last) return opened ? undefined : alone;
  const { since } = first.days;
  const { until } = last.days;
  if (since === undefined || until === undefined || since > until) return undefined;
  return { days: { since, until }, length: next + 1 + last.length - at };
}

function readOne(words: readonly string[], at: number, when: When): ReadDays | undefined {
  for (const read of [named, counted, monthOf, weekdayOf, oneDay]) {
    const found = read(words.slice(at, at + 3), when);
    if (found) return found;
  }
  return undefined;
}

const phrases: Readonly<Record<string, SpanName>> = {
  today: 'today',
  yesterday: 'yesterday',
  week: 'thisWeek',
  'this week': 'thisWeek',
  'last week': 'lastWeek',
  month: 'thisMonth',
  'this month': 'thisMonth',
  'last month': 'lastMonth',
  'all time': 'all',
  'all days': 'all',
  ever: 'all',
  overall: 'all',
};

function named(words: readonly string[], { now, zone }: When): ReadDays | undefined {
  for (const length of [2, 1]) {
    const phrase = words.slice(0, length).join(' ').replace('previous', 'last').replace('current', 'this');
    const name = Object.hasOwn(phrases, phrase) ? phrases[phrase] : undefined;
    if (name) return { days: { name, ...spanOf(name, now, zone) }, length };
  }
  return undefined;
}

/** `last 7 days`, `past 2 weeks`, `30 days`, `7d`; they end with today. */
function counted(words: readonly string[], { now, zone }: When): ReadDays | undefined {
  const led = ['last', 'past'].includes(words[0] ?? '');
  const rest = words.slice(led ? 1 : 0);
  const short = /^(\d+)([dw])$/.exec(rest[0] ?? '');
  const number = short?.[1] ?? rest[0] ?? '';
  const unit = short?.[2] ?? /^(d|w)(ay|eek)s?$/.exec(rest[1] ?? '')?.[1];
  if (!/^\d+$/.test(number) || unit === undefined) return undefined;
  const count = Number(number) * (unit === 'w' ? 7 : 1);
  if (count < 1 || count > longestCount) return undefined;
  const { until = '' } = spanOf('today', now, zone);
  const name = count === 7 || count === 30 ? (`${count}d` as const) : undefined;
  const days = { ...(name ? { name } : {}), since: addDays(until, 1 - count), until };
  return { days, length: (led ? 1 : 0) + (short ? 1 : 2) };
}

/** `november`, the newest that has begun, or `november 2025`. */
function monthOf(words: readonly string[], { now, zone }: When): ReadDays | undefined {
  const word = words[0] ?? '';
  const index = months.findIndex((month) => month === word || (word.length === 3 && month.startsWith(word)));
  if (index < 0) return undefined;
  const { until: today = '' } = spanOf('today', now, zone);
  const told = /^20\d\d$/.test(words[1] ?? '') ? Number(words[1]) : undefined;
  const firstOf = (year: number): DayKey => `${year}-${String(index + 1).padStart(2, '0')}-01`;
  const year = Number(today.slice(0, 4));
  const since = firstOf(told ?? (firstOf(year) <= today ? year : year - 1));
  const until = addDays(`${addDays(since, 31).slice(0, 7)}-01`, -1);
  return { days: { since, until }, length: told === undefined ? 1 : 2 };
}

/** `monday`: the last one, today included; `last monday`: before today. */
function weekdayOf(words: readonly string[], { now, zone }: When): ReadDays | undefined {
  const led = words[0] === 'last';
  const index = weekdays.indexOf(words[led ? 1 : 0] ?? '');
  if (index < 0) return undefined;
  const { until: today = '' } = spanOf('today', now, zone);
  const back = (new Date(`${today}T00:00:00Z`).getUTCDay() - index + 7) % 7;
  const day = addDays(today, -(led && back === 0 ? 7 : back));
  return { days: { since: day, until: day }, length: led ? 2 : 1 };
}

function oneDay([word = '']: readonly string[]): ReadDays | undefined {
  return isDay(word) ? { days: { since: word, until: word }, length: 1 } : undefined;
}
