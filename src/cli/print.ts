import type { Output } from './run.js';

/** Text to print, or an object to print as JSON; a text that ends in a line's end is printed as it is. */
export type Answer = string | object;

/** Prints what is told, and on standard error what a person should read beside it; the exit code of what went well. */
export function print(told: Answer, app: { readonly notices: readonly string[] }, output: Output): number {
  for (const notice of app.notices) output.error(`tallyboard: ${notice}\n`);
  const text = typeof told === 'string' ? told : JSON.stringify(told, null, 1);
  if (text !== '') output.out(text.endsWith('\n') ? text : `${text}\n`);
  return 0;
}
