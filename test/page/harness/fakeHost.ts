import { noTotals } from '../../../src/core/report.js';
import type { CardMethods, CardPageData } from '../../../src/protocol/cardPage.js';
import type { ConsentData, ConsentMethods } from '../../../src/protocol/consentPage.js';
import {
  erasedReason,
  type Hello,
  type HostEvents,
  type HostMethods,
  type PageEvents,
  type PageMethods,
  type YouData,
} from '../../../src/protocol/page.js';
import type { ReportEvents, ReportMethods } from '../../../src/protocol/reportPage.js';
import { CallError, type Cancellation, connect, type Frame } from '../../../src/protocol/rpc.js';
import type { TeamData, TeamEvents, TeamMethods } from '../../../src/protocol/team.js';
import { bytesOf } from './consent.js';
import { type ReportHost, reportAnswer } from './report.js';
import type { HostState } from './states.js';

/** Runs in the test page before the page's own script: the editor's API with a host behind it. */

interface Call {
  readonly method: string;
  readonly input: unknown;
}

type Events = HostEvents & TeamEvents & ReportEvents;

/** What a test reads and moves. */
export interface Harness {
  readonly calls: Call[];
  readonly violations: string[];
  /** Questions for figures that are open now, and the most that ever were. */
  open: number;
  mostOpen: number;
  cancelled: number;
  state: HostState;
  /** Answers the held questions and holds no more. */
  release(): void;
  emit<K extends keyof Events & string>(name: K, value: Events[K]): void;
}

declare global {
  interface Window {
    harness: Harness;
    acquireVsCodeApi: () => unknown;
  }
}

/** Every opening has a path of its own, so it finds nothing of the one before. */
const stored = `tally-harness-state ${location.pathname}`;
const toHost = new Set<(frame: Frame) => void>();
const waiting = new Set<() => void>();

const harness: Harness = {
  calls: [],
  violations: [],
  open: 0,
  mostOpen: 0,
  cancelled: 0,
  state: JSON.parse(document.getElementById('state')?.textContent ?? '{}') as HostState,
  release() {
    harness.state = { ...harness.state, hold: false };
    for (const go of waiting) go();
    waiting.clear();
  },
  emit: (name, value) => peer.emit(name, value),
};
window.harness = harness;
document.addEventListener('securitypolicyviolation', (event) => {
  harness.violations.push(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
  );
});

async function you({ period, tool }: Parameters<HostMethods['you']>[0], signal: Cancellation) {
  harness.open++;
  harness.mostOpen = Math.max(harness.mostOpen, harness.open);
  try {
    if (harness.state.hold) {
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
        signal.addEventListener('abort', () => resolve());
      });
    }
    if (signal.aborted) harness.cancelled++;
    if (harness.state.fails !== undefined) throw new Error(harness.state.fails);
    if (harness.state.erased) throw erasedError();
    return ofTool(harness.state.you[period], tool);
  } finally {
    harness.open--;
  }
}

/** The figures of one tool, as the host would give them. */
function ofTool(data: YouData, tool: string | null): YouData {
  if (tool === null) return data;
  const totals = data.byTool.find((row) => row.tool === tool)?.totals ?? noTotals;
  const live = data.now.live?.tool === tool ? data.now.live : null;
  return {
    ...data,
    tool,
    totals,
    lastUse: null,
    kindCosts: totals.total > 0 ? (data.kindCosts ?? null) : null,
    now: { ...data.now, live },
  };
}

function erasedError(): CallError {
  return new CallError('failed', erasedReason, 'Everything was erased.');
}

/** What the page asks beside the figures. */
function around<T>(value: () => T): T {
  if (harness.state.erased) throw erasedError();
  if (harness.state.failsAround !== undefined) throw new Error(harness.state.failsAround);
  return value();
}

/** The team as it looks on a board. */
function teamOf(board: string): TeamData {
  const { team, teamBoards } = harness.state;
  if (!team) throw new Error('No team.');
  return teamBoards?.[board] ?? team;
}

function judge({ id, dismissed, right }: Parameters<HostMethods['judgeInsight']>[0]): void {
  const { insights } = harness.state;
  const shown = insights.shown.flatMap((each) => (each.id !== id ? [each] : dismissed ? [] : [{ ...each, right }]));
  harness.state = { ...harness.state, insights: { ...insights, shown } };
}

function countAgain(): void {
  harness.state = { ...harness.state, erased: false };
  peer.emit('stateChanged', {});
}

function note<K extends string, I, O>(method: K, answer: (input: I, signal: Cancellation) => O) {
  return (input: I, signal: Cancellation): O => {
    harness.calls.push({ method, input });
    return answer(input, signal);
  };
}

function report(): ReportHost {
  const { report: host, fails } = harness.state;
  if (!host || fails !== undefined) throw new Error(fails);
  return host;
}

function card(): CardPageData {
  const { card: data, fails } = harness.state;
  if (!data || fails !== undefined) throw new Error(fails);
  return data;
}

function consent(): ConsentData {
  const { consent: data, fails } = harness.state;
  if (!data || fails !== undefined) throw new Error(fails);
  return data;
}

type ReportQuestions = Omit<ReportMethods, 'hello' | 'run'>;

const peer = connect<
  HostMethods & TeamMethods & ReportQuestions & CardMethods & Omit<ConsentMethods, 'run'>,
  PageMethods,
  Events,
  PageEvents
>({
  wire: {
    send: (frame) => window.postMessage(frame, '*'),
    listen: (onFrame) => void toHost.add(onFrame),
  },
  handlers: {
    hello: note('hello', () => (harness.state.report?.hello as Hello | undefined) ?? harness.state.hello),
    you: note('you', you),
    calendar: note('calendar', () => around(() => harness.state.calendar)),
    kept: note('kept', () => around(() => harness.state.kept)),
    insights: note('insights', () => around(() => harness.state.insights)),
    judgeInsight: note('judgeInsight', judge),
    showInsight: note('showInsight', () => {}),
    tool: note('tool', () => around(() => harness.state.detail)),
    badges: note('badges', () => around(() => harness.state.badges)),
    showBadge: note('showBadge', () => {}),
    privacy: note('privacy', () => around(() => harness.state.privacy)),
    team: note('team', ({ board }) => around(() => teamOf(board))),
    runTeam: note('runTeam', () => {}),
    shared: note('shared', () => around(() => harness.state.shared ?? null)),
    machines: note('machines', () => around(() => harness.state.machines ?? null)),
    showSent: note('showSent', () => {}),
    erasure: note('erasure', () => harness.state.erasure),
    countAgain: note('countAgain', countAgain),
    pause: note('pause', () => {}),
    report: note('report', () => {}),
    saveView: note('saveView', () => {}),
    copy: note('copy', () => {}),
    run: note('run', () => {}),
    figures: note('figures', (request) => reportAnswer(report(), request)),
    sessions: note('sessions', () => report().sessions),
    openSession: note('openSession', () => {}),
    exportUsage: note('exportUsage', () => {}),
    saveChart: note('saveChart', () => {}),
    card: note('card', card),
    saveCard: note('saveCard', () => {}),
    consent: note('consent', consent),
    bytes: note('bytes', ({ choices }) => bytesOf(choices, harness.state.early)),
    share: note('share', () => harness.state.unshared ?? null),
  },
  newCancellation: () => new AbortController(),
});

let handedOut = false;
window.acquireVsCodeApi = () => {
  if (handedOut) throw new Error('An instance of the VS Code API has already been acquired');
  handedOut = true;
  return {
    postMessage: (frame: Frame) => {
      const copy = structuredClone(frame);
      setTimeout(() => {
        for (const listener of toHost) listener(copy);
      }, 0);
    },
    getState: () => JSON.parse(sessionStorage.getItem(stored) ?? 'null') as unknown,
    setState: (state: unknown) => sessionStorage.setItem(stored, JSON.stringify(state)),
  };
};
