import * as vscode from 'vscode';

/** Says what the model did not get to see; nothing where it saw all. */
export function tellLeftOut(words: string | undefined): void {
  if (words !== undefined) void vscode.window.showInformationMessage(words);
}
