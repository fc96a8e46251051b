import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Egress an attempt to leave this machine, which was refused
 * @property {string} source `browser`, `server`, `extensionHost` or another process
 * @property {string} target host and, where known, port
 * @property {string[]} [stack] of the attempt, for Node processes
 */

/**
 * A proxy that refuses everything and remembers what it was asked for. Browsers go to loopback addresses directly.
 * @returns {Promise<{ port: number, attempts: Egress[], close: () => void }>}
 */
export async function startRefusingProxy() {
  /** @type {Egress[]} */
  const attempts = [];
  const proxy = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (chunk) => {
      const target = chunk.toString('latin1').split(' ', 2)[1] ?? '';
      attempts.push({ source: 'browser', target });
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    });
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  proxy.unref();
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  return { port, attempts, close: () => void proxy.close() };
}

/** @param {string} record file that receives the attempts @returns {Record<string, string>} variables that guard a Node process and its children */
export function guardVariables(record) {
  const guard = fileURLToPath(new URL('egressGuard.cjs', import.meta.url)).replaceAll('\\', '\\\\');
  return { NODE_OPTIONS: `--require "${guard}"`, TALLYBOARD_RIG_EGRESS: record };
}

/** @param {string} record @returns {Egress[]} */
export function readAttempts(record) {
  if (!existsSync(record)) return [];
  return readFileSync(record, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
