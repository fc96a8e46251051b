// Makes fixtures from real clients: node test/clients/run.mjs all, or … <client> <version> <scenario…>
import { clients } from './clients.mjs';
import { runClient } from './runClient.mjs';
import { suite } from './suite.mjs';

function runAll(client, version, names) {
  for (const name of names) if (!runClient({ client, version, name })) process.exitCode = 1;
}

const [client, version, ...names] = process.argv.slice(2);
if (client === 'all') for (const part of suite) runAll(...part);
else if (clients[client] && version) runAll(client, version, names);
else throw new Error(`Usage: run.mjs all, or run.mjs <${Object.keys(clients).join('|')}> <version> <scenario…>`);
