import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundles.js';

/** Every string the page asks for, found in its sources: first arguments of `t` and both forms of plurals. */
export function pageStrings(): readonly string[] {
  const strings = ['webview-ui', 'src/core/badges/words'].flatMap((room) => {
    const folder = join(root, room);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    return files.flatMap((name) => stringsOf(readFileSync(join(folder, name), 'utf8')));
  });
  return [...new Set(strings)].sort();
}

function stringsOf(source: string): string[] {
  const pattern = /(?:\bt\(\s*|\b(?:one|other): )'((?:[^'\\]|\\.)+)'/g;
  return [...source.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Each string in brackets, with accents, 40 % longer; holes stay. */
export function pseudoWords(): Record<string, string> {
  return Object.fromEntries(pageStrings().map((text) => [text, pseudo(text)]));
}

const accents: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'î', o: 'ö', u: 'ü', s: 'š', n: 'ñ', c: 'ç' };

function pseudo(text: string): string {
  const accented = text.replace(/\{\d\}|[aeiousnc]/g, (part) => accents[part] ?? part);
  const padding = 'ẋẋẋẋẋẋẋ '.repeat(9).slice(0, Math.max(0, Math.ceil(text.replace(/\{\d\}/g, '').length * 0.4) - 2));
  return `[${accented}${padding}]`;
}
