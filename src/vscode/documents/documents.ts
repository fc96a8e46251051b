import * as vscode from 'vscode';
import { Scope } from '../../platform/scope.js';

export const documentScheme = 'tallyboard';

/** Read-only documents, shown as rendered Markdown in the editor's one tab for that. */
export class Documents implements vscode.TextDocumentContentProvider {
  readonly #scope = new Scope();
  readonly #texts = new Map<string, string>();
  readonly #changed = this.#scope.own(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;
  #shown = 0;

  constructor() {
    this.#scope.own(vscode.workspace.registerTextDocumentContentProvider(documentScheme, this));
    this.#scope.own(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())));
  }

  /** Empty for a document of an earlier window: it was a moment's view. */
  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /**
   * Shows the text under a title, which is the tab's. Where there is no Markdown preview, as text. Each time it is a document of its
   * own: of one that it knows, a busy editor was seen to go on showing what it held before.
   */
  async show(title: string, markdown: string): Promise<void> {
    const path = `/${title.replaceAll('/', '-')}.md`;
    const uri = vscode.Uri.from({ scheme: documentScheme, path, query: String(++this.#shown) });
    this.#texts.set(uri.toString(), markdown);
    const document = await vscode.workspace.openTextDocument(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await vscode.window.showTextDocument(document, { preview: true });
    }
  }

  /** Shows a text as it is, read-only; the name's ending tells its language. */
  async showText(title: string, text: string): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.from({ scheme: documentScheme, path: `/${title.replaceAll('/', '-')}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  dispose(): void {
    this.#scope.dispose();
  }
}
