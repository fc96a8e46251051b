import { homedir } from 'node:os';
import {
  assembleBadges,
  assembleCalendar,
  assembleInsights,
  assembleKept,
  assemblePrivacy,
  assembleTool,
} from '../../app/page.js';
import { type Asking, assembleYou, type LedgerReader } from '../../app/you.js';
import type { BadgeId } from '../../core/badges/registry.js';
import type { BadgesData } from '../../protocol/badges.js';
import {
  erasedReason,
  type Hello,
  type HostMethods,
  type PageCommand,
  type PauseLength,
  type Period,
  pageProtocol,
  type ViewState,
  type YouData,
} from '../../protocol/page.js';
import { CallError, callErrorOf, type Handlers } from '../../protocol/rpc.js';
import type { TeamCommand, TeamMethods } from '../../protocol/team.js';
import type { Figures } from '../counter.js';
import type { Settings } from '../settings.js';
import { noTeam } from '../team/teamData.js';
import type { TeamHost } from '../team/teamHost.js';

/** What the page is served from. */
export interface PageHostOptions {
  readonly figures: () => Figures | undefined;
  readonly settings: () => Pick<Settings, 'zone' | 'plan' | 'retentionDays'>;
  readonly dataKind: Hello['dataKind'];
  readonly locale: string;
  readonly translations: () => Readonly<Record<string, string>>;
  readonly reader: LedgerReader;
  readonly asking: () => Asking;
  /** Undefined with generated data: the page has no tab Team then. */
  readonly team: () => TeamHost | undefined;
  readonly showSent: (hash: string | null) => PromiseLike<void>;
  readonly runTeam: (command: TeamCommand) => PromiseLike<unknown>;
  /** What was told of badges last. */
  readonly badges: () => BadgesData | null;
  readonly keepBadges: (data: BadgesData) => void;
  readonly showBadge: (id: BadgeId) => PromiseLike<void>;
  readonly showInsight: (id: string) => PromiseLike<void>;
  readonly view: () => ViewState;
  readonly saveView: (view: ViewState) => void;
  readonly copy: (text: string) => PromiseLike<void>;
  readonly run: (command: PageCommand) => PromiseLike<unknown>;
  readonly pause: (length: PauseLength) => PromiseLike<void>;
  readonly report: (about: Parameters<HostMethods['report']>[0]) => PromiseLike<void>;
  /** What to say of a question that has no answer. */
  readonly words: (error: unknown) => string;
}

/** The page's methods. While nothing counts, the last figures of the period answer, marked as stopped. */
export function pageHandlers(options: PageHostOptions): Handlers<HostMethods & TeamMethods> {
  const { reader, asking } = options;
  const told = <T>(answer: Promise<T>): Promise<T> => answer.catch((error) => Promise.reject(inWords(error, options)));
  return {
    hello: () => hello(options),
    async you(request, signal) {
      try {
        return await assembleYou(reader, asking(), { ...request, kindCosts: true }, signal);
      } catch (error) {
        const last = request.tool === null ? lastOf(options.figures(), request.period) : undefined;
        if (callErrorOf(error)?.fate === 'closed' && last) return last;
        throw inWords(error, options);
      }
    },
    calendar: ({ tool }, signal) => told(assembleCalendar(reader, asking(), tool, signal)),
    kept: ({ tool }, signal) => told(assembleKept(reader, asking(), tool === null ? {} : { tools: [tool] }, signal)),
    insights: ({ tool }, signal) => told(assembleInsights(reader, asking(), tool, signal)),
    judgeInsight: (verdict) => told(reader.call('judgeInsight', { ...verdict, now: Date.now() })),
    showInsight: ({ id }) => options.showInsight(id) as Promise<void>,
    tool: (request, signal) => told(assembleTool(reader, asking(), request, signal)),
    privacy: (_input, signal) => {
      const { retentionDays } = options.settings();
      return told(assemblePrivacy(reader, { at: Date.now(), home: homedir(), retentionDays }, signal));
    },
    badges: async (_input, signal) => {
      const data = await told(assembleBadges(reader, asking(), signal));
      options.keepBadges(data);
      return data;
    },
    team: ({ board }, signal) => {
      const team = options.team();
      return team ? told(team.team(board, signal)) : noTeam;
    },
    machines: (_input, signal) => told(Promise.resolve(options.team()?.machines.data(signal) ?? null)),
    shared: (_input, signal) => told(Promise.resolve(options.team()?.shared(signal) ?? null)),
    showSent: ({ hash }) => options.showSent(hash) as Promise<void>,
    runTeam: async ({ command }) => {
      await options.runTeam(command);
    },
    showBadge: ({ id }) => options.showBadge(id) as Promise<void>,
    erasure: () => reader.call('erasure', {}),
    countAgain: ({ from }) => told(reader.call('countAgain', { from, at: Date.now() })),
    pause: ({ length }) => options.pause(length) as Promise<void>,
    report: (about) => options.report(about) as Promise<void>,
    saveView: (view) => options.saveView(view),
    copy: ({ text }) => options.copy(text) as Promise<void>,
    run: async ({ command }) => {
      await options.run(command);
    },
  };
}

/** The page knows one reason; all else is words. */
function inWords(error: unknown, { words }: PageHostOptions): CallError {
  const reason = callErrorOf(error)?.reason === erasedReason ? erasedReason : '';
  return new CallError('failed', reason, words(error));
}

function hello(options: PageHostOptions): Hello {
  const view = options.view();
  const figures = options.figures();
  const { zone, plan } = options.settings();
  const team = options.team();
  return {
    protocol: pageProtocol,
    snapshot: lastOf(figures, view.period) ?? null,
    view,
    dataKind: options.dataKind,
    locale: options.locale,
    zone,
    plan,
    badges: options.badges(),
    ...(team ? { team: team.last } : {}),
    words: options.translations(),
  };
}

function lastOf(figures: Figures | undefined, period: Period): YouData | undefined {
  return period === 'today' ? figures?.today : period === 'session' ? figures?.session : undefined;
}
