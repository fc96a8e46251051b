import * as vscode from 'vscode';
import type { ConsentMethods } from '../../protocol/consentPage.js';
import { CallError, type Handlers } from '../../protocol/rpc.js';
import type { PublishAnswer, TeamHere } from '../../protocol/teamWork.js';
import { answerPage, loadPage } from '../report/panelPage.js';
import type { Surroundings } from '../surroundings.js';
import { t } from '../words.js';
import { changeAliasIn } from './changeAlias.js';
import { ConsentAsking } from './consentAsking.js';
import { reaching } from './reaching.js';
import { unshared } from './shareNow.js';
import { showBytes } from './showBytes.js';
import { shownName } from './shownName.js';
import { policyRead } from './showPolicy.js';
import type { TeamTools } from './teamTools.js';

/** Asks in an editor tab whether these bytes may leave: before the first share, after any change, and whenever the person shares. One at most. */
export class ConsentPanel {
  readonly #around: Pick<Surroundings, 'pageFolder' | 'locale'>;
  readonly #tools: TeamTools;
  #panel: vscode.WebviewPanel | undefined;

  constructor(around: Pick<Surroundings, 'pageFolder' | 'locale'>, tools: TeamTools) {
    this.#around = around;
    this.#tools = tools;
  }

  /** Asks anew, with nothing ticked that was not agreed to. */
  show(here: TeamHere): void {
    this.#panel?.dispose();
    this.#panel = this.#open(here);
    this.#panel.reveal();
  }

  #open(here: TeamHere): vscode.WebviewPanel {
    const title = t('Share with {0}', shownName(here.name));
    const panel = vscode.window.createWebviewPanel('tallyboard.consent', title, vscode.ViewColumn.Active);
    const language = { locale: this.#around.locale, words: vscode.l10n.bundle ?? {} };
    const asking = new ConsentAsking(this.#tools, language, here);
    answerPage(panel, this.#around, this.#handlers(asking, panel));
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    loadPage(panel, this.#around, 'consent.js');
    return panel;
  }

  #handlers(asking: ConsentAsking, panel: vscode.WebviewPanel): Handlers<ConsentMethods> {
    return {
      consent: () => inWords(asking.consent()),
      bytes: ({ choices }) => inWords(asking.bytes(choices)),
      share: ({ hash }) => inWords(this.#share(asking, hash, panel)),
      run: ({ command }) => inWords(this.#run(asking, command, panel)),
    };
  }

  async #share(asking: ConsentAsking, shown: string, panel: vscode.WebviewPanel): Promise<string | null> {
    const agreed = asking.agreed(shown);
    if (agreed === undefined) return unshared.preview();
    const { team, wording } = this.#tools;
    const answer = await reaching(t('Sharing'), (signal) => team.call('publish', agreed, signal));
    team.forget();
    if (isToBeMended(answer)) return unshared[answer.reason]();
    const size = wording().long(answer.bytes);
    const words = answer.published
      ? t('Shared with {0}: {1} bytes, sealed.', shownName(asking.here.name), size)
      : unshared[answer.reason ?? 'unchanged']();
    void vscode.window.showInformationMessage(words);
    panel.dispose();
    return null;
  }

  async #run(
    { here, text }: ConsentAsking,
    command: Parameters<ConsentMethods['run']>[0]['command'],
    panel: vscode.WebviewPanel,
  ): Promise<void> {
    const tools = this.#tools;
    if (command === 'policy') await policyRead(tools, here);
    else if (command === 'alias') await changeAliasIn(tools, here);
    else if (command === 'openBytes') await showBytes(tools.documents, t('Next share'), text);
    else panel.dispose();
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
