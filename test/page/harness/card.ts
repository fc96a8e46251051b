import { badges } from '../../../src/core/badges/registry.js';
import type { ShareCard } from '../../../src/protocol/cardPage.js';
import type { HostState } from './states.js';
import { states } from './states.js';

const named = (count: number): ShareCard['badges'] =>
  badges.flatMap(({ id, group }) => (group === 'rhythm' ? [] : [{ id, group }])).slice(0, count);

function cardWith(card: Partial<ShareCard>): HostState {
  const figures = [
    { value: '82%', words: 'of AI lines kept' },
    { value: '88%', words: 'read from cache' },
    { value: '9', words: 'badges' },
  ];
  const foot = 'counted locally by Tallyboard';
  const whole = { title: 'My November', foot, figures, badges: named(9), ...card };
  return { ...states.today, card: { locale: 'en', words: {}, card: whole } };
}

export const cardStates = {
  month: cardWith({}),
  all: cardWith({ badges: named(34), figures: [{ value: '34', words: 'badges' }] }),
  noBadge: cardWith({
    badges: [],
    figures: [{ value: '82%', words: 'of AI lines kept' }],
  }),
  early: cardWith({ badges: [], figures: [] }),
  hostile: cardWith({ title: 'My <b>"&' }),
  fails: { ...cardWith({}), fails: 'The worker has ended.' },
} as const satisfies Readonly<Record<string, HostState>>;

export type CardStateName = keyof typeof cardStates;
