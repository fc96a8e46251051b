import * as vscode from 'vscode';
import { assembleReportPage, assembleReportSessions, only } from '../../app/reportPage.js';
import { dayOf } from '../../core/day.js';
import { pageProtocol } from '../../protocol/page.js';
import type { ReportEvents, ReportHello, ReportMethods, ReportRequest } from '../../protocol/reportPage.js';
import { CallError, type Handlers } from '../../protocol/rpc.js';
import { type ReportTools, reportOf } from '../commands/reports.js';
import { openSetting } from '../openSetting.js';
import type { Surroundings } from '../surroundings.js';
import { t } from '../words.js';
import { answerPage, loadPage } from './panelPage.js';
import { saveChart } from './saveChart.js';

/** What the page is served from, with what to say of a question that has no answer. */
type PanelTools = ReportTools & { readonly words: (error: unknown) => string };

/** `viewType` of the editor tab, also in the manifest. */
const viewType = 'tallyboard.report';

/** The report in an editor tab: one at most. Not retained while hidden: the page asks again when it is shown. */
export class ReportPanel {
  readonly #around: Pick<Surroundings, 'pageFolder' | 'dataKind' | 'locale'>;
  readonly #tools: () => PanelTools;
  readonly #settings: () => Pick<ReportHello, 'zone' | 'plan'>;
  #open:
    | { readonly panel: vscode.WebviewPanel; readonly peer: ReturnType<typeof answerPage<ReportMethods, ReportEvents>> }
    | undefined;
  #wish: ReportRequest | null = null;

  constructor(
    around: Pick<Surroundings, 'pageFolder' | 'dataKind' | 'locale'>,
    tools: () => PanelTools,
    settings: () => Pick<ReportHello, 'zone' | 'plan'>,
  ) {
    this.#around = around;
    this.#tools = tools;
    this.#settings = settings;
  }

  /** Brings the report into sight; null: of what it showed last. */
  show(wish: ReportRequest | null): void {
    this.#wish = wish;
    if (this.#open) {
      this.#open.panel.reveal();
      if (wish) this.#open.peer.emit('show', wish);
      return;
    }
    this.restore(vscode.window.createWebviewPanel(viewType, t('Usage Report'), vscode.ViewColumn.Active));
  }

  /** Fills a tab that the editor made, or kept over a reload. */
  restore(panel: vscode.WebviewPanel): void {
    this.#open?.panel.dispose();
    const peer = answerPage<ReportMethods, ReportEvents>(panel, this.#around, this.#handlers());
    this.#open = { panel, peer };
    panel.onDidDispose(() => {
      if (this.#open?.panel === panel) this.#open = undefined;
    });
    this.reload();
  }

  /** Figures changed. A hidden page asks when it is shown. */
  changed(): void {
    if (this.#open?.panel.visible) this.#open.peer.emit('figuresChanged', {});
  }

  /** Loads the page anew. */
  reload(): void {
    if (this.#open) loadPage(this.#open.panel, this.#around, 'report.js');
  }

  dispose(): void {
    this.#open?.peer.close();
  }

  #handlers(): Handlers<ReportMethods> {
    const told = <T>(answer: Promise<T>): Promise<T> =>
      answer.catch((error) => Promise.reject(new CallError('failed', '', this.#tools().words(error))));
    return {
      hello: () => this.#hello(),
      figures: (request, signal) => {
        const { counting, asking } = this.#tools();
        return told(assembleReportPage(counting, asking(), request, signal));
      },
      sessions: (request, signal) => {
        const { counting, asking } = this.#tools();
        return told(assembleReportSessions(counting, asking(), request, signal));
      },
      openSession: (about) => told(reportOf(this.#tools(), about)),
      exportUsage: async ({ span, format, ...narrowed }) => {
        await vscode.commands.executeCommand('tallyboard.exportUsage', { span, format, ...only(narrowed) });
      },
      saveChart: async (file) => {
        const { now, zone } = this.#tools().asking();
        await told(saveChart(file, dayOf(now, zone)));
      },
      run: async ({ command }) => {
        if (command === 'reload') this.reload();
        else if (command === 'diagnose') await vscode.commands.executeCommand('tallyboard.diagnose');
        else await openSetting('tallyboard.prices');
      },
    };
  }

  #hello(): ReportHello {
    const wish = this.#wish;
    this.#wish = null;
    const { zone, plan } = this.#settings();
    const { dataKind, locale } = this.#around;
    return { protocol: pageProtocol, wish, dataKind, locale, zone, plan, words: vscode.l10n.bundle ?? {} };
  }
}
