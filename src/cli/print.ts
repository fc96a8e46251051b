import { plainText } from '../core/plainText.js';
import type { Output } from './run.js';

/** Text for people, or an object to print as JSON. */
export type Answer = string | object;

/**
 * Prints what is told, a text so that no name in it steers the terminal, and on standard error what a person should read beside it; the
 * exit code of what went well.
 */
export function print(told: Answer, app: { readonly notices: readonly string[] }, output: Output): number {
  for (const notice of app.notices) output.error(plainText(`tallyboard: ${notice}\n`));
  if (typeof told === 'object') output.out(jsonLines(told));
  else if (told !== '') output.out(plainText(told.endsWith('\n') ? told : `${told}\n`));
  return 0;
}

/** Exact, whatever is in it. */
export function jsonLines(told: unknown): string {
  return `${JSON.stringify(told, null, 1)}\n`;
}
