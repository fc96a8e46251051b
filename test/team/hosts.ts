import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** Hosts of git on loopback, as far as this machine has the programs; each serves `<folder>/remote.git`. */
export interface GitHost {
  readonly url: string;
  /** What of the environment lets a person in. */
  readonly env: Readonly<Record<string, string>>;
  /** What is said without it. */
  readonly untrusted: RegExp;
  stop(): Promise<void>;
}

/** Over TLS with a certificate of its own making. Undefined without `openssl` or `git http-backend`. */
export async function httpsHost(folder: string): Promise<GitHost | undefined> {
  const backend = join(spawnSync('git', ['--exec-path'], { encoding: 'utf8' }).stdout.trim(), 'git-http-backend');
  if (!existsSync(backend) || spawnSync('openssl', ['version']).status !== 0) return undefined;
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...how, '-keyout', key, '-out', cert, ...names], { stdio: 'ignore' });
  execFileSync('git', ['-C', join(folder, 'remote.git'), 'config', 'http.receivepack', 'true']);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) =>
    serve(backend, folder, request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}/remote.git`,
    env: { GIT_SSL_CAINFO: cert },
    untrusted: /^TeamError: untrusted: .*certificate/i,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** By the rules of CGI. */
function serve(backend: string, folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'https://localhost');
  const headers = Object.entries(request.headers).map(([name, value]) => [
    `HTTP_${name.toUpperCase().replaceAll('-', '_')}`,
    String(value),
  ]);
  const child = spawn(backend, {
    env: {
      ...{
        PATH: process.env['PATH'],
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        ...Object.fromEntries(headers),
      },
      ...{ PATH_INFO: url.pathname, QUERY_STRING: url.search.slice(1), REQUEST_METHOD: request.method },
      ...{
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    },
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.on('close', () => {
    const all = Buffer.concat(parts);
    const end = all.indexOf('\r\n\r\n');
    const head = all.toString('latin1', 0, end).split('\r\n');
    const told = Object.fromEntries(
      head.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    );
    const { Status: status = '200', ...fields } = told;
    response.writeHead(Number.parseInt(status, 10), fields).end(all.subarray(end + 4));
  });
}

const sshd = '/usr/sbin/sshd';
/** Started as root it wants an empty folder, which its service makes. */
const empty = '/run/sshd';

/** Over ssh, with keys made for it. Undefined without `sshd`, or where it does not start. */
export async function sshHost(folder: string): Promise<GitHost | undefined> {
  if (process.platform === 'win32' || !existsSync(sshd)) return undefined;
  const place = join(folder, 'ssh');
  mkdirSync(place, { mode: 0o700 });
  const [host, own, config, known] = ['host', 'own', 'config', 'known'].map((name) => join(place, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const key of [host, own]) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const port = await freePort();
  writeFileSync(join(place, 'allowed'), readFileSync(`${own}.pub`));
  chmodSync(join(place, 'allowed'), 0o600);
  writeFileSync(known, `[127.0.0.1]:${port} ${readFileSync(`${host}.pub`, 'utf8')}`);
  const settings = { Port: port, ListenAddress: '127.0.0.1', HostKey: host, PidFile: 'none', StrictModes: 'no' };
  const more = { AuthorizedKeysFile: join(place, 'allowed'), UsePAM: 'no', PasswordAuthentication: 'no' };
  const lines = Object.entries({ ...settings, ...more }).map(([name, value]) => `${name} ${value}\n`);
  writeFileSync(config, lines.join(''));
  const made = process.getuid?.() === 0 && !existsSync(empty);
  if (made) mkdirSync(empty, { mode: 0o755 });
  const child = spawn(sshd, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const end = (): void => {
    if (made) rmdirSync(empty);
  };
  if (!(await listens(child))) {
    end();
    return undefined;
  }
  const options = [`-i ${own}`, `-o UserKnownHostsFile=${known}`, '-o IdentitiesOnly=yes', '-o IdentityAgent=none'];
  return {
    url: `ssh://${userInfo().username}@127.0.0.1:${port}${join(folder, 'remote.git')}`,
    untrusted: /^TeamError: signIn: /,
    env: { GIT_SSH_COMMAND: `ssh -F none ${options.join(' ')}` },
    stop: () =>
      new Promise((resolve) => {
        child.on('close', () => {
          end();
          resolve();
        });
        child.kill();
      }),
  };
}

function listens(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.stderr?.on('data', (text: Buffer) => {
      if (text.includes('Server listening')) resolve(true);
    });
    child.on('error', () => resolve(false));
    child.on('close', () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createSocketServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
