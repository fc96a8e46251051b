import { parentPort } from 'node:worker_threads';
import { Background } from '../ledger/background.js';
import { setOverrides } from '../ledger/repricing.js';
import { schemaVersion } from '../ledger/schema.js';
import { sourceRows } from '../ledger/sourceRows.js';
import { readBranch } from '../platform/branch.js';
import { newCancellation, workerWire } from '../platform/workerWire.js';
import type { LedgerEvents, LedgerMethods, LedgerState, WorkerSettings } from '../protocol/ledger.js';
import { connect, type Handlers } from '../protocol/rpc.js';
import { sources } from '../sources/registry.js';
import { type Counting, openCounting } from './counting.js';
import { reportJson } from './reportJson.js';
import { verifyLedger } from './verifyLedger.js';

/**
 * The one thread of an editor window that opens the ledger: it reads logs in the background and answers the host's
 * questions. Questions wait for the reading step at hand, at most a few dozen milliseconds.
 */
interface Running extends Counting {
  readonly background: Background;
  readonly settings: WorkerSettings;
}

let running: Running | undefined;

function open(): Running {
  if (!running) throw new Error('The scan worker is not configured yet.');
  return running;
}

async function configure(settings: WorkerSettings): Promise<void> {
  await running?.background.dispose();
  running?.ledger.close();
  const counting = openCounting(settings);
  if (settings.priceOverrides !== undefined) setOverrides(counting.ledger, settings.priceOverrides);
  const background = new Background(counting.ledger, counting.scanner, {
    changed: () => peer.emit('ledgerChanged', { revision: counting.ledger.revision }),
    progress: (progress) => peer.emit('progress', progress),
    stateChanged: () => peer.emit('stateChanged', {}),
  });
  running = { ...counting, background, settings };
  background.start();
}

function state(): LedgerState {
  const { ledger, background } = open();
  const book = ledger.pricing.book;
  const rows = sourceRows(ledger, sources, background.report);
  const tools = new Set(sources.map((source) => source.id));
  return {
    revision: ledger.revision,
    ready: ledger.meta('ready') === '1',
    leading: background.leading,
    paused: ledger.pauses.at(Date.now()),
    progress: background.progress,
    ...(background.lastScanAt === undefined ? {} : { lastScanAt: background.lastScanAt }),
    toolsFound: [...new Set(rows.filter((row) => row.records > 0).map((row) => row.tool))],
    toolsLooked: tools.size,
    path: ledger.path,
    bytes: ledger.bytes,
    schema: schemaVersion,
    priceBook: { version: ledger.pricing.version, source: book.source, date: book.date },
    problems: [...(background.problem ? [background.problem] : []), ...(background.report?.problems ?? [])],
  };
}

const handlers: Handlers<LedgerMethods> = {
  configure,
  state,
  usage: (query) => open().queries.usage(query),
  sessions: (query) => ({ revision: open().ledger.revision, sessions: open().queries.sessions(query) }),
  report(request) {
    const { ledger, background, queries } = open();
    return queries.together(() => reportJson(queries, request, sourceRows(ledger, sources, background.report)));
  },
  branch: ({ folder, name }, signal) => readBranch(folder, name, signal as AbortSignal),
  verify(_input, signal) {
    const { ledger, background, settings } = open();
    return background.exclusive(() => verifyLedger({ ledger }, settings, { signal }));
  },
  limits: ({ now }) => open().queries.limits(now),
  lastUse: ({ before, zone }) => open().queries.lastUse(before, zone),
  sources: () => sourceRows(open().ledger, sources, open().background.report),
  rescan(_input, signal) {
    const { ledger, scanner, background } = open();
    return background.exclusive(async () => {
      ledger.write(() => ledger.files.forgetAll());
      const report = await scanner.pass({
        signal,
        pauseMs: 1,
        onProgress: (step) => peer.emit('progress', { phase: 'reading', ...step }),
      });
      peer.emit('progress', { ...background.progress });
      return { files: report.filesRead, records: report.records };
    });
  },
  pause({ since, until }) {
    const { ledger } = open();
    ledger.write(() => ledger.pauses.pause(since, until));
    peer.emit('stateChanged', {});
  },
  resume({ at }) {
    const { ledger } = open();
    ledger.write(() => ledger.pauses.resume(at));
    peer.emit('stateChanged', {});
  },
  async close() {
    await running?.background.dispose();
    running?.ledger.close();
    running = undefined;
  },
};

if (!parentPort) throw new Error('The scan worker runs in a worker thread only.');
const port = parentPort;
const peer = connect<LedgerMethods, Record<string, never>, LedgerEvents, Record<string, never>>({
  wire: workerWire(port),
  handlers,
  newCancellation,
});
