import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const onWindows = process.platform === 'win32';

/**
 * @param {number} processId
 * @returns {boolean} whether a process with this id exists
 */
export function isRunning(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Ends a process that was started with `detached: true`, and every process of its group, at once and without waiting.
 * @param {number} leader process id
 */
export function killGroup(leader) {
  if (onWindows) {
    spawnSync('taskkill', ['/pid', String(leader), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/**
 * Ends the group by force. Returns when nothing of it runs.
 * @param {number} leader process id
 */
export async function endGroup(leader) {
  while (groupIsRunning(leader)) {
    killGroup(leader);
    await sleep(10);
  }
}

/** @param {number} leader @returns {boolean} */
function groupIsRunning(leader) {
  return isRunning(onWindows ? leader : -leader);
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} what it printed
 * @throws with the last lines it printed when it exits with anything but 0
 */
export async function run(command, args, { cwd, env = process.env } = {}) {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: onWindows && command === 'npm',
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const exitCode = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (exitCode === 0) return output;
  throw new Error(`${command} ${args[0] ?? ''} ended with ${exitCode}\n${output.split('\n').slice(-15).join('\n')}`);
}
