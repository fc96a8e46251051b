import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TeamKeys } from '../../src/team/seat.js';

/** Every secret of the teams in a data folder, as text and as the bytes behind it. */
export function teamSecrets(data: string): { readonly texts: readonly string[]; readonly bytes: readonly Buffer[] } {
  const teams = join(data, 'teams');
  const files = existsSync(teams) ? readdirSync(teams).map((name) => join(teams, name, 'keys.json')) : [];
  const keys = files.filter(existsSync).map((path) => JSON.parse(readFileSync(path, 'utf8')) as TeamKeys);
  const coded = keys.flatMap(({ device, invites, joining }) => [
    device,
    joining ?? '',
    ...invites.map((each) => each.secret),
  ]);
  const identities = keys.flatMap(({ identity, epochs }) => [identity, ...epochs.map((each) => each.identity)]);
  const texts = [...coded, ...identities, ...identities.map((each) => each.toLowerCase())].filter(
    (text) => text !== '',
  );
  return {
    texts: [...new Set(texts)],
    bytes: coded.filter((text) => text !== '').map((text) => Buffer.from(text, 'base64url')),
  };
}

/** All files below a folder but the ones that keys belong in. */
export function filesWithoutKeys(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'keys.json')
    .map((entry) => join(entry.parentPath, entry.name));
}
