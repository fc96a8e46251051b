import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { sealedLength } from '../../core/team/cleared.js';
import type { Choices } from '../../core/team/own.js';
import type { ConsentBytes, ConsentMethods } from '../../protocol/consentPage.js';
import { CallError, connect, type Handlers, type Peer } from '../../protocol/rpc.js';
import type { PublishAnswer, TeamHere } from '../../protocol/teamWork.js';
import { panelWire } from '../report/panelWire.js';
import { newNonce, pageHtml } from '../sidebar/html.js';
import type { Surroundings } from '../surroundings.js';
import { t } from '../words.js';
import { changeAlias } from './changeAlias.js';
import { consentData } from './consentData.js';
import { reaching } from './reaching.js';
import { unshared } from './shareNow.js';
import { showBytes } from './showBytes.js';
import { shownName } from './shownName.js';
import { showPolicy } from './showPolicy.js';
import type { TeamTools } from './teamTools.js';

type PagePeer = Peer<Record<string, never>, Record<string, never>, Record<string, never>>;

/** What the page was told last; what is shared can be nothing else. */
interface Told {
  readonly here: TeamHere;
  readonly choices: Choices | undefined;
  readonly bytes: ConsentBytes | undefined;
}

/** Asks in an editor tab whether these bytes may leave: before the first share, after any change, and whenever the person shares. One at most. */
export class ConsentPanel {
  readonly #around: Pick<Surroundings, 'pageFolder' | 'locale'>;
  readonly #tools: TeamTools;
  #panel: vscode.WebviewPanel | undefined;
  #told: Told | undefined;

  constructor(around: Pick<Surroundings, 'pageFolder' | 'locale'>, tools: TeamTools) {
    this.#around = around;
    this.#tools = tools;
  }

  /** Asks anew, with nothing ticked that was not agreed to. */
  show(here: TeamHere): void {
    this.#told = undefined;
    this.#panel ??= this.#open();
    this.#panel.title = t('Share with {0}', shownName(here.name));
    this.#load(this.#panel);
    this.#panel.reveal();
  }

  #open(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel('tallyboard.consent', '', vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [this.#around.pageFolder],
    });
    const peer: PagePeer = connect({
      wire: panelWire(panel),
      handlers: this.#handlers(),
      newCancellation: () => new AbortController(),
    });
    panel.onDidDispose(() => {
      peer.close();
      this.#panel = undefined;
      this.#told = undefined;
    });
    return panel;
  }

  #load({ webview }: vscode.WebviewPanel): void {
    const { pageFolder, locale } = this.#around;
    const script = webview.asWebviewUri(vscode.Uri.joinPath(pageFolder, 'consent.js')).toString();
    webview.html = pageHtml({ script, cspSource: webview.cspSource, nonce: newNonce(), locale });
  }

  #handlers(): Handlers<ConsentMethods> {
    return {
      consent: () => inWords(this.#consent()),
      bytes: ({ choices }) => inWords(this.#bytes(choices)),
      share: ({ hash }) => inWords(this.#share(hash)),
      run: ({ command }) => inWords(this.#run(command)),
    };
  }

  async #consent() {
    const { here, data } = await consentData(this.#tools, this.#around.locale, this.#told?.choices);
    this.#told = { here, choices: this.#told?.choices, bytes: undefined };
    return data;
  }

  async #bytes(choices: Choices): Promise<ConsentBytes> {
    const { here } = this.#needed();
    const asked = { team: here.id, choices, local: true };
    const text = (await this.#tools.team.call('preview', asked)).join('');
    const hash = createHash('sha256').update(text).digest('hex');
    const bytes = { text, hash, size: Buffer.byteLength(text), sealed: sealedLength(text) };
    this.#told = { here, choices, bytes };
    return bytes;
  }

  async #share(shown: string): Promise<string | null> {
    const { here, bytes } = this.#needed();
    if (bytes?.hash !== shown) return unshared.preview();
    const { team, wording } = this.#tools;
    const answer = await reaching(t('Sharing'), (signal) => team.call('publish', { team: here.id, shown }, signal));
    team.forget();
    if (isToBeMended(answer)) return unshared[answer.reason]();
    const size = wording().long(answer.bytes);
    const words = answer.published
      ? t('Shared with {0}: {1} bytes, sealed.', shownName(here.name), size)
      : unshared[answer.reason ?? 'unchanged']();
    void vscode.window.showInformationMessage(words);
    this.#panel?.dispose();
    return null;
  }

  async #run(command: Parameters<ConsentMethods['run']>[0]['command']): Promise<void> {
    const tools = this.#tools;
    if (command === 'policy') await showPolicy(tools);
    else if (command === 'alias') await changeAlias(tools);
    else if (command === 'openBytes') await showBytes(tools.documents, t('Next share'), this.#told?.bytes?.text ?? '');
    else this.#panel?.dispose();
  }

  #needed(): Told {
    if (this.#told === undefined) throw new Error(t('You are in no team any more.'));
    return this.#told;
  }
}

/** What the person can do something about in the page. */
function isToBeMended(
  answer: PublishAnswer,
): answer is PublishAnswer & { readonly reason: 'paused' | 'preview' | 'policy' } {
  return ['paused', 'preview', 'policy'].includes(answer.reason ?? '');
}

function inWords<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    throw new CallError('failed', '', error instanceof Error ? error.message : String(error));
  });
}
