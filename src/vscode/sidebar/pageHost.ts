import {
  type Hello,
  type HostMethods,
  type PageCommand,
  type Period,
  pageProtocol,
  type ViewState,
  type YouData,
} from '../../protocol/page.js';
import { CallError, type Cancellation, type Handlers } from '../../protocol/rpc.js';
import type { Figures } from '../counter.js';
import type { Settings } from '../settings.js';

/** What the page is served from. */
export interface PageHostOptions {
  readonly figures: () => Figures | undefined;
  readonly settings: () => Pick<Settings, 'zone' | 'plan'>;
  readonly dataKind: Hello['dataKind'];
  readonly locale: string;
  readonly translations: () => Readonly<Record<string, string>>;
  readonly ask: (period: Period, signal: Cancellation) => Promise<YouData>;
  readonly view: () => ViewState;
  readonly saveView: (view: ViewState) => void;
  readonly copy: (text: string) => PromiseLike<void>;
  readonly run: (command: PageCommand) => PromiseLike<unknown>;
  /** What to say of a question that has no answer. */
  readonly words: (error: unknown) => string;
}

/** The page's methods. While nothing counts, the last figures of the period answer, marked as stopped. */
export function pageHandlers(options: PageHostOptions): Handlers<HostMethods> {
  return {
    hello: () => hello(options),
    async you({ period }, signal) {
      try {
        return await options.ask(period, signal);
      } catch (error) {
        const last = lastOf(options.figures(), period);
        if (error instanceof CallError && error.fate === 'closed' && last) return last;
        throw new Error(options.words(error), { cause: error });
      }
    },
    saveView: (view) => options.saveView(view),
    copy: ({ text }) => options.copy(text) as Promise<void>,
    run: async ({ command }) => {
      await options.run(command);
    },
  };
}

function hello(options: PageHostOptions): Hello {
  const view = options.view();
  const figures = options.figures();
  return {
    protocol: pageProtocol,
    snapshot: (view.period === 'session' ? figures?.session : figures?.today) ?? null,
    view,
    dataKind: options.dataKind,
    locale: options.locale,
    ...options.settings(),
    words: options.translations(),
  };
}

function lastOf(figures: Figures | undefined, period: Period): YouData | undefined {
  return period === 'today' ? figures?.today : period === 'session' ? figures?.session : undefined;
}
