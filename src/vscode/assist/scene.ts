import * as vscode from 'vscode';
import { linesOf } from '../../assist/prompt.js';
import { type Declaration, type LineRange, type Problem, type Scene, targetOf } from '../../assist/scene.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import { proposalScheme } from './proposals.js';

/** The document of the active editor and what of it a command is about. */
export interface Looked {
  readonly document: vscode.TextDocument;
  readonly scene: Scene;
}

/** Undefined without an editor of a text. */
export async function lookAtEditor(): Promise<Looked | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || [proposalScheme, 'output'].includes(editor.document.uri.scheme)) return undefined;
  const { document, selection } = editor;
  const lines = linesOf(document.getText());
  const selected = {
    start: selection.start.line,
    end: selection.end.line,
    endCharacter: selection.end.character,
    empty: selection.isEmpty,
  };
  const target = targetOf(selected, selection.isEmpty ? await declarationsOf(document) : [], lines.length);
  const file = vscode.workspace.asRelativePath(document.uri, false).replaceAll('\\', '/');
  const { languageId: language } = document;
  return { document, scene: { file, language, lines, target, problems: problemsIn(document, target) } };
}

/** The editor's text, or an error in words. */
export async function needEditor(): Promise<Looked> {
  const looked = await lookAtEditor();
  if (!looked) throw new Refusal(t('Open a file first: this command is about the code in an editor.'));
  return looked;
}

const wholeKinds: readonly vscode.SymbolKind[] = [
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
];

/** None where no extension knows the language, or while it still starts. */
async function declarationsOf({ uri }: vscode.TextDocument): Promise<readonly Declaration[]> {
  type Symbols = readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[];
  const symbols = await vscode.commands.executeCommand<Symbols>('vscode.executeDocumentSymbolProvider', uri);
  return flat(symbols ?? []);
}

function flat(symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]): readonly Declaration[] {
  return symbols.flatMap((symbol) => {
    const range = 'range' in symbol ? symbol.range : symbol.location.range;
    const own = { start: range.start.line, end: range.end.line + 1, whole: wholeKinds.includes(symbol.kind) };
    return [own, ...('children' in symbol ? flat(symbol.children) : [])];
  });
}

/** Everything but hints, by line. */
function problemsIn({ uri }: vscode.TextDocument, { start, end }: LineRange): readonly Problem[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ range, severity }) => severity !== vscode.DiagnosticSeverity.Hint && touches(range, start, end))
    .map(({ range, severity, message, source }): Problem => {
      const text = source === undefined ? message : `${message} (${source})`;
      return { line: Math.max(range.start.line, start), severity: severityOf(severity), text };
    })
    .sort((a, b) => a.line - b.line);
}

function touches(range: vscode.Range, start: number, end: number): boolean {
  return range.start.line < end && range.end.line >= start;
}

function severityOf(severity: vscode.DiagnosticSeverity): Problem['severity'] {
  if (severity === vscode.DiagnosticSeverity.Error) return 'error';
  return severity === vscode.DiagnosticSeverity.Warning ? 'warning' : 'note';
}
