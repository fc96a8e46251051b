import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median } from './measure.mjs';

const session = '11111111-1111-4111-8111-111111111111';
const logBytes = 100_000_000;
const appends = 20;

function line(id, at) {
  const usage = { input_tokens: 3, cache_creation_input_tokens: 10, cache_read_input_tokens: 1000, output_tokens: 40 };
  const message = {
    id,
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-4-8',
    content: [{ type: 'text', text: 'x'.repeat(3000) }],
  };
  const record = {
    parentUuid: null,
    isSidechain: false,
    cwd: '/home/dev/p',
    sessionId: session,
    version: '2.1.330',
    gitBranch: 'main',
  };
  const stops = { stop_reason: 'end_turn', stop_sequence: null };
  return `${JSON.stringify({ ...record, message: { ...message, ...stops, usage }, type: 'assistant', timestamp: new Date(at).toISOString() })}\n`;
}

/**
 * P12: appends requests to a 100 MB log. Bytes read are told by the command (a second run after one append); the time
 * from line written to ledger revision is that of the editor's worker, the slowest of 20 appends.
 * @returns {Promise<{ kilobytesRead: number, milliseconds: number }>}
 */
export async function appendToLargeLog() {
  const home = mkdtempSync(join(tmpdir(), 'tallyboard-append-'));
  try {
    const folder = join(home, '.claude', 'projects', '-home-dev-p');
    mkdirSync(folder, { recursive: true });
    const log = join(folder, `${session}.jsonl`);
    const one = line('msg_0', Date.now());
    const lines = Math.ceil(logBytes / one.length);
    writeFileSync(
      log,
      Array.from({ length: lines }, (_, index) => line(`msg_${index}`, Date.now() - (lines - index) * 1000)).join(''),
    );
    const kilobytesRead = bytesBeyond(home, log) / 1024;
    return { kilobytesRead, milliseconds: await slowestAppend(home, log) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function report(home) {
  const args = [
    'dist/cli.cjs',
    'report',
    '--json',
    '--home',
    home,
    '--ledger',
    join(home, 'ledger.db'),
    '--timezone',
    'UTC',
  ];
  const run = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, TALLYBOARD_TIMING: '1' },
    maxBuffer: 1 << 28,
  });
  return JSON.parse(run.stderr.split('\n').find((text) => text.includes('bytesRead'))).bytesRead;
}

function bytesBeyond(home, log) {
  report(home);
  const added = line('msg_added', Date.now());
  appendFileSync(log, added);
  return report(home) - added.length;
}

async function slowestAppend(home, log) {
  const { startCounting } = await import(new URL('../../out/src/app/host.js', import.meta.url).href);
  const settings = { home, ledger: join(home, 'ledger.db'), extraRoots: {}, priceOverrides: undefined };
  const client = startCounting({ workerFile: resolve('dist/scanWorker.cjs'), settings });
  try {
    while (!(await client.call('state', {})).leading) await pause(50);
    await pause(1500);
    const times = [];
    for (let index = 0; index < appends; index++) {
      times.push(await timeAppend(client, log, `msg_live_${index}`));
      await pause(150 + 37 * (index % 7));
    }
    return Math.max(...times);
  } finally {
    await client.dispose();
  }
}

function timeAppend(client, log, id) {
  return new Promise((resolve) => {
    const at = performance.now();
    const off = client.on('ledgerChanged', () => {
      off();
      resolve(performance.now() - at);
    });
    appendFileSync(log, line(id, Date.now()));
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * P11: the longest stall of the host's main thread while the worker reads a whole corpus, beyond the longest of an idle
 * stretch as long. Both by the event loop's own delay histogram at 1 ms. The median of `times` scans: a longest of one tells
 * what else the machine did.
 * @returns {Promise<number>} milliseconds
 */
export async function stallOfHost(corpusHome, times = 5) {
  const stalls = [];
  while (stalls.length < times) stalls.push(await stallInOneScan(corpusHome));
  return median(stalls);
}

async function stallInOneScan(corpusHome) {
  const { monitorEventLoopDelay } = await import('node:perf_hooks');
  const { startCounting } = await import(new URL('../../out/src/app/host.js', import.meta.url).href);
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-stall-'));
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  const settings = { home: corpusHome, ledger: join(folder, 'ledger.db'), extraRoots: {}, priceOverrides: undefined };
  const client = startCounting({ workerFile: resolve('dist/scanWorker.cjs'), settings });
  try {
    await client.call('state', {});
    histogram.enable();
    const started = performance.now();
    while (!(await client.call('state', {})).ready) await pause(100);
    const busy = histogram.max / 1e6;
    const length = performance.now() - started;
    await pause(500);
    histogram.reset();
    await pause(length);
    return Math.max(0, busy - histogram.max / 1e6);
  } finally {
    histogram.disable();
    await client.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}
