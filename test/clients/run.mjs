// Makes fixtures from real clients: node test/clients/run.mjs all, or … <client> <version> <scenario…>
// Installs the client into the user's cache, then runs each scenario in a network that holds nothing but loopback.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { clients } from './clients.mjs';
import { scenarios } from './scenarios.mjs';
import { suite } from './suite.mjs';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tallyboard-clients');
const inside = join(import.meta.dirname, 'inside.mjs');

/** Fetches the client's packages into the cache, once. Install scripts do not run. */
function install(client, version) {
  const folder = join(cache, `${client}-${version}`);
  const wanted = join(folder, 'node_modules', clients[client].package);
  if (existsSync(wanted)) return;
  mkdirSync(folder, { recursive: true });
  const name = `${clients[client].package}@${version}`;
  execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', name], {
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

function runAll(client, version, names) {
  for (const name of names) {
    const { startedBy } = scenarios[client][name].options ?? {};
    for (const needed of startedBy ? [version, startedBy] : [version]) install(client, needed);
    const [program, args] = sealed([process.execPath, inside, client, version, name, cache]);
    const { status } = spawnSync(program, args, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}

const [client, version, ...names] = process.argv.slice(2);
if (client === 'all') for (const part of suite) runAll(...part);
else if (clients[client] && version) runAll(client, version, names);
else throw new Error(`Usage: run.mjs all, or run.mjs <${Object.keys(clients).join('|')}> <version> <scenario…>`);
