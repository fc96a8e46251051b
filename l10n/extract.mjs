/**
 * Collects the strings of the extension, its pages and the words of `core` into `bundle.l10n.json`, what a translator starts from.
 * `node l10n/extract.mjs` writes it; a test compares.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** In `core` words for people stand in folders of that name alone; a test holds that. */
const wordsOfCore = readdirSync(join(root, 'src/core'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name === 'words')
  .map((entry) => relative(root, join(entry.parentPath, entry.name)));
const rooms = ['src/vscode', 'webview-ui', ...wordsOfCore];
const quoted = `(?:'((?:\\\\.|[^'\\\\])*)'|"((?:\\\\.|[^"\\\\])*)")`;
/** `t('…')`, and the two forms of a plural. */
const uses = [new RegExp(`\\bt\\(\\s*${quoted}`, 'g'), new RegExp(`\\b(?:one|other):\\s*${quoted}`, 'g')];

/** English text to itself, sorted. */
export function collectStrings() {
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, room, file), 'utf8')),
  );
  const found = files.flatMap((text) =>
    uses.flatMap((use) => [...text.matchAll(use)].map(([, single, double]) => unescaped(single ?? double ?? ''))),
  );
  return Object.fromEntries([...new Set(found)].sort().map((text) => [text, text]));
}

function unescaped(text) {
  return text.replace(/\\(.)/g, (_, character) => ({ n: '\n' })[character] ?? character);
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  writeFileSync(join(root, 'l10n', 'bundle.l10n.json'), `${JSON.stringify(collectStrings(), null, 2)}\n`);
}
