import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As the package says that the bundle is part of; a file-by-file build lies deeper in it. */
export function ownVersion(): string {
  const beside = join(import.meta.dirname, '..', 'package.json');
  const path = existsSync(beside) ? beside : join(import.meta.dirname, '..', '..', '..', 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version;
}
