import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A quiet window: no welcome, no chat beside the editor, no question that waits for a person, nothing that looks for a
 * network, no motion in pictures, no git extension, whose start costs a second, and no look at the ports of all processes, which
 * keeps an extension host awake 200 times a second.
 */
const quietSettings = {
  'chat.commandCenter.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'remote.autoForwardPortsSource': 'output',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.confirmBeforeClose': 'never',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * Lays settings over those of the user. The workbench of the rig keeps user settings in a file of the server and watches it, so a running
 * window follows within a moment.
 * @param {string} dataDir of the server
 * @param {Record<string, unknown>} changes `undefined` takes a setting back
 */
export function changeSettings(dataDir, changes) {
  const path = join(dataDir, 'data', 'User', 'settings.json');
  const before = readSettings(path) ?? quietSettings;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify({ ...before, ...changes }, null, '\t'));
  renameSync(`${path}.new`, path);
}

/**
 * Settings of the machine that the extension host runs on. The editor takes those whose scope is `machine` from nowhere else there.
 * @param {string} dataDir of the server
 * @param {Record<string, unknown>} settings
 */
export function writeMachineSettings(dataDir, settings) {
  const folder = join(dataDir, 'data', 'Machine');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
}

/** @param {string} path @returns {Record<string, unknown> | undefined} */
function readSettings(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
