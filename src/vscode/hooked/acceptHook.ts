import * as vscode from 'vscode';
import { t } from '../words.js';
import { AcceptCounter } from './acceptCounter.js';
import { type AcceptFailure, type AcceptState, acceptStateWords } from './acceptState.js';
import type { HookTools } from './hookTools.js';
import type { SeenUse } from './recorder.js';
import { isTested } from './testedEditors.js';

/**
 * Counts suggestions that are accepted by key, while it is on. It listens to changes of documents only then, and the key
 * bindings of the manifest lead here only then: `tallyboard.hooksReady` stands in each of their conditions.
 */
export class AcceptHook {
  readonly #tools: HookTools;
  #counter: AcceptCounter | undefined;
  #listening: vscode.Disposable | undefined;
  #state: AcceptState = { kind: 'off' };
  #told = false;

  constructor(tools: HookTools) {
    this.#tools = tools;
  }

  get state(): AcceptState {
    return this.#state;
  }

  /** As the setting says. `asked`: a person has just changed it, and wants to know why nothing happens. */
  apply(on: boolean, asked: boolean): void {
    const version = vscode.version;
    if (!on) void this.#end({ kind: 'off' });
    else if (!isTested(version)) {
      void this.#end({ kind: 'untested', version });
      if (asked) this.#tellOnce();
    } else if (this.#state.kind !== 'on') this.#begin();
  }

  /** After the editor's own command, of which `entrypoint` is the id. */
  accepted(entrypoint: unknown): void {
    if (this.#state.kind !== 'on') return;
    const command = typeof entrypoint === 'string' && /^[\w.-]{1,100}$/.test(entrypoint) ? entrypoint : unnamed;
    this.#counter?.accepted(command, vscode.window.activeTextEditor?.document);
  }

  /** Counts what waits, and ends. */
  close(): Promise<void> {
    return this.#end({ kind: 'off' });
  }

  #begin(): void {
    const { countTokens, uses, edits } = this.#tools;
    this.#state = { kind: 'on', accepted: 0, undone: 0 };
    const counter = new AcceptCounter({
      countTokens,
      record: (use, document) => {
        this.#tally(use);
        return uses.record({ ...use, document: placeOf(document as vscode.TextDocument) });
      },
      textOf: (document) => (document as vscode.TextDocument).getText(),
      edited: (use, at, document, inserted) => {
        const seen = document as vscode.TextDocument;
        edits.record({ use, kind: 'inline', model: 'unknown', at, document: placeOf(seen), inserted, removed: [] });
      },
      onFailure: (failure) => this.#fail(failure),
    });
    this.#counter = counter;
    this.#listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.scheme !== 'output') counter.changed(event);
    });
    this.#tools.setReady(true);
  }

  #tally({ id, outcome }: SeenUse): void {
    if (this.#state.kind !== 'on') return;
    const { accepted, undone } = this.#state;
    const counts = {
      accepted: accepted + (id === undefined ? 1 : 0),
      undone: undone + (outcome === 'dropped' ? 1 : 0),
    };
    this.#state = { kind: 'on', ...counts };
  }

  #tellOnce(): void {
    if (!this.#told) void vscode.window.showInformationMessage(acceptStateWords(this.#state));
    this.#told = true;
  }

  async #end(state: AcceptState): Promise<void> {
    this.#state = state;
    this.#tools.setReady(false);
    this.#listening?.dispose();
    const counter = this.#counter;
    this.#counter = undefined;
    await counter?.flush();
    counter?.dispose();
  }

  /** Off until the window is loaded again or the person turns it on again: Tab is the editor's alone from here on. */
  #fail(failure: AcceptFailure): void {
    if (this.#state.kind !== 'on') return;
    void this.#end({ kind: 'failed', failure });
    const [again, diagnose] = [t('Turn On Again'), t('Diagnose')];
    void vscode.window.showWarningMessage(acceptStateWords(this.#state), again, diagnose).then((way) => {
      if (way === again) this.apply(true, true);
      if (way === diagnose) void vscode.commands.executeCommand('tallyboard.diagnose');
    });
  }
}

/** A person's own binding need not name the command that it ran before ours. */
const unnamed = 'editor.action.inlineSuggest';

/** A cell lies where its notebook lies. */
function placeOf(document: vscode.TextDocument): vscode.Uri {
  const holds = (notebook: vscode.NotebookDocument) => notebook.getCells().some((cell) => cell.document === document);
  return vscode.workspace.notebookDocuments.find(holds)?.uri ?? document.uri;
}
