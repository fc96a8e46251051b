import * as vscode from 'vscode';

/**
 * What menus, key bindings and the walkthrough depend on: `tallyboard.paused`, `tallyboard.ready` once the logs have been
 * read, and `tallyboard.hooksReady` while accepted suggestions are counted.
 */
export class ContextKeys {
  readonly #shown = new Map<string, boolean>();

  set(name: 'tallyboard.paused' | 'tallyboard.ready' | 'tallyboard.hooksReady', value: boolean): void {
    if (this.#shown.get(name) === value) return;
    this.#shown.set(name, value);
    void vscode.commands.executeCommand('setContext', name, value);
  }
}
