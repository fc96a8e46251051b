import * as vscode from 'vscode';
import type { TallyboardApi } from '../../api/v1.js';
import { registerChat } from './chat/register.js';
import { registerCommands } from './commands/register.js';
import { later } from './loadLater.js';
import { Keeper } from './memory/keeper.js';
import { sidebarView } from './sidebar/sidebar.js';
import { firstView } from './statusBar/firstPaint.js';
import { StatusBar } from './statusBar/item.js';
import { readSurroundings } from './surroundings.js';
import type { Tallyboard } from './tallyboard.js';
import { useWords } from './words.js';

let running: Tallyboard | undefined;

/**
 * Paints what was shown last and registers what can be done; reads no log, opens nothing, waits for nothing. Returns
 * what other extensions may use, made when it is first asked for.
 */
export function activate(context: vscode.ExtensionContext): { readonly v1: TallyboardApi } {
  useWords((text, ...values) => vscode.l10n.t(text, ...values), vscode.env.language);
  const around = readSurroundings(context);
  const keeper = new Keeper(context.globalState, around.dataKind);
  const statusBar = new StatusBar();
  statusBar.show(firstView(keeper.memory.painted, around.made(), Date.now()));
  const tallyboard = (): Tallyboard => {
    running ??= new (later().Tallyboard)({ around, keeper, statusBar, stores: context });
    return running;
  };
  const view: vscode.WebviewViewProvider = { resolveWebviewView: (webview) => tallyboard().sidebar.show(webview) };
  context.subscriptions.push(
    statusBar,
    keeper,
    registerCommands(
      context.extension.packageJSON.contributes.commands,
      (id, argument) => tallyboard().run(id, argument),
      (error) => tallyboard().words(error),
    ),
    vscode.window.registerWebviewViewProvider(sidebarView, view),
    vscode.window.registerWebviewPanelSerializer('tallyboard.report', {
      deserializeWebviewPanel: async (panel) => tallyboard().report.restore(panel),
    }),
    registerChat(() => tallyboard().chat),
    vscode.window.registerUriHandler({
      handleUri: (uri) => void vscode.commands.executeCommand('tallyboard.joinTeam', uri.toString(true)),
    }),
  );
  // In two steps: between them the editor's other extensions have their turn.
  setTimeout(() => {
    later();
    setTimeout(() => tallyboard().start());
  });
  return {
    get v1() {
      return tallyboard().api;
    },
  };
}

/** Keeps the state and ends the worker. */
export async function deactivate(): Promise<void> {
  await running?.close();
  running = undefined;
}
