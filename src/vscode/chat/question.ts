import type { PairName, PairWish } from '../../core/pairs.js';
import { type SpanName, spanOf } from '../../core/span.js';
import type { ChatCommand } from './commands.js';
import { readNames, type Vocabulary } from './names.js';
import { type AskedDays, readDays, type When } from './time.js';
import { type Group, meaningOf, type Subject } from './wordList.js';

/** What keeps a part of the use: nothing of a list means all. */
export interface Narrowed {
  readonly tools: readonly string[];
  readonly models: readonly string[];
}

/** Use of some days; `money` puts the cost first. */
export interface UsageQuestion extends Narrowed {
  readonly about: 'usage' | 'sessions' | 'marks';
  readonly days: AskedDays;
  readonly by: Group;
  readonly money: boolean;
}

/** What can be answered from the ledger. */
export type Question =
  | UsageQuestion
  | { readonly about: 'compare'; readonly pair: PairWish }
  | { readonly about: 'session' | 'branch' | 'limits' | 'help' }
  /** Words that were not understood, or that this question cannot heed: a part of a question is not answered. */
  | { readonly about: 'unclear'; readonly words: readonly string[] };

/** All that the words said. */
interface Read {
  readonly days: AskedDays[];
  readonly subjects: Set<Subject>;
  readonly tools: string[];
  readonly models: string[];
  by: Group | undefined;
  money: boolean;
  largest: boolean;
  readonly unknown: string[];
  /** The phrases of `days`, and of `tools` and `models`. */
  readonly dated: string[];
  readonly named: string[];
}

/** The same words are always the same question. They are English; a slash command needs none. */
export function readQuestion(
  command: ChatCommand | undefined,
  prompt: string,
  when: When,
  vocabulary: Vocabulary,
): Question {
  const words = wordsOf(prompt);
  const comparing = command === 'compare' || words.some((word) => meaningOf(word)?.subject === 'compare');
  const read = readWords(words, when, vocabulary, !comparing);
  if (read.unknown.length > 0) return unclear(read.unknown);
  return questionOf(command, read, when);
}

function wordsOf(prompt: string): readonly string[] {
  return prompt
    .toLowerCase()
    .replace(/\bat least\b/g, 'least')
    .split(/[\s,;:!?"“”‘’'()[\]]+/)
    .map((word) => word.replace(/\.+$/, ''))
    .filter((word) => word !== '');
}

function readWords(words: readonly string[], when: When, vocabulary: Vocabulary, joined: boolean): Read {
  const lists = { days: [], tools: [], models: [], unknown: [], dated: [], named: [] };
  const read: Read = { ...lists, subjects: new Set(), by: undefined, money: false, largest: false };
  for (let at = 0; at < words.length; ) at += readPhrase(words, at, read, { when, vocabulary, joined });
  return read;
}

/** Takes the phrase at `at` into `read`; returns how many words it has. Days go before names, names of one word after the list. */
function readPhrase(
  words: readonly string[],
  at: number,
  read: Read,
  { when, vocabulary, joined }: { when: When; vocabulary: Vocabulary; joined: boolean },
): number {
  const word = words[at] ?? '';
  const phrase = (length: number) => words.slice(at, at + length).join(' ');
  const found = readDays(words, at, when, joined);
  if (found) {
    read.days.push(found.days);
    read.dated.push(phrase(found.length));
    return found.length;
  }
  const meaning = meaningOf(word);
  const names = readNames(words, at, vocabulary);
  if (names && !(meaning && names.length === 1)) {
    read.tools.push(...names.tools);
    read.models.push(...names.models);
    read.named.push(phrase(names.length));
    return names.length;
  }
  if (!meaning) read.unknown.push(word);
  if (meaning?.subject) read.subjects.add(meaning.subject);
  read.by ??= meaning?.by;
  read.money ||= meaning?.money ?? false;
  read.largest ||= meaning?.largest ?? false;
  return 1;
}

interface CommandMeaning {
  readonly about: Subject;
  readonly days?: SpanName;
  readonly by?: Group;
}

const commandMeanings: Readonly<Record<ChatCommand, CommandMeaning>> = {
  today: { about: 'usage', days: 'today' },
  week: { about: 'usage', days: 'thisWeek' },
  month: { about: 'usage', days: 'thisMonth' },
  session: { about: 'session' },
  branch: { about: 'branch' },
  compare: { about: 'compare' },
  models: { about: 'usage', days: '30d', by: 'model' },
  help: { about: 'help' },
};

function questionOf(command: ChatCommand | undefined, read: Read, when: When): Question {
  const wanted = command && commandMeanings[command];
  const about = wanted && wanted.about !== 'usage' ? wanted.about : subjectOf(read);
  if (about === 'compare') return comparisonOf(read);
  if (about !== 'usage' && about !== 'sessions' && about !== 'marks') {
    const unheeded = [...read.named, ...read.dated];
    return unheeded.length > 0 ? unclear(unheeded) : { about };
  }
  if (read.days.length > 1) return unclear(read.dated);
  if (about === 'sessions' && read.models.length > 0) return unclear(read.named);
  const name = wanted?.days ?? (about === 'sessions' ? '30d' : 'today');
  const by = read.by ?? wanted?.by ?? (read.tools.length === 1 ? 'model' : 'tool');
  const { tools, models, money } = read;
  return { about, days: read.days[0] ?? { name, ...spanOf(name, when.now, when.zone) }, by, money, tools, models };
}

/** "The most expensive session" is one of many, "this session" the one that is going on. */
function subjectOf({ subjects, largest }: Read): Subject {
  if (subjects.has('session') && largest) return 'sessions';
  const order = ['help', 'compare', 'limits', 'sessions', 'session', 'branch', 'marks'] as const;
  return order.find((subject) => subjects.has(subject)) ?? 'usage';
}

const runningPairs: Readonly<Partial<Record<SpanName, PairName>>> = {
  today: 'day',
  thisWeek: 'week',
  lastWeek: 'lastWeek',
  thisMonth: 'month',
  lastMonth: 'lastMonth',
  '7d': '7d',
  '30d': '30d',
};

const namedPairs: Readonly<Record<string, PairName>> = {
  'today yesterday': 'day',
  'thisWeek lastWeek': 'week',
  'thisMonth lastMonth': 'month',
};

/** Days as they were said; a running day, week or month with as much of the one before. The later ones are "now". */
function comparisonOf({ days, dated, named }: Read): Question {
  const [first, second] = days;
  if (named.length > 0 || days.length > 2) return unclear([...named, ...(days.length > 2 ? dated : [])]);
  if (!first) return { about: 'compare', pair: 'week' };
  if (!second) {
    const pair = first.name && runningPairs[first.name];
    return pair ? { about: 'compare', pair } : unclear(dated);
  }
  if ([first, second].some(({ since }) => since === undefined)) return unclear(dated);
  const [now, before] = (first.since ?? '') >= (second.since ?? '') ? [first, second] : [second, first];
  return { about: 'compare', pair: namedPairs[`${now.name} ${before.name}`] ?? [now, before] };
}

function unclear(words: readonly string[]): Question {
  return { about: 'unclear', words: [...new Set(words)] };
}
