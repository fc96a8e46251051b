import { cpSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, editorPackage } from './install.mjs';

/**
 * The folders in which a browser keeps the editor's code, loaded and compiled: a third of the work of a start. They are made once
 * (`makeCompiledCode.mjs`) and given to every new profile; a browser that cannot use them compiles as if they were not there.
 */
export const codeFolders = ['Cache', 'Code Cache'];

/** @param {string} profile of a browser @returns {string} the folder that holds `codeFolders` */
export function codeOf(profile) {
  return join(profile, 'Default');
}

/** @param {string} browserPath @returns {string} folder in the user's cache, with one for each kind of window; it may not exist yet */
export function keptCode(browserPath) {
  const { size, mtimeMs } = statSync(browserPath);
  return join(cacheFolder(), `compiled-${editorPackage.version}-${size}-${Math.floor(mtimeMs)}-kinds`);
}

/**
 * A browser takes no code that was compiled for other flags, which windows that are `timed` have.
 * @param {boolean} timed
 */
export function kindOf(timed) {
  return timed ? 'timed' : 'usual';
}

/** @param {string} profile of the browser, which may have been used before @param {string} browserPath @param {boolean} timed */
export function giveCompiledCode(profile, browserPath, timed) {
  const [kept, code] = [join(keptCode(browserPath), kindOf(timed)), codeOf(profile)];
  if (!existsSync(code) && existsSync(kept)) cpSync(kept, code, { recursive: true });
}
