import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the command needs of the build. */
const built = ['cli.cjs', 'guard.cjs', 'others.cjs', 'reports.cjs', 'team.cjs', 'prices.json', 'projector.wasm'];

/**
 * Writes the folder that `npm pack` makes the command's package of: the same bundle that the extension carries, an entry
 * that old Nodes can read, and nothing to install beside it.
 */
export function writeNpmPackage(folder) {
  const { version, license, keywords } = JSON.parse(readFileSync('package.json', 'utf8'));
  const manifest = {
    name: 'tallyboard',
    version,
    description:
      "Counts the tokens of your AI coding tools, exactly, from the tools' own logs. Nothing leaves your machine.",
    license,
    keywords,
    type: 'commonjs',
    bin: { tallyboard: 'tallyboard.cjs' },
    engines: { node: '>=22.16' },
    files: ['tallyboard.cjs', ...built.map((name) => `dist/${name}`)],
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of built) copyFileSync(join('dist', name), join(folder, 'dist', name));
  copyFileSync(join('src', 'cli', 'bin.cjs'), join(folder, 'tallyboard.cjs'));
  copyFileSync(join('src', 'cli', 'README.md'), join(folder, 'README.md'));
  copyFileSync('LICENSE', join(folder, 'LICENSE'));
}
