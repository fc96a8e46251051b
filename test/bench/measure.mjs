/**
 * Runs a command and measures it and all it waited for: CPU (user and system), wall time and peak memory. Node cannot tell
 * them of one child, so a helper does: python3's wait4 (microseconds), else GNU time (hundredths of a second).
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

const waiter = `
import json, os, sys, time
target, command = sys.argv[1], sys.argv[2:]
start = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - start
scale = 1 if sys.platform == 'darwin' else 1024
json.dump({'wall': wall, 'cpu': used.ru_utime + used.ru_stime, 'peak': used.ru_maxrss * scale,
  'status': os.waitstatus_to_exitcode(status)}, open(target, 'w'))
`;

const helpers = {
  python3: (target, command) => ['python3', ['-c', waiter, target, ...command]],
  time: (target, command) => [
    'time',
    ['-o', target, '-f', '{"wall":%e,"user":%U,"system":%S,"kilobytes":%M,"status":%x}', ...command],
  ],
};

let chosen;

/** @typedef {{ cpu: number, wall: number, peak: number, status: number, stdout: string, stderr: string }} Measured seconds, bytes, texts */

/**
 * @param {readonly string[]} command
 * @param {Record<string, string>} environment all of the child's environment but PATH
 * @param {boolean} discard sends its output to the null device, as a bare reader would be run
 * @returns {Promise<Measured>}
 */
export async function measure(command, environment = {}, discard = false) {
  chosen ??= Object.keys(helpers).find((name) => spawnSync(name, ['--version']).status === 0);
  if (chosen === undefined) throw new Error('the benchmark needs python3 or GNU time');
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-measure-'));
  const target = join(folder, 'usage');
  const outputs = [discard ? devNull : join(folder, 'stdout'), join(folder, 'stderr')];
  const [program, parameters] = helpers[chosen](target, command);
  await run(program, parameters, { PATH: process.env.PATH, ...environment }, outputs);
  const used = JSON.parse(readFileSync(target, 'utf8').trim().split('\n').at(-1));
  const measured = 'cpu' in used ? used : { ...used, cpu: used.user + used.system, peak: used.kilobytes * 1024 };
  const [stdout, stderr] = outputs.map((path) => (path === devNull ? '' : readFileSync(path, 'utf8')));
  rmSync(folder, { recursive: true });
  return { ...measured, stdout, stderr };
}

function run(program, parameters, env, outputs) {
  const descriptors = outputs.map((path) => openSync(path, 'w'));
  const child = spawn(program, parameters, { env, stdio: ['ignore', ...descriptors] });
  for (const descriptor of descriptors) closeSync(descriptor);
  return new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
