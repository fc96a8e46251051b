import * as vscode from 'vscode';

/** What menus and the walkthrough depend on: `tallyboard.paused`, and `tallyboard.ready` once the logs have been read. */
export class ContextKeys {
  readonly #shown = new Map<string, boolean>();

  set(name: 'tallyboard.paused' | 'tallyboard.ready', value: boolean): void {
    if (this.#shown.get(name) === value) return;
    this.#shown.set(name, value);
    void vscode.commands.executeCommand('setContext', name, value);
  }
}
