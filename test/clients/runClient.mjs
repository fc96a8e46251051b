// Runs one scenario of a client, installed into the user's cache, in a network that holds nothing but loopback.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { clients } from './clients.mjs';
import { scenarios } from './scenarios.mjs';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tallyboard-clients');
const inside = join(import.meta.dirname, 'inside.mjs');

/** Fetches the client's packages into the cache, once. Install scripts do not run. */
function install(client, version) {
  const folder = join(cache, `${client}-${version}`);
  const wanted = join(folder, 'node_modules', clients[client].package);
  if (existsSync(wanted)) return;
  mkdirSync(folder, { recursive: true });
  const names = [`${clients[client].package}@${version}`, ...(clients[client].beside?.(version) ?? [])];
  execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', ...names], {
    stdio: 'inherit',
  });
}

/** Its own network, host name and processes (none survives) if the machine allows it. */
function sealed(command) {
  const quiet = { stdio: 'ignore' };
  for (const who of [[], ['-r']]) {
    const flags = [...who, '-nupf', '--kill-child', '--mount-proc'];
    if (spawnSync('unshare', [...flags, 'true'], quiet).status === 0) {
      return [
        'unshare',
        [
          ...flags,
          'sh',
          '-c',
          'hostname host; ip link set lo up; mkdir -p /tmp/tb-clients/home; mount -t tmpfs tmpfs /tmp/tb-clients/home; exec "$@"',
          'sh',
          ...command,
        ],
      ];
    }
  }
  process.stderr.write('No network namespace here: the client could reach the internet.\n');
  return [command[0], command.slice(1)];
}

/**
 * Writes the fixture below `into`, else below test/fixtures/sources. Returns whether the run came to its end.
 * @param {{ client: string, version: string, name: string, into?: string, stdio?: import('node:child_process').StdioOptions }} run
 */
export function runClient({ client, version, name, into, stdio = 'inherit' }) {
  const { startedBy } = scenarios[client][name].options ?? {};
  for (const needed of startedBy ? [version, startedBy] : [version]) install(client, needed);
  const words = [process.execPath, inside, client, version, name, cache, ...(into ? [into] : [])];
  const [program, args] = sealed(words);
  return spawnSync(program, args, { stdio }).status === 0;
}
