import { type MessagePort, parentPort } from 'node:worker_threads';
import { dayOf } from '../core/day.js';
import { eraseLedger, letCount, readErasure, removeLedger } from '../ledger/care/erasing.js';
import { isDamaged } from '../ledger/care/recovery.js';
import { shrinkBefore } from '../ledger/care/retention.js';
import {
  editCursors,
  keptKey,
  noteEditsRead,
  openEdits,
  openRepositories,
  putEdits,
  putFates,
  putSeenEdits,
} from '../ledger/edits/keptEdits.js';
import { keptWork } from '../ledger/edits/keptQueries.js';
import { storedImports } from '../ledger/imports/imports.js';
import { undoImport } from '../ledger/imports/undoImport.js';
import type { Ledger } from '../ledger/ledger.js';
import { setOverrides } from '../ledger/prices/repricing.js';
import { budgetCourse, budgetPath } from '../ledger/questions/budget.js';
import { noteBudget } from '../ledger/questions/budgetMonths.js';
import { noteHours } from '../ledger/questions/chosenHours.js';
import { dayTotals } from '../ledger/questions/dayTotals.js';
import { guardCounts, recordGuard } from '../ledger/questions/guardCounts.js';
import { noteGuarded } from '../ledger/questions/guardedDays.js';
import { putInsightVerdict } from '../ledger/questions/insightVerdicts.js';
import { kindCosts } from '../ledger/questions/kindCosts.js';
import { daysByModel, daysByTool, hoursOfWeek } from '../ledger/questions/reportBins.js';
import { timeline } from '../ledger/questions/timeline.js';
import { windowUse } from '../ledger/questions/windowUse.js';
import { Background } from '../ledger/reading/background.js';
import type { ScanOptions } from '../ledger/reading/scanner.js';
import { sourceRows } from '../ledger/reading/sourceRows.js';
import { recordUses } from '../ledger/requests/hookedUses.js';
import { readBranch } from '../platform/branch.js';
import { packValue, unpackValue } from '../platform/packedValue.js';
import { asDatabaseError, DatabaseError, isSqliteError } from '../platform/sqlite.js';
import { newCancellation, workerWire } from '../platform/workerWire.js';
import type { BudgetQuery, Erasure, LedgerEvents, LedgerMethods, WorkerSettings } from '../protocol/ledger.js';
import { connect, type Handlers, type Peer } from '../protocol/rpc.js';
import { sources } from '../sources/registry.js';
import { serveApart } from './apartReader.js';
import { rememberedStandings } from './badges.js';
import { type Counting, ledgerPath, openCounting } from './counting.js';
import { importOrFailure } from './importUsage.js';
import { InsightMemory } from './insights.js';
import { ledgerState } from './ledgerState.js';
import { ownWeek } from './ownWeek.js';
import { readApart } from './readApart.js';
import { reportJson } from './reportJson.js';
import { teamFactsHere } from './team/facts.js';
import { keptScore } from './value.js';
import { verifyLedger } from './verifyLedger.js';

/**
 * The one thread of an editor window that opens the ledger: it reads logs in the background and answers the host's
 * questions. Questions wait for the reading step at hand, at most a few dozen milliseconds. Where much is new, as on the first
 * day, it has it read by the same file as a process of its own.
 */
interface Running extends Counting {
  readonly background: Background;
  readonly badges: ReturnType<typeof rememberedStandings>;
  readonly insights: InsightMemory;
  readonly settings: WorkerSettings;
}

let peer: Peer<Record<string, never>, LedgerEvents, Record<string, never>>;
let looking: NodeJS.Timeout;
let keeping: NodeJS.Timeout;
let running: Running | undefined;
let options: WorkerSettings | undefined;
let erasure: Erasure | null = null;
/** Another process that erases is seen within this time. */
const lookEvery = 1_000;
/** Old requests are looked for this often. */
const keepEvery = 1_800_000;

function open(): Running {
  if (running) return running;
  if (erasure?.stopped) throw new DatabaseError('erased', 'All was erased; nothing is counted.');
  throw new Error('The scan worker is not configured yet.');
}

function ledgerOfKey(key: string): Ledger {
  const { ledger } = open();
  if (keptKey(ledger) !== key) throw new Error('This is another ledger than the one that was read for.');
  return ledger;
}

/** Another process has erased, or was told to count again. */
async function look(): Promise<void> {
  await configuring;
  if (options && isErasureNew(options)) await reopen(options);
}

function isErasureNew(settings: WorkerSettings): boolean {
  try {
    const seen = readErasure(ledgerPath(settings));
    return seen?.epoch !== erasure?.epoch || seen?.stopped !== erasure?.stopped;
  } catch {
    // It is looked for again in a second.
    return false;
  }
}

/** The leader shrinks what is older than the person wants to keep. */
async function keep(): Promise<void> {
  const days = options?.retentionDays;
  if (!running?.background.leading || days === undefined) return;
  const { ledger, background } = running;
  await background.exclusive(() => shrinkBefore(ledger, Date.now() - days * 86_400_000, breathe)).catch(() => {});
}

/** A ledger that cannot be written answers all the same. */
function tryToNote(ledger: Ledger, { budget, now, zone }: BudgetQuery): void {
  try {
    noteBudget(ledger, budget, dayOf(now, zone));
  } catch {
    // Busy, full or read-only: the next question notes it.
  }
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

async function stop(): Promise<void> {
  const stopped = running;
  running = undefined;
  await stopped?.background.dispose();
  stopped?.ledger.close();
}

let configuring: Promise<void> = Promise.resolve();

/** One at a time: to stop may take long, and meanwhile what asks for it is seen again. */
function configure(settings: WorkerSettings): Promise<void> {
  const configured = configuring.then(() => openAnew(settings));
  configuring = configured.catch(() => undefined);
  return configured;
}

/** After Erase nothing is opened until the person says from when to count: each question then fails with `erased`. */
async function openAnew(settings: WorkerSettings): Promise<void> {
  await stop();
  options = settings;
  erasure = readErasure(ledgerPath(settings));
  if (erasure) peer.emit('erased', { epoch: erasure.epoch });
  if (erasure?.stopped) removeLedger(ledgerPath(settings));
  else start(settings);
}

function start(settings: WorkerSettings): void {
  const counting = openCounting(settings);
  if (settings.priceOverrides !== undefined) setOverrides(counting.ledger, settings.priceOverrides);
  const background = new Background(
    counting.ledger,
    counting.scanner,
    {
      changed: () => peer.emit('ledgerChanged', { revision: counting.ledger.revision }),
      progress: (progress) => peer.emit('progress', progress),
      stateChanged: () => peer.emit('stateChanged', {}),
      unusable: () => void reopen(settings),
    },
    readerApart(counting.ledger, settings),
  );
  const badges = rememberedStandings(counting.ledger, teamFactsHere);
  running = { ...counting, background, badges, insights: new InsightMemory(counting.ledger), settings };
  background.start();
}

/** A ledger in memory is this process's only. */
function readerApart({ path }: Ledger, settings: WorkerSettings) {
  if (path === ':memory:') return undefined;
  return (holder: string | undefined, each: ScanOptions) => readApart(settings, holder, each);
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

const handlers: Handlers<LedgerMethods> = {
  configure,
  state: answering(() => ledgerState(open(), open().background)),
  usage: answering((query) => open().queries.usage(query)),
  sessions: answering((query) => ({ revision: open().ledger.revision, sessions: open().queries.sessions(query) })),
  report: answering((request) => {
    const { ledger, background, queries } = open();
    return queries.together(() => reportJson(queries, request, sourceRows(ledger, sources, background.report)));
  }),
  branch: ({ folder, name }, signal) => readBranch(folder, name, signal as AbortSignal),
  verify(_input, signal) {
    const { ledger, background, settings } = open();
    return background.exclusive(() => verifyLedger({ ledger }, settings, { signal }));
  },
  limits: answering(({ now }) => open().queries.limits(now)),
  lastUse: answering(({ before, zone }) => open().queries.lastUse(before, zone)),
  days: answering((query) => dayTotals(open().ledger.database, query)),
  daysByTool: answering((query) => daysByTool(open().ledger.database, query)),
  daysByModel: answering((query) => daysByModel(open().ledger.database, query)),
  hoursOfWeek: answering((query) => hoursOfWeek(open().ledger.database, query)),
  kindCosts: answering((query) => kindCosts(open().ledger, open().queries, query, Date.now())),
  budget: answering((query) => {
    const { ledger, queries } = open();
    tryToNote(ledger, query);
    return budgetCourse(ledger, queries, query);
  }),
  budgetPath: answering((query) => budgetPath(open().ledger, open().queries, query)),
  recordUse: answering(({ uses }) => {
    const { ledger } = open();
    recordUses(ledger, uses);
    peer.emit('ledgerChanged', { revision: ledger.revision });
  }),
  recordGuard({ day, counts }) {
    recordGuard(open().ledger, day, counts);
  },
  guardCounts: answering(({ since, until }) => guardCounts(open().ledger, since, until)),
  windowUse: answering(({ editorSession }) => windowUse(open().ledger.database, editorSession)),
  timeline: answering((query) => timeline(open().ledger, open().queries, query)),
  kept: answering((query) => open().queries.together(() => keptWork(open().ledger, query))),
  ownWeek: answering((input) => open().queries.together(() => ownWeek(open().ledger, open().queries, input))),
  keptScore: answering((input) => open().queries.together(() => keptScore(open().ledger, open().queries, input))),
  /** Nobody waits for badges: what was asked meanwhile goes first. */
  async badges(input) {
    await breathe();
    return answering(() => open().badges(input))(input);
  },
  /** What was asked meanwhile goes first, here all along. */
  async insights(input) {
    const work = answering(() => open().insights.work(input, 8));
    do await breathe();
    while (!work(undefined));
    return answering(() => {
      open().insights.note(input);
      return open().insights.answer(input);
    })(undefined);
  },
  judgeInsight: answering(({ id, dismissed, right, now }) => {
    const { ledger } = open();
    putInsightVerdict(ledger, id, { dismissed, right }, now);
    peer.emit('ledgerChanged', { revision: ledger.revision });
  }),
  noteGuarded({ day, trust, hours }) {
    noteGuarded(open().ledger, day, trust);
    noteHours(open().ledger, day, hours);
  },
  editCursors: answering(() => ({ key: keptKey(open().ledger), cursors: packValue(editCursors(open().ledger)) })),
  putEdits({ key, batches, readTo }) {
    const ledger = ledgerOfKey(key);
    for (const batch of unpackValue(batches)) putEdits(ledger, batch);
    if (readTo !== undefined) noteEditsRead(ledger, readTo);
  },
  keptKey: answering(() => keptKey(open().ledger)),
  putSeenEdits: ({ key, edits }) => putSeenEdits(ledgerOfKey(key), edits),
  openRepositories: answering(({ now }) => openRepositories(open().ledger, now)),
  openEdits: answering(({ repository }) => packValue(openEdits(open().ledger, repository))),
  putFates({ key, repository, evaluated, now }) {
    const ledger = ledgerOfKey(key);
    putFates(ledger, repository, unpackValue(evaluated), now);
    peer.emit('ledgerChanged', { revision: ledger.revision });
  },
  rows: answering(() => Number(open().ledger.database.prepare('select count(*) as rows from event').get()?.['rows'])),
  sources: answering(() => sourceRows(open().ledger, sources, open().background.report)),
  rescan(_input, signal) {
    const { ledger, scanner, background, settings } = open();
    return background.exclusive(async () => {
      ledger.write(() => ledger.files.forgetAll());
      const apart = readerApart(ledger, settings);
      const report = await scanner.pass({
        signal,
        pauseMs: 1,
        apart: apart && ((each) => apart(undefined, each)),
        onProgress: (step) => peer.emit('progress', { phase: 'reading', ...step }),
      });
      peer.emit('progress', { ...background.progress });
      return { files: report.filesRead, records: report.records };
    });
  },
  importFiles(request) {
    const { ledger, background } = open();
    return background.exclusive(async () => {
      const outcome = importOrFailure(ledger, request);
      if (request.apply) peer.emit('ledgerChanged', { revision: ledger.revision });
      return outcome;
    });
  },
  imports: answering(() => storedImports(open().ledger)),
  undoImport: answering(({ id }) => {
    const { ledger } = open();
    const undone = undoImport(ledger, id);
    peer.emit('ledgerChanged', { revision: ledger.revision });
    return undone;
  }),
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
  async erase({ at }) {
    const { ledger, background } = open();
    await background.dispose();
    running = undefined;
    try {
      erasure = eraseLedger(ledger, at);
    } catch (error) {
      // Nothing was erased: what was counted goes on.
      ledger.close();
      if (options) await configure(options);
      throw error;
    }
    peer.emit('erased', { epoch: erasure.epoch });
    peer.emit('stateChanged', {});
    return erasure;
  },
  erasure: () => erasure,
  async countAgain({ from, at }) {
    if (!options || !erasure?.stopped) return;
    letCount(ledgerPath(options), from === 'now' ? at : undefined);
    await configure(options);
    peer.emit('stateChanged', {});
  },
  async close() {
    clearInterval(looking);
    clearInterval(keeping);
    await stop();
  },
};

function serve(port: MessagePort): void {
  peer = connect({ wire: workerWire(port), handlers, newCancellation });
  looking = setInterval(() => void look(), lookEvery);
  keeping = setInterval(() => void keep(), keepEvery);
}

if (parentPort) serve(parentPort);
else serveApart();
