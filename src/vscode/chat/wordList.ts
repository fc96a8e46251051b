/** By what an answer's table has its rows; `kind`: of token. */
export type Group = 'tool' | 'model' | 'day' | 'kind';

export type Subject = 'usage' | 'sessions' | 'session' | 'branch' | 'compare' | 'marks' | 'limits' | 'help';

/** What one word says; a word of the list that says nothing is filler. */
export interface WordMeaning {
  readonly subject?: Subject;
  readonly by?: Group;
  readonly money?: boolean;
  readonly largest?: boolean;
}

const split = (text: string) => text.split(/\s+/);

const filler =
  split(`a about ai all am an and any are as at been between bound by can current did difference do does each every
  exactly far first for get give had has have how i in is it list lower many me mean means mine much my of on our per please
  request requests show so sum tell than the there these this those to token tokens total totals us use used uses using usage
  value was we went were what when which who will with against`);

const rows: readonly (readonly [words: string, meaning: WordMeaning])[] = [
  ['session conversation', { subject: 'session' }],
  ['sessions conversations', { subject: 'sessions' }],
  ['branch', { subject: 'branch' }],
  ['compare compared comparison versus vs', { subject: 'compare' }],
  ['why least ≥ ≈ exact estimate estimated unknown', { subject: 'marks' }],
  ['limit limits window windows quota plan', { subject: 'limits' }],
  ['help', { subject: 'help' }],
  ['tool tools', { by: 'tool' }],
  ['model models', { by: 'model' }],
  ['day days daily', { by: 'day' }],
  ['kind kinds input output cache cached reasoning', { by: 'kind' }],
  ['cost costs price priced prices spend spent spending money dollars dollar', { money: true }],
  ['expensive priciest costliest', { money: true, largest: true }],
  ['most largest biggest top', { largest: true }],
];

const meanings = new Map<string, WordMeaning>([
  ...filler.map((word) => [word, {}] as const),
  ...rows.flatMap(([words, meaning]) => split(words).map((word) => [word, meaning] as const)),
]);

/** Undefined of a word that no question is made of. */
export function meaningOf(word: string): WordMeaning | undefined {
  return meanings.get(word);
}
