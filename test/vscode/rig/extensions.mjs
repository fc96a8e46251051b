import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs the extensions that lie in the given folders, as if they had come from the gallery. Call before the server starts: it keeps
 * what it has read of a manifest.
 * @param {string} extensionsDir
 * @param {readonly string[]} folders each with a package.json
 */
export function installFolders(extensionsDir, folders) {
  mkdirSync(extensionsDir, { recursive: true });
  const listPath = join(extensionsDir, 'extensions.json');
  /** @type {{ identifier: { id: string } }[]} */
  const list = existsSync(listPath) ? JSON.parse(readFileSync(listPath, 'utf8')) : [];
  const added = folders.map((folder) => copyExtension(extensionsDir, folder));
  const kept = list.filter(({ identifier }) => !added.some((entry) => entry.identifier.id === identifier.id));
  writeFileSync(listPath, JSON.stringify([...kept, ...added]));
}

/** @param {string} extensionsDir @param {string} folder @returns the entry for the list of installed extensions */
function copyExtension(extensionsDir, folder) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const id = `${publisher}.${name}`.toLowerCase();
  const relativeLocation = `${id}-${version}`;
  const path = join(extensionsDir, relativeLocation);
  cpSync(folder, path, { recursive: true, dereference: true });
  return { identifier: { id }, version, location: { $mid: 1, path, scheme: 'file' }, relativeLocation, metadata: {} };
}

/**
 * Some of the extensions that the editor comes with. At every start all hundred of them are read, and some run: a fifth of what it costs.
 * @param {string} vscodeDir
 * @param {string} temporary folder
 * @param {readonly string[]} names of their folders
 * @returns {string} a folder in it that holds those alone
 */
export function chooseBuiltIn(vscodeDir, temporary, names) {
  const chosen = join(temporary, 'builtIn');
  mkdirSync(chosen);
  for (const name of names) {
    const path = join(vscodeDir, 'extensions', name);
    if (!existsSync(path)) throw new Error(`the editor comes without an extension ${name}`);
    symlinkSync(path, join(chosen, name), 'junction');
  }
  return chosen;
}
