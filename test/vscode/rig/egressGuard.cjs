/**
 * Loaded by NODE_OPTIONS into the server, the extension hosts, their workers and the Node programs they start: every connection that would
 * leave this machine fails as if there were no network, and is written as one JSON line to the file that TALLYBOARD_RIG_EGRESS names.
 */
const dgram = require('node:dgram');
const dns = require('node:dns');
const fs = require('node:fs');
const net = require('node:net');

const record = process.env.TALLYBOARD_RIG_EGRESS;

function isLoopback(host) {
  return (
    !host ||
    host === 'localhost' ||
    host.startsWith('127.') ||
    host === '::1' ||
    host === '[::1]' ||
    host === '::ffff:127.0.0.1'
  );
}

function refuse(host) {
  const stack = new Error().stack
    ?.split('\n')
    .slice(3, 11)
    .map((line) => line.trim());
  fs.appendFileSync(record, `${JSON.stringify({ source: nameOfProcess(), target: String(host), stack })}\n`);
  return Object.assign(new Error(`connect ENETUNREACH ${host}`), {
    code: 'ENETUNREACH',
    syscall: 'connect',
    address: host,
  });
}

function nameOfProcess() {
  const kind = process.argv.find((argument) => argument.startsWith('--type='))?.slice('--type='.length);
  return kind ?? (process.argv[1]?.includes('server-main') ? 'server' : (process.argv[1] ?? 'node'));
}

function guardSockets() {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const toPath = typeof first === 'string' && !/^\d+$/.test(first);
    const options =
      typeof first === 'object' && first !== null ? first : { host: typeof args[1] === 'string' ? args[1] : '' };
    if (toPath || options.path || isLoopback(options.host)) return connect.apply(this, args);
    const error = refuse(`${options.host}:${options.port ?? args[0]}`);
    process.nextTick(() => this.destroy(error));
    return this;
  };
  const send = dgram.Socket.prototype.send;
  dgram.Socket.prototype.send = function (...args) {
    const host = args.slice(1).find((argument) => typeof argument === 'string');
    if (isLoopback(host)) return send.apply(this, args);
    throw refuse(host);
  };
}

function guardLookup() {
  const lookup = dns.lookup;
  dns.lookup = (host, ...rest) => {
    if (isLoopback(host) || net.isIP(host)) return lookup(host, ...rest);
    process.nextTick(rest.at(-1), refuse(host));
  };
}

if (record) {
  guardSockets();
  guardLookup();
}
