import type { InsightKind } from '../facts.js';

/** How whoever tells of waste speaks. English text is the key, as everywhere. */
export interface Say {
  t(text: string, ...values: readonly (string | number)[]): string;
  plural(count: number, forms: { readonly one: string; readonly other: string }, shown: string): string;
}

/** "Cache paid for again", "Cache paid for again, 3 times". */
export function insightName(kind: InsightKind, times: number, { t, plural }: Say): string {
  const name = names[kind](t);
  if (times < 2) return name;
  return t('{0}, {1}', name, plural(times, { one: '{0} time', other: '{0} times' }, String(times)));
}

const names: Readonly<Record<InsightKind, (t: Say['t']) => string>> = {
  'cache-break': (t) => t('Cache paid for again'),
  're-read': (t) => t('Read whole each time'),
  'oversized-context': (t) => t('Very large context'),
  'retry-storm': (t) => t('Retries without result'),
  'idle-loop': (t) => t('Run that changes nothing'),
  'large-model': (t) => t('Large model, small questions'),
  'abandoned-session': (t) => t('Loaded, then left'),
};

/** The one change that avoids it. */
export function insightAdvice(kind: InsightKind, { t }: Say): string {
  return advice[kind](t);
}

const advice: Readonly<Record<InsightKind, (t: Say['t']) => string>> = {
  'cache-break': (t) =>
    t('Reply before the cache expires, and keep instructions and tools unchanged during a session.'),
  're-read': (t) => t('Use a provider or a setting that caches prompts.'),
  'oversized-context': (t) => t('Compact, or begin a new session for a new task.'),
  'retry-storm': (t) => t('Stop it, and mend what fails.'),
  'idle-loop': (t) => t('Set a limit of turns, or look at a long run now and then.'),
  'large-model': (t) => t('Ask a small model questions of this size.'),
  'abandoned-session': (t) => t('Go on in a session that knows the code already.'),
};

/** How it is told from what only looks so. */
export function insightRule(kind: InsightKind, { t }: Say): string {
  return rules[kind](t);
}

const rules: Readonly<Record<InsightKind, (t: Say['t']) => string>> = {
  'cache-break': (t) =>
    t('A request was given at least 80% as much as the one before, but read less than 20% of what was cached.'),
  're-read': (t) =>
    t('Ten requests or more in a row gave the model 20,000 tokens or more each, nothing of it from or to a cache.'),
  'oversized-context': (t) =>
    t('Twenty requests or more in a row gave the model over 150,000 tokens each; counted is what lies over 50,000.'),
  'retry-storm': (t) =>
    t('Five requests or more within 15 seconds of each other gave the model the same and got next to nothing back.'),
  'idle-loop': (t) =>
    t('A hundred requests or more in a row without a person or a changed file, at an even beat or with even answers.'),
  'large-model': (t) =>
    t('Ten questions or more of at most 8,000 tokens, each answered by a large model in one request of at most 200.'),
  'abandoned-session': (t) =>
    t('One or two requests that gave the model 50,000 tokens or more, got at most 100 back, and were left for a day.'),
};
