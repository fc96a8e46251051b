import { parentPort } from 'node:worker_threads';
import { Background } from '../ledger/background.js';
import { isDamaged, rebuiltOf } from '../ledger/recovery.js';
import { setOverrides } from '../ledger/repricing.js';
import { schemaVersion } from '../ledger/schema.js';
import { sourceRows } from '../ledger/sourceRows.js';
import { asDatabaseError, isSqliteError } from '../platform/sqlite.js';
import { newCancellation, workerWire } from '../platform/workerWire.js';
import type {
  LedgerEvents,
  LedgerHealth,
  LedgerMethods,
  LedgerState,
  Problem,
  WorkerSettings,
} from '../protocol/ledger.js';
import { connect, type Handlers } from '../protocol/rpc.js';
import { sources } from '../sources/registry.js';
import { type Counting, openCounting } from './counting.js';

/**
 * The one thread of an editor window that opens the ledger: it reads logs in the background and answers the host's
 * questions. Questions wait for the reading step at hand, at most a few dozen milliseconds.
 */
interface Running extends Counting {
  readonly background: Background;
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
    unusable: () => void reopen(settings),
  });
  running = { ...counting, background };
  background.start();
}

/** A damaged ledger is replaced in the opening. If that fails, the worker ends and is started again, ever more slowly. */
async function reopen(settings: WorkerSettings): Promise<void> {
  await configure(settings);
  peer.emit('stateChanged', {});
}

/** Damage that shows in a question is told to it as a failure; the next one has a sound ledger. */
function answering<I, O>(work: (input: I) => O): (input: I) => O {
  return (input) => {
    try {
      return work(input);
    } catch (error) {
      if (isDamaged(error)) running?.background.noteDamage();
      throw isSqliteError(error) ? asDatabaseError(error) : error;
    }
  };
}

function health({ ledger, background }: Running): LedgerHealth {
  const rebuilt = rebuiltOf(ledger);
  return {
    ...(rebuilt === undefined ? {} : { rebuilt }),
    ...(background.problem?.code === 'full' ? { diskFull: { since: background.problem.since } } : {}),
  };
}

function problemsOf({ problem, report }: Background): Problem[] {
  return [...(problem ? [{ code: problem.code, detail: problem.detail }] : []), ...(report?.problems ?? [])];
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
    problems: problemsOf(background),
    health: health(open()),
  };
}

const handlers: Handlers<LedgerMethods> = {
  configure,
  state: answering(state),
  usage: answering((query) => open().queries.usage(query)),
  sessions: answering((query) => ({ revision: open().ledger.revision, sessions: open().queries.sessions(query) })),
  limits: answering(({ now }) => open().queries.limits(now)),
  lastUse: answering(({ before, zone }) => open().queries.lastUse(before, zone)),
  sources: answering(() => sourceRows(open().ledger, sources, open().background.report)),
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
