import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from './temporary.mjs';

/**
 * @typedef {object} Folders of one host
 * @property {string} temporary removed at the end
 * @property {string} userDataDir holds the following three; equal to `temporary` unless given
 * @property {string} data of the server
 * @property {string} extensions
 * @property {string} browser profile
 * @property {string} workspace
 * @property {string} egressRecord file
 */

/**
 * @param {{ userDataDir?: string, workspace?: string }} options
 * @returns {Folders} all of them exist
 */
export function prepareFolders(options) {
  const temporary = temporaryFolder();
  const userDataDir = resolve(options.userDataDir ?? temporary);
  const folders = {
    temporary,
    userDataDir,
    data: join(userDataDir, 'data'),
    extensions: join(userDataDir, 'extensions'),
    browser: join(userDataDir, 'browser'),
    workspace: resolve(options.workspace ?? join(temporary, 'workspace')),
    egressRecord: join(temporary, 'egress.jsonl'),
  };
  for (const folder of [folders.data, folders.extensions, folders.browser]) mkdirSync(folder, { recursive: true });
  if (!options.workspace) mkdirSync(folders.workspace);
  return folders;
}

/** @param {Folders} folders */
export function removeTemporary(folders) {
  rmSync(folders.temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
