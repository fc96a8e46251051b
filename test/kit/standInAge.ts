import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A program of the name `age` in a folder below this one, which goes before all others on the path: it opens files as the stock one does, then changes
 * what it prints. Not for Windows.
 */
export function standInAge(folder: string, change: (text: string) => string = (text) => text): string {
  const place = join(folder, 'bin');
  mkdirSync(place, { recursive: true });
  const script = `import { readFileSync } from 'node:fs';
import { Decrypter } from '${import.meta.resolve('age-encryption')}';
const decrypter = new Decrypter();
decrypter.addIdentity(readFileSync(0, 'utf8').trim());
const text = await decrypter.decrypt(readFileSync(process.argv.at(-1)), 'text');
process.stdout.write((${change})(text));
`;
  writeFileSync(join(place, 'open.mjs'), script);
  writeFileSync(join(place, 'age'), `#!/bin/sh\nexec '${process.execPath}' '${join(place, 'open.mjs')}' "$@"\n`);
  chmodSync(join(place, 'age'), 0o755);
  return place;
}
