/**
 * The process of the editor's server: `node serverProcess.mjs <vscodeDir> <keyFile> …arguments of the server`. It adds three things:
 * the whole process group ends when the parent dies, however it dies (its end of our standard input closes); the POST route `mint-key`,
 * without which the web workbench forgets secrets at every reload; and the few files that the outer program of the package would serve.
 */
import childProcess from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [vscodeDir = '', keyFile = ''] = process.argv.splice(2, 2);

process.stdin.resume();
process.stdin.once('close', endGroup).once('end', endGroup);

function endGroup() {
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  process.exit(1);
}

/** @returns {Buffer} the server's half of the key for secrets, the same for as long as the data folder lives */
function mintKey() {
  try {
    return readFileSync(keyFile);
  } catch {
    const key = randomBytes(32);
    writeFileSync(keyFile, key, { mode: 0o600 });
    return key;
  }
}

/**
 * What the outer program of the package would have answered; without these the console of every window is full of errors.
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 * @returns {boolean} whether the request has been answered
 */
function answered({ method, url = '' }, response) {
  const path = url.split('?')[0] ?? '';
  if (method === 'POST' && path.endsWith('/mint-key')) response.end(mintKey());
  else if (path.endsWith('/manifest.json'))
    response.setHeader('Content-Type', 'application/manifest+json').end('{"name":"Code"}');
  else if (path.endsWith('/serviceWorker.js'))
    response.writeHead(200, { 'Content-Type': 'text/javascript', 'Service-Worker-Allowed': '/' }).end();
  else if (path.includes('/browser/media/favicon')) response.writeHead(204).end();
  else return false;
  return true;
}

const createServer = http.createServer;
http.createServer = /** @type {typeof http.createServer} */ (
  (options, listener = options) =>
    createServer((request, response) => {
      if (!answered(request, response)) /** @type {http.RequestListener} */ (listener)(request, response);
    })
);
/** VS Code takes NODE_OPTIONS away from extension hosts; where the rig guards against leaving the machine, they get them back. */
const { NODE_OPTIONS, TALLYBOARD_RIG_EGRESS } = process.env;
const fork = childProcess.fork;
if (TALLYBOARD_RIG_EGRESS) {
  childProcess.fork = /** @type {typeof childProcess.fork} */ (
    (module, args, options) =>
      fork(module, args, { ...options, env: { ...(options?.env ?? process.env), NODE_OPTIONS } })
  );
}
syncBuiltinESMExports();

const entry = join(vscodeDir, 'out', 'server-main.js');
process.argv[1] = entry;
process.chdir(vscodeDir);
await import(pathToFileURL(entry).href);
