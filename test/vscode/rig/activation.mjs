import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorText, runCommand } from './driver.mjs';
import { startHost } from './host.mjs';
import { temporaryFolder } from './temporary.mjs';
import { whenRestored } from './window.mjs';

/** @typedef {{ load: number, activate: number, finish: number }} ActivationTimes ms; loading the code, `activate()` itself, its promise */

/** The extension that does nothing, to compare with. */
const emptyExtension = { publisher: 'tallyboard-rig', name: 'empty', id: 'tallyboard-rig.empty' };

/**
 * What VS Code itself has measured in this window, from Developer: Startup Performance.
 * @param {import('playwright-core').Page} page
 * @param {readonly string[]} extensionIds waits until all of them have been activated
 * @returns {Promise<Record<string, ActivationTimes>>} by extension id
 */
export async function readActivationTimes(page, extensionIds) {
  for (let attempt = 1; ; attempt++) {
    await runCommand(page, 'Developer: Startup Performance');
    const times = parseActivationTimes(await editorText(page));
    await page.keyboard.press('ControlOrMeta+F4');
    if (extensionIds.every((id) => id in times)) return times;
    if (attempt === 20) throw new Error(`not activated: ${extensionIds.filter((id) => !(id in times)).join(', ')}`);
  }
}

/**
 * @param {string} report text of Developer: Startup Performance
 * @returns {Record<string, ActivationTimes>}
 */
export function parseActivationTimes(report) {
  /** @type {Record<string, ActivationTimes>} */
  const times = {};
  const afterHeading = report.split(/^## Extension Activation Stats$/m)[1] ?? '';
  for (const line of afterHeading.split(/^## /m)[0]?.split('\n') ?? []) {
    const [, id, , load, activate, finish] = line.split('|').map((cell) => cell.trim());
    if (!id?.includes('.') || !/^\d+$/.test(load ?? '')) continue;
    times[id] = { load: Number(load), activate: Number(activate), finish: Number(finish) };
  }
  return times;
}

/**
 * Measures an extension against one that does nothing, in the same windows.
 * @param {import('./host.mjs').HostOptions & { extensionId: string, reloads?: number }} options how to install and start ours; default 5 reloads
 * @returns {Promise<{ ours: ActivationTimes, empty: ActivationTimes, samples: { ours: ActivationTimes, empty: ActivationTimes }[] }>} medians of
 * the reloads; the first start, which is cold, is not among the samples
 */
export async function compareActivation({ extensionId, reloads = 5, ...options }) {
  const folder = writeEmptyExtension();
  const host = await startHost({
    timed: true,
    ...options,
    extraExtensions: [...(options.extraExtensions ?? []), folder],
  });
  try {
    const samples = [];
    for (let reload = 0; reload <= reloads; reload++) {
      if (reload > 0) await host.page.reload({ waitUntil: 'commit' }).then(() => whenRestored(host.page));
      const times = await readActivationTimes(host.page, [extensionId, emptyExtension.id]);
      const sample = { ours: timesOf(times, extensionId), empty: timesOf(times, emptyExtension.id) };
      if (reload > 0) samples.push(sample);
    }
    return {
      ours: medianOf(samples.map(({ ours }) => ours)),
      empty: medianOf(samples.map(({ empty }) => empty)),
      samples,
    };
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {string} folder of an extension whose `activate` is empty */
function writeEmptyExtension() {
  const folder = temporaryFolder();
  const { publisher, name } = emptyExtension;
  const manifest = {
    publisher,
    name,
    version: '1.0.0',
    engines: { vscode: '^1.50.0' },
    main: './main.js',
    activationEvents: ['onStartupFinished'],
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), 'exports.activate = () => {};\n');
  return folder;
}

/** @param {Record<string, ActivationTimes>} times @param {string} id @returns {ActivationTimes} */
function timesOf(times, id) {
  const found = times[id];
  if (!found) throw new Error(`${id} has not been activated`);
  return found;
}

/** @param {readonly ActivationTimes[]} samples @returns {ActivationTimes} */
function medianOf(samples) {
  const median = (/** @type {keyof ActivationTimes} */ key) => {
    const sorted = samples.map((sample) => sample[key]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return { load: median('load'), activate: median('activate'), finish: median('finish') };
}
