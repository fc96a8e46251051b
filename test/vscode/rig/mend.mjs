import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files of the editor that each carry their own copy of the check for proposed APIs. */
const filesWithProposalCheck = [
  'out/vs/workbench/api/node/extensionHostProcess.js',
  'out/vs/workbench/api/worker/extensionHostWorkerMain.js',
  'out/vs/code/browser/workbench/workbench.js',
  'out/server-main.js',
];

/** The switched-off check, recognised by the function behind it that throws where the check says no. */
const switchedOffCheck =
  /function ([\w$]+)\(([\w$]+),([\w$]+)\)\{return!0\}(?=function [\w$]+\([\w$]+,[\w$]+\)\{if\(!\1\([^)]*\)\)throw new Error\(`Extension '\$\{[\w$]+\.identifier\.value\}' CANNOT use API proposal)/g;

/**
 * Puts the check for proposed APIs back, as a stock editor has it: granted only where the manifest lists the proposal.
 * @param {string} vscodeDir
 * @throws when one of the four files does not hold the switched-off check exactly once
 */
export function refuseProposedApi(vscodeDir) {
  for (const file of filesWithProposalCheck) {
    replaceOnce(vscodeDir, file, switchedOffCheck, (_match, name, extension, proposal) => {
      const granted = `${extension}.enabledApiProposals`;
      return `function ${name}(${extension},${proposal}){return!!(${granted}&&${granted}.includes(${proposal}))}`;
    });
  }
}

/** Where the workbench says that its user data lies with the server, but leaves out which server. */
const userDataWithoutServer =
  /(get userRoamingDataHome\(\)\{return [\w$]+\([\w$]+\.file\(this\.userDataPath\)\.with\(\{scheme:[\w$]+\.vscodeRemote)\}/g;

/**
 * Makes a running window follow when its user settings are changed in their file, as a stock editor does. Without the name of the server
 * the window never recognises the server's message about the change as one about its own settings.
 * @param {string} vscodeDir
 * @throws when the place is not found exactly once
 */
export function watchUserSettings(vscodeDir) {
  replaceOnce(vscodeDir, 'out/vs/code/browser/workbench/workbench.js', userDataWithoutServer, (_match, before) => {
    return `${before},authority:this.options.remoteAuthority}`;
  });
}

/** Under the switch that lets a test drive the window, no notification pops up. */
const toastsOnlyWithoutDriver =
  /(addToast\([\w$]+\)\{if\(!this\.isNotificationsCenterVisible)&&!this\.environmentService\.enableSmokeTestDriver/g;

/**
 * Lets notifications pop up as they do for a person.
 * @param {string} vscodeDir
 * @throws when the place is not found exactly once
 */
export function showNotifications(vscodeDir) {
  replaceOnce(
    vscodeDir,
    'out/vs/code/browser/workbench/workbench.js',
    toastsOnlyWithoutDriver,
    (_match, before) => before,
  );
}

/**
 * @param {string} vscodeDir
 * @param {string} file
 * @param {RegExp} pattern with the flag `g`
 * @param {(match: string, ...groups: string[]) => string} replacement
 * @throws when the pattern is not found exactly once
 */
function replaceOnce(vscodeDir, file, pattern, replacement) {
  const path = join(vscodeDir, file);
  const text = readFileSync(path, 'utf8');
  const found = [...text.matchAll(pattern)].length;
  if (found !== 1)
    throw new Error(`${file}: expected one place to mend like ${pattern.source.slice(0, 60)}…, found ${found}`);
  writeFileSync(path, text.replace(pattern, replacement));
}

/** The list of extensions that the web workbench itself carries, from its first to its last manifest. */
const extensionsOfTheWorkbench =
  /(if\([\w$]+\.isBuilt\)[\w$]+=)\[\{extensionPath:"bat",[\s\S]*?\}\](?=;else\{let [\w$]+=[\w$.]+\.getElementById\("vscode-workbench-builtin-extensions"\))/g;

/**
 * Leaves the editor's own extensions to the server, as those of a stock editor are beside it: the workbench carries the list of them
 * once more, and would load from nowhere what the server was told to leave out.
 * @param {string} vscodeDir
 * @throws when the place is not found exactly once
 */
export function extensionsOfTheServerAlone(vscodeDir) {
  replaceOnce(
    vscodeDir,
    'out/vs/code/browser/workbench/workbench.js',
    extensionsOfTheWorkbench,
    (_match, before) => `${before}[]`,
  );
}

/** Modules of the editor that need a compiler, or write into the home folder, and what stands in for each. */
const standIns = {
  '@vscode/deviceid': 'deviceid.cjs',
  '@vscode/fs-copyfile': 'fsCopyfile.cjs',
  '@vscode/native-watchdog': 'nativeWatchdog.cjs',
  '@vscode/spdlog': 'spdlog.cjs',
};

/**
 * Replaces the editor's small native modules by plain JavaScript with the same interface, so that the rig installs in seconds and without
 * python, make or a C++ compiler.
 * @param {string} vscodeDir
 */
export function replaceNativeModules(vscodeDir) {
  for (const [name, file] of Object.entries(standIns)) {
    const target = join(vscodeDir, 'node_modules', name);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    cpSync(fileURLToPath(new URL(`standIns/${file}`, import.meta.url)), join(target, 'index.js'));
    writeFileSync(join(target, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
  }
}
