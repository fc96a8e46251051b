import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';

/** What the editor runs inside its extension host: every test beside this file. Rejects when one fails. */
export async function run(): Promise<void> {
  const folder = dirname(fileURLToPath(import.meta.url));
  const mocha = new Mocha({ ui: 'bdd', timeout: 240_000, color: false });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.inside.js')))
    mocha.addFile(join(folder, file));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
