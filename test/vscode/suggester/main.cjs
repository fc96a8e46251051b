const vscode = require('vscode');

/** What is suggested behind a word that a line begins with. */
const suggestions = {
  go: ' alpha(beta, gamma, delta, epsilon, zeta);',
  nb: ' notebook(cell, text);',
  li: ' first line\nsecond line\nthird line',
  ha: ' hang(on, until, it, answers);',
  /** Which process this is. */
  pi: ` ${process.pid}`,
};

const provider = {
  provideInlineCompletionItems(document, position) {
    const line = document.lineAt(position.line).text;
    const range = new vscode.Range(position.line, 0, position.line, line.length);
    if (line === 'sn') return [new vscode.InlineCompletionItem(new vscode.SnippetString('sn snippet($1, $2);'), range)];
    const word = line.slice(0, 2);
    const text = word + suggestions[word];
    if (!suggestions[word] || !text.startsWith(line) || text === line) return [];
    if (word === 'ha') setTimeout(hang, 400);
    return [new vscode.InlineCompletionItem(text, range)];
  },
};

/** Nothing in this thread runs meanwhile; waiting, it leaves the core to the window that goes on. */
function hang() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000);
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Puts text into the active document in pieces, as an assistant streams it. */
async function stream({ text, piece = 7, pause = 20 }) {
  const { document, selection } = vscode.window.activeTextEditor;
  let at = document.offsetAt(selection.active);
  for (let from = 0; from < text.length; from += piece) {
    const put = () => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.positionAt(at), text.slice(from, from + piece));
      return vscode.workspace.applyEdit(edit);
    };
    // Refused while another edit of the same document is under way.
    while (!(await put()));
    at += Math.min(piece, text.length - from);
    await sleep(pause);
  }
  return { pieces: Math.ceil(text.length / piece) };
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider),
    vscode.commands.registerCommand('suggester.stream', stream),
    vscode.commands.registerCommand('suggester.later', (argument) => void setTimeout(() => stream(argument), 200)),
    vscode.commands.registerCommand('suggester.fail', () => {
      throw new Error('the harbour is closed');
    }),
    vscode.commands.registerCommand('suggester.twoCursors', () => {
      const editor = vscode.window.activeTextEditor;
      editor.selections = [0, 1].map((line) => new vscode.Selection(line, 0, line, 0));
    }),
  );
};
