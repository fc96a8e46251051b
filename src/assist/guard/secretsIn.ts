import { checkedBytes, checkText } from './checkText.js';

/** How many secrets of known providers a text has; null of one that is too long to be looked at whole. */
export function secretsIn(text: string): number | null {
  if (Buffer.byteLength(text) > checkedBytes) return null;
  return checkText({ text, patterns: [] }).findings.filter(({ severity }) => severity === 'block').length;
}
