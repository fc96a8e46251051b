import * as vscode from 'vscode';
import type { HostEvents, HostMethods, PageEvents, PageMethods, Tab } from '../../protocol/page.js';
import { connect, type Frame, type Peer } from '../../protocol/rpc.js';
import type { TeamEvents, TeamMethods } from '../../protocol/team.js';
import { newNonce, pageHtml } from './html.js';
import { type PageHostOptions, pageHandlers } from './pageHost.js';

export interface SidebarOptions extends PageHostOptions {
  /** The person has it in sight. */
  readonly seen: () => void;
}

export const sidebarView = 'tallyboard.you';

type Events = HostEvents & TeamEvents;
type PagePeer = Peer<PageMethods, Events, PageEvents>;

/** The webview view in the activity bar. Not retained while hidden: the page asks again when it is shown. */
export class Sidebar {
  readonly #folder: vscode.Uri;
  readonly #options: SidebarOptions;
  #open: { readonly view: vscode.WebviewView; readonly peer: PagePeer } | undefined;

  /** `folder` holds `page.js`. */
  constructor(folder: vscode.Uri, options: SidebarOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  show(view: vscode.WebviewView): void {
    const { webview } = view;
    webview.options = { enableScripts: true, localResourceRoots: [this.#folder] };
    const peer: PagePeer = connect<HostMethods & TeamMethods, PageMethods, Events, PageEvents>({
      wire: {
        send: (frame) => void webview.postMessage(frame),
        listen: (onFrame, onClose) => {
          webview.onDidReceiveMessage((frame: Frame) => onFrame(frame));
          view.onDidDispose(onClose);
        },
      },
      handlers: pageHandlers(this.#options),
      newCancellation: () => new AbortController(),
    });
    this.#open = { view, peer };
    view.onDidDispose(() => {
      if (this.#open?.view === view) this.#open = undefined;
    });
    const look = () => view.visible && this.#options.seen();
    view.onDidChangeVisibility(look);
    look();
    this.reload();
  }

  get visible(): boolean {
    return this.#open?.view.visible === true;
  }

  /** Tells the page, if there is one that is seen. */
  emit<K extends keyof Events & string>(event: K, value: Events[K]): void {
    if (this.visible) this.#open?.peer.emit(event, value);
  }

  /** Brings a tab into sight; a page that is loaded for it has it in its view already. */
  async showTab(tab: Tab): Promise<void> {
    await vscode.commands.executeCommand(`${sidebarView}.focus`);
    this.emit('showTab', { tab });
  }

  /** Loads the page anew. */
  reload(): void {
    if (!this.#open) return;
    const { webview } = this.#open.view;
    webview.html = pageHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(this.#folder, 'page.js')).toString(),
      cspSource: webview.cspSource,
      nonce: newNonce(),
      locale: this.#options.locale,
    });
  }

  dispose(): void {
    this.#open?.peer.close();
  }
}
