import type { BoardName } from '../policy.js';
import type { RowField } from '../row.js';

/** Whoever tells of them says `t`. English text is the key, as everywhere. */
export type Translate = (text: string, ...values: readonly (string | number)[]) => string;

export function boardName(board: BoardName, t: Translate): string {
  return boardNames[board](t);
}

export function fieldName(field: RowField, t: Translate): string {
  return fieldNames[field](t);
}

const boardNames: Readonly<Record<BoardName, (t: Translate) => string>> = {
  kept: (t) => t('Kept work'),
  thrift: (t) => t('Thrift'),
  tokens: (t) => t('Tokens'),
};

const fieldNames: Readonly<Record<RowField, (t: Translate) => string>> = {
  band: (t) => t('band'),
  kept: (t) => t('AI lines kept'),
  cache: (t) => t('read from cache'),
  tools: (t) => t('names of tools'),
  badges: (t) => t('badges'),
  score: (t) => t('score'),
  tokens: (t) => t('range of weekly tokens'),
  waste: (t) => t('kinds of waste'),
  ask: (t) => t('tools to ask you about'),
  quest: (t) => t('quest'),
};
