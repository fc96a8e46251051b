import * as vscode from 'vscode';
import { Scope } from '../../platform/scope.js';
import { Throttle } from '../throttle.js';
import { t } from '../words.js';
import { hoverCommands } from './hover.js';
import type { StatusView } from './view.js';

/** The item changes at most once in this time. */
const gap = 2_000;

const keys = ['text', 'hover', 'spoken', 'warns'] as const satisfies readonly (keyof StatusView)[];

/** The status bar item: a thin shell around `statusView`. */
export class StatusBar {
  readonly #scope = new Scope();
  readonly #item: vscode.StatusBarItem;
  readonly #throttle: Throttle<StatusView>;
  #last: StatusView | undefined;

  constructor() {
    this.#item = this.#scope.own(
      vscode.window.createStatusBarItem('tallyboard.counter', vscode.StatusBarAlignment.Right, 100),
    );
    this.#item.name = t('Tallyboard: Token Counter');
    this.#item.command = 'tallyboard.openSidebar';
    this.#throttle = this.#scope.own(new Throttle<StatusView>(gap, (view) => this.#paint(view)));
  }

  /** The first view is shown at once and holds nothing up: it is of the last start. */
  show(view: StatusView): void {
    const last = this.#last;
    this.#last = view;
    if (!last) this.#paint(view);
    else if (keys.some((key) => view[key] !== last[key])) this.#throttle.push(view);
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #paint(view: StatusView): void {
    const hover = new vscode.MarkdownString(view.hover, true);
    hover.supportHtml = true;
    hover.isTrusted = { enabledCommands: hoverCommands };
    this.#item.text = view.text;
    this.#item.tooltip = hover;
    this.#item.accessibilityInformation = { label: view.spoken };
    this.#item.backgroundColor = view.warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }
}
