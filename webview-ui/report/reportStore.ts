import { pageProtocol } from '../../src/protocol/page.js';
import type {
  ChartFile,
  ReportFormat,
  ReportHello,
  ReportMethods,
  ReportPageData,
  ReportPeriod,
  ReportRequest,
  ReportSessions,
} from '../../src/protocol/reportPage.js';
import { CallError } from '../../src/protocol/rpc.js';
import { Question } from '../question.js';
import type { ReportHost, ReportView } from './reportHost.js';

/** All that the report shows. Figures are the host's and only refetched; what was asked for is the person's and kept. */
export interface ReportState {
  readonly hello: ReportHello | null;
  /** The host speaks another protocol: nothing it sends can be read. */
  readonly outdated: boolean;
  readonly request: ReportRequest;
  readonly asTables: boolean;
  readonly compares: boolean;
  /** The last good figures; their own `request` may still be the one before. */
  readonly data: ReportPageData | null;
  readonly sessions: ReportSessions | null;
  /** Why the last question has no answer; null when it has. */
  readonly failure: string | null;
}

/** Owns the report's state. */
export class ReportStore {
  state: ReportState;
  readonly #host: ReportHost;
  readonly #onChange: () => void;
  readonly #figures: Question<ReportPageData>;
  readonly #sessions: Question<ReportSessions>;
  #view: ReportView;
  /** The days that were looked at before some were chosen. */
  #before: ReportPeriod = '30d';

  constructor(host: ReportHost, onChange: () => void, asTables: boolean) {
    this.#host = host;
    this.#onChange = onChange;
    this.#view = host.view;
    const { request } = host.view;
    this.state = {
      hello: null,
      outdated: false,
      request,
      asTables: host.view.asTables ?? asTables,
      compares: host.view.compares,
      data: null,
      sessions: null,
      failure: null,
    };
    this.#figures = new Question(
      (signal) => host.call('figures', this.state.request, signal),
      (answer) =>
        this.#set('value' in answer ? { data: answer.value, failure: null } : { failure: reasonOf(answer.error) }),
    );
    this.#sessions = new Question(
      (signal) => host.call('sessions', this.state.request, signal),
      (answer) => this.#set('value' in answer ? { sessions: answer.value } : { failure: reasonOf(answer.error) }),
    );
  }

  /** How far down the page was when it was left. */
  get scrolled(): number {
    return this.#view.scrolled;
  }

  /** Says hello and asks for figures. `onHello` runs before the first change is told. */
  async start(onHello: (hello: ReportHello) => void): Promise<void> {
    try {
      const hello = await this.#host.call('hello', { protocol: pageProtocol });
      if (hello.protocol !== pageProtocol) return this.#set({ outdated: true });
      onHello(hello);
      this.#set({ hello, request: hello.wish ?? this.state.request });
      this.#keep();
      this.#host.on('figuresChanged', () => {
        this.#figures.refresh();
        this.#sessions.refresh();
      });
      this.#host.on('show', (request) => void this.show(request));
      await this.#ask();
    } catch (error) {
      this.#set({ failure: reasonOf(error) });
    }
  }

  /** From chosen days to those before them, then from one hour, model and tool to all; null where none is. */
  get back(): Partial<ReportRequest> | null {
    const { days, tool, model = null, hour = null } = this.state.request;
    if (typeof days === 'object') return { days: this.#before };
    if (hour !== null) return { hour: null };
    if (model !== null) return { model: null };
    return tool === null ? null : { tool: null };
  }

  /** Settles when the figures are there, or it is known why they are not. */
  async show(request: ReportRequest): Promise<void> {
    const { days } = this.state.request;
    if (typeof days !== 'object') this.#before = days;
    // The sessions of before do not add up to the sum to come.
    this.#set({ request, sessions: null });
    this.#keep();
    await this.#ask();
  }

  showTables(asTables: boolean): void {
    this.#view = { ...this.#view, asTables };
    this.#set({ asTables });
    this.#keep();
  }

  compare(compares: boolean): void {
    this.#view = { ...this.#view, compares };
    this.#set({ compares });
    this.#keep();
  }

  keepScrolled(scrolled: number): void {
    this.#view = { ...this.#view, scrolled };
    this.#keep();
  }

  openSession(session: string): void {
    this.#tell('openSession', { session });
  }

  exportUsage(format: ReportFormat): void {
    const { data } = this.state;
    if (!data) return;
    const { days: _days, by: _by, ...narrowed } = data.request;
    this.#tell('exportUsage', { span: data.span, format, ...narrowed });
  }

  saveChart(file: ChartFile): void {
    this.#tell('saveChart', file);
  }

  run(command: 'addPrice' | 'diagnose' | 'reload'): void {
    this.#tell('run', { command });
  }

  async #ask(): Promise<void> {
    await Promise.all([this.#figures.ask(), this.#sessions.ask()]);
  }

  #tell<K extends 'openSession' | 'exportUsage' | 'saveChart' | 'run'>(
    method: K,
    input: Parameters<ReportMethods[K]>[0],
  ): void {
    this.#host.call(method, input).catch((error: unknown) => this.#set({ failure: reasonOf(error) }));
  }

  #keep(): void {
    this.#view = { ...this.#view, request: this.state.request };
    this.#host.keepView(this.#view);
  }

  #set(part: Partial<ReportState>): void {
    this.state = { ...this.state, ...part };
    this.#onChange();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof CallError || error instanceof Error ? error.message : String(error);
}
