import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { follow } from './follow.mjs';
import { startHost } from './host.mjs';
import { isEntryPoint } from './isEntryPoint.mjs';
import { MissingPrerequisite } from './missingPrerequisite.mjs';
import { temporaryFolder } from './temporary.mjs';

/**
 * @typedef {object} SuiteOptions
 * @property {string} suite module that exports `run(): Promise<void>`
 * @property {number} [timeoutMs] default 10 minutes
 * @property {(text: string) => void} [print] receives what the suite prints; default: standard output
 * @property {(host: import('./host.mjs').Host) => unknown} [onHost] is called with the running host, to drive the window meanwhile
 */

/**
 * Runs a suite inside the extension host of a real VS Code.
 * @param {SuiteOptions & import('./host.mjs').HostOptions} options
 * @returns {Promise<number>} 0 when every test passed
 * @throws when the suite is not done in time, with the last errors of the window
 */
export async function runSuite(options) {
  const { suite, timeoutMs = 600_000, print = (text) => process.stdout.write(text), onHost, ...hostOptions } = options;
  const folder = temporaryFolder();
  const output = join(folder, 'output');
  writeFileSync(output, '');
  const stopFollowing = follow(output, print);
  const host = await startHost({
    ...hostOptions,
    env: { ...hostOptions.env, TALLYBOARD_RIG_SUITE: resolve(suite), TALLYBOARD_RIG_OUTPUT: output },
    extensionTestsPath: fileURLToPath(new URL('suiteEntry.cjs', import.meta.url)),
  });
  try {
    onHost?.(host);
    return await inTime(host, timeoutMs);
  } finally {
    await host.stop();
    stopFollowing();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import('./host.mjs').Host} host
 * @param {number} timeoutMs
 * @returns {Promise<number>}
 */
async function inTime(host, timeoutMs) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => {
      const errors = host.consoleErrors().slice(-5).join('\n');
      reject(new Error(`the suite was not done after ${timeoutMs / 1000} s; last errors of the window:\n${errors}`));
    }, timeoutMs);
  });
  return Promise.race([host.exitCode, late]).finally(() => clearTimeout(timer));
}

/** @returns {Promise<number>} exit code */
async function main() {
  const { values } = parseArgs({
    options: {
      dev: { type: 'string' },
      suite: { type: 'string' },
      home: { type: 'string' },
      workspace: { type: 'string' },
    },
  });
  const { dev, suite, home, workspace } = values;
  if (!dev || !suite) {
    process.stderr.write(
      'usage: runSuite.mjs --dev <extension folder> --suite <module> [--home <folder>] [--workspace <folder>]\n',
    );
    return 2;
  }
  const folders = { ...(home ? { home: resolve(home) } : {}), ...(workspace ? { workspace } : {}) };
  return runSuite({
    suite,
    extensionDevelopmentPath: resolve(dev),
    ...folders,
    log: (line) => process.stderr.write(`${line}\n`),
  });
}

if (isEntryPoint(import.meta.url)) {
  process.exitCode = await main().catch((error) => {
    process.stderr.write(`${error instanceof MissingPrerequisite ? error.message : error.stack}\n`);
    return 1;
  });
}
