import {
  type Hello,
  type HostMethods,
  type PageCommand,
  type Period,
  pageProtocol,
  type ViewState,
  type YouData,
} from '../src/protocol/page.js';
import { CallError } from '../src/protocol/rpc.js';
import type { Host } from './host.js';

/** All that the page shows. Figures are the host's and only refetched; `view` is the person's and saved. */
export interface PageState {
  readonly hello: Hello | null;
  /** The host speaks another protocol: nothing it sends can be read. */
  readonly outdated: boolean;
  /** The last good figures. Their own `period` may still be the one before. */
  readonly data: YouData | null;
  readonly view: ViewState;
  /** Why the last question has no answer; null when it has. */
  readonly failure: string | null;
  readonly closedNotices: readonly string[];
}

const initialView: ViewState = { period: 'today', folded: [], kindsAsCost: false };

/** Owns the page's state. At most one question for figures is open; a newer one cancels it. */
export class Store {
  state: PageState;
  readonly #host: Host;
  readonly #onChange: () => void;
  /** The open question. */
  #asking: AbortController | null = null;
  /** Figures changed while the question was open. */
  #askAgain = false;

  constructor(host: Host, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    const { closedNotices } = host;
    this.state = { hello: null, outdated: false, data: null, view: initialView, failure: null, closedNotices };
  }

  /** Says hello, shows the snapshot, asks for fresh figures. `onHello` runs before the first change is told. */
  async start(onHello: (hello: Hello) => void, fresh: (snapshot: YouData) => boolean): Promise<void> {
    try {
      const hello = await this.#host.call('hello', { protocol: pageProtocol });
      if (hello.protocol !== pageProtocol) return this.#set({ outdated: true });
      onHello(hello);
      const data = hello.snapshot && fresh(hello.snapshot) ? hello.snapshot : null;
      this.#set({ hello, view: hello.view, data });
      this.#listen();
      await this.ask();
    } catch (error) {
      this.#set({ failure: reasonOf(error) });
    }
  }

  /** Asks for the figures of the chosen period. Settles when no question of this call is open any more. */
  async ask(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#askAgain = false;
    const changes = await this.#answer(asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = null;
    this.#set(changes);
    if (this.#askAgain) await this.ask();
  }

  async showPeriod(period: Period): Promise<void> {
    this.#arrange({ period });
    await this.ask();
  }

  toggleFold(id: string): void {
    const { folded } = this.state.view;
    this.#arrange({ folded: folded.includes(id) ? folded.filter((other) => other !== id) : [...folded, id] });
  }

  closeNotice(id: string): void {
    const closedNotices = [...this.state.closedNotices, id];
    this.#host.keepClosedNotices(closedNotices);
    this.#set({ closedNotices });
  }

  /** True when the text is on the clipboard. */
  async copy(text: string): Promise<boolean> {
    return this.#host.call('copy', { text }).then(
      () => true,
      () => false,
    );
  }

  run(command: PageCommand): void {
    this.#tell('run', { command });
  }

  async #answer(signal: AbortSignal): Promise<Partial<PageState>> {
    try {
      const data = await this.#host.call('you', { period: this.state.view.period }, signal);
      return { data, failure: null };
    } catch (error) {
      return { failure: reasonOf(error) };
    }
  }

  #listen(): void {
    this.#host.on('changed', ({ revision }) => {
      if (revision !== this.state.data?.revision) this.#refresh();
    });
    this.#host.on('stateChanged', () => this.#refresh());
    this.#host.on('progress', (progress) => {
      const { data } = this.state;
      if (data) this.#set({ data: { ...data, state: { ...data.state, progress } } });
    });
  }

  /** News never cancels a question that is already open: it waits for its end. */
  #refresh(): void {
    if (this.#asking) this.#askAgain = true;
    else void this.ask();
  }

  #arrange(change: Partial<ViewState>): void {
    const view = { ...this.state.view, ...change };
    this.#set({ view });
    this.#tell('saveView', view);
  }

  /** For calls whose failure needs no words here: the host shows its own. */
  #tell<K extends 'run' | 'saveView'>(method: K, input: Parameters<HostMethods[K]>[0]): void {
    this.#host.call(method, input).catch(() => {});
  }

  #set(change: Partial<PageState>): void {
    this.state = { ...this.state, ...change };
    this.#onChange();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CallError || error instanceof Error) return error.message;
  return String(error);
}
