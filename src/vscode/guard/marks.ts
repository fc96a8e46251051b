import * as vscode from 'vscode';
import { Scope } from '../../platform/scope.js';
import type { Severity } from '../../protocol/guard.js';
import type { Documents } from '../documents/documents.js';
import { t } from '../words.js';

export interface Mark {
  readonly range: vscode.Range;
  readonly severity: Severity;
  /** What it is; the hover says so. */
  readonly name: string;
}

/** Marks of findings in one document, until it is edited or closed, or the person clears them. */
export class Marks {
  readonly #documents: Pick<Documents, 'showText'>;
  #shown: Scope | undefined;

  constructor(documents: Pick<Documents, 'showText'>) {
    this.#documents = documents;
  }

  show(editor: vscode.TextEditor, marks: readonly Mark[]): void {
    this.clear();
    const scope = new Scope();
    this.#shown = scope;
    const { document } = editor;
    const paint = this.#painter(scope, marks);
    const clear = () => this.#shown === scope && this.clear();
    paint(editor);
    scope.own(
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const each of editors) if (each.document === document) paint(each);
      }),
    );
    scope.own(
      vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.document === document && change.contentChanges.length > 0) clear();
      }),
    );
    scope.own(vscode.workspace.onDidCloseTextDocument((closed) => closed === document && clear()));
    void vscode.commands.executeCommand('setContext', 'tallyboard.marks', true);
    const [first] = marks;
    if (first) editor.revealRange(first.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Shows a text that is no file of its own, read-only, with its marks. `places` are offsets in it. */
  async preview(
    title: string,
    text: string,
    places: readonly (Omit<Mark, 'range'> & { start: number; length: number })[],
  ): Promise<void> {
    const editor = await this.#documents.showText(title, text);
    const at = (offset: number) => editor.document.positionAt(offset);
    const marks = places.map(({ start, length, ...rest }) => ({
      ...rest,
      range: new vscode.Range(at(start), at(start + length)),
    }));
    this.show(editor, marks);
  }

  clear(): void {
    this.#shown?.dispose();
    this.#shown = undefined;
    void vscode.commands.executeCommand('setContext', 'tallyboard.marks', false);
  }

  #painter(scope: Scope, marks: readonly Mark[]): (editor: vscode.TextEditor) => void {
    const kinds = (['block', 'warn'] as const).map((severity) => ({
      type: scope.own(vscode.window.createTextEditorDecorationType(styleOf(severity))),
      options: marks
        .filter((mark) => mark.severity === severity)
        .map(({ range, name }) => ({ range, hoverMessage: hoverOf(severity, name) })),
    }));
    return (editor) => {
      for (const { type, options } of kinds) editor.setDecorations(type, options);
    };
  }
}

/** The wave of an error or a warning, in the theme's colours. */
function styleOf(severity: Severity): vscode.DecorationRenderOptions {
  const name = severity === 'block' ? 'editorError' : 'editorWarning';
  return {
    textDecoration: `underline wavy var(--vscode-${name}-foreground)`,
    overviewRulerColor: new vscode.ThemeColor(`${name}.foreground`),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  };
}

function hoverOf(severity: Severity, name: string): vscode.MarkdownString {
  const why = severity === 'block' ? t('Whoever reads it can use it.') : t('It may be a secret or personal data.');
  return new vscode.MarkdownString().appendText(`${name}. ${why}`);
}
