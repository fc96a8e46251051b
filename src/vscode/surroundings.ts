import * as vscode from 'vscode';
import type { DataKind } from '../protocol/page.js';
import type { Runtime } from './commands/launcher.js';

/** What this window runs in; the same for its whole life. */
export interface Surroundings {
  /** Home folder of generated logs, with `TALLYBOARD_DEMO=1`. */
  readonly demoHome: string | undefined;
  readonly dataKind: DataKind;
  /** `…/User` of this editor. */
  readonly editorUserFolder: string;
  readonly workerFile: string;
  readonly workFile: string;
  readonly teamFile: string;
  /** `publisher.name` of this extension. */
  readonly extension: string;
  /** Prompt files of the assist commands. */
  readonly promptFolder: string;
  readonly pageFolder: vscode.Uri;
  readonly locale: string;
  readonly runtime: Runtime;
  readonly versions: readonly (readonly [string, string])[];
  /** What a view of the status bar is made with: language, version and settings, as written. */
  made(): string;
}

export function readSurroundings(context: vscode.ExtensionContext): Surroundings {
  const demoHome =
    process.env['TALLYBOARD_DEMO'] === '1' ? process.env['TALLYBOARD_DEMO_HOME'] || undefined : undefined;
  const { version } = context.extension.packageJSON as { readonly version: string };
  return {
    demoHome,
    dataKind: demoHome === undefined ? 'real' : 'demo',
    editorUserFolder: vscode.Uri.joinPath(context.globalStorageUri, '..', '..').fsPath,
    workerFile: context.asAbsolutePath('dist/scanWorker.cjs'),
    workFile: context.asAbsolutePath('dist/workWorker.cjs'),
    teamFile: context.asAbsolutePath('dist/teamWorker.cjs'),
    extension: context.extension.id.toLowerCase(),
    promptFolder: context.asAbsolutePath('dist/prompts'),
    pageFolder: vscode.Uri.joinPath(context.extensionUri, 'dist', 'page'),
    locale: vscode.env.language,
    runtime: {
      execPath: process.execPath,
      electron: process.versions['electron'] !== undefined,
      cliFile: context.asAbsolutePath('dist/cli.cjs'),
      windows: process.platform === 'win32',
    },
    made: () => madeWith(version),
    versions: [
      ['Tallyboard', version],
      [vscode.env.appName, vscode.version],
      ['Node', process.versions.node],
      ['OS', `${process.platform} ${process.arch}`],
      ...(vscode.env.remoteName === undefined ? [] : [['Remote', vscode.env.remoteName] as const]),
    ],
  };
}

function madeWith(version: string): string {
  const settings = vscode.workspace.getConfiguration('tallyboard');
  const names = ['statusBar.shows', 'statusBar.period', 'timezone', 'plan', 'budget.amount', 'budget.unit'];
  const values = [...names, 'budget.period'].map((name) => settings.get(name));
  return JSON.stringify([version, vscode.env.language, ...values]);
}
