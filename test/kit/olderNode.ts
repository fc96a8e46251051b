import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Node on this machine that is older than 22.16, if there is one. */
export function olderNode(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin')) {
    const path = join(folder, 'node');
    const version = existsSync(path) ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout : '';
    const [major, minor] = /^v(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [99, 0];
    if (Number(major) < 22 || (major === 22 && Number(minor) < 16)) return path;
  }
  return undefined;
}
