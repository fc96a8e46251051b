import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundles.js';

/** Every string that can be translated; a test of the manifest holds the list against the sources. */
const strings = Object.keys(JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8')) as object);

/** Each string in brackets, with accents, 40 % longer; holes stay. */
export function pseudoWords(): Record<string, string> {
  return Object.fromEntries(strings.map((text) => [text, pseudo(text)]));
}

const accents: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'î', o: 'ö', u: 'ü', s: 'š', n: 'ñ', c: 'ç' };

export function pseudo(text: string): string {
  const accented = text.replace(/\{\d\}|[aeiousnc]/g, (part) => accents[part] ?? part);
  const padding = 'ẋẋẋẋẋẋẋ '.repeat(9).slice(0, Math.max(0, Math.ceil(text.replace(/\{\d\}/g, '').length * 0.4) - 2));
  return `[${accented}${padding}]`;
}
