import * as vscode from 'vscode';
import type { FailedImport, ImportOutcome, StoredImport } from '../../core/imported.js';
import { importFailureWords, importMarkdown } from '../documents/import.js';
import { pickOne } from '../questions.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import type { CommandTools } from './handlers.js';

/** What is asked, as far as whoever runs the command does not say it. */
interface Wish {
  /** Which files; a key binding cannot say that, so that nothing but a person or an extension names a file. */
  readonly files?: readonly vscode.Uri[];
  /** Without a question. */
  readonly confirmed?: boolean;
  /** Number of an import to take back. */
  readonly takeBack?: number;
}

/** Shows what files would add and, once the person wants it, imports them; takes an earlier import back. */
export async function importUsage(tools: CommandTools, argument: unknown): Promise<void> {
  const wish = (typeof argument === 'object' && argument !== null ? argument : {}) as Wish;
  if (typeof wish.takeBack === 'number') return takeBack(tools, wish.takeBack);
  const named = (wish.files ?? []).filter((file) => file instanceof vscode.Uri);
  const chosen = named.length > 0 ? named : await choose(tools);
  if (chosen === undefined) return;
  if ('id' in chosen) return takeBack(tools, chosen.id);
  const paths = chosen.map((file) => file.fsPath);
  const tried = await read(tools, paths, false);
  await tools.documents.show(t('Tallyboard import'), importMarkdown(tried, paths, tools.wording()));
  if (wish.confirmed !== true && !(await isWanted(tried, tools.wording()))) return;
  const { id } = await read(tools, paths, true);
  if (id !== undefined) offerBack(tools, id);
}

/** Files, or an import to take back; undefined for neither. */
async function choose(tools: CommandTools): Promise<readonly vscode.Uri[] | StoredImport | undefined> {
  const imports = await tools.counting.call('imports', {});
  if (imports.length === 0) return pickFiles();
  const earlier = imports.map((each) => ({
    label: t('Take Back Import {0}', each.id),
    description: tools.wording().day(each.at),
    detail: each.files.join(', '),
    each,
  }));
  const items = [{ label: t('Choose Files…'), description: '', detail: '', each: undefined }, ...earlier];
  const picked = await pickOne(items, { placeHolder: t('Import files, or take an import back') });
  return picked && (picked.each ?? pickFiles());
}

async function pickFiles(): Promise<readonly vscode.Uri[] | undefined> {
  const filters = { [t('Telemetry, and exports of Tallyboard')]: ['json', 'jsonl', 'gz'] };
  return vscode.window.showOpenDialog({ title: t('Import Usage'), canSelectMany: true, filters });
}

async function read({ counting }: CommandTools, paths: readonly string[], apply: boolean): Promise<ImportOutcome> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: apply ? t('Importing usage') : t('Reading what the files would add'),
  };
  const answer = await vscode.window.withProgress(options, () =>
    counting.call('importFiles', { paths, at: Date.now(), apply }),
  );
  if (isFailed(answer)) throw new Error(importFailureWords(answer));
  return answer;
}

function isFailed(answer: ImportOutcome | FailedImport): answer is FailedImport {
  return 'reason' in answer;
}

/** Asks while the person reads the document that says what it comes to. */
async function isWanted({ tools }: ImportOutcome, wording: Wording): Promise<boolean> {
  if (tools.every(({ requests, known, points }) => requests === known && points === 0)) {
    void vscode.window.showInformationMessage(t('The files hold nothing new. The ledger is as it was.'));
    return false;
  }
  const added = tools.reduce((sum, tool) => sum + tool.added, 0);
  const tokens = tools.reduce((sum, { growth }) => sum + growth.total, 0);
  const forms = { one: 'Import {0} new request', other: 'Import {0} new requests' };
  const way = {
    label: plural(added, forms, wording.long(added)),
    description: t('{0} tokens more', wording.long(tokens)),
  };
  const options = { placeHolder: t('Import what the document names?') };
  return (await pickOne([way, { label: t('Leave the ledger as it is') }], options)) === way;
}

function offerBack(tools: CommandTools, id: number): void {
  const way = t('Take Back');
  void vscode.window.showInformationMessage(t('The files were imported.'), way).then((chosen) => {
    if (chosen === way) return takeBack(tools, id);
    return undefined;
  });
}

async function takeBack({ counting }: CommandTools, id: number): Promise<void> {
  await counting.call('undoImport', { id });
  void vscode.window.showInformationMessage(t('Import {0} was taken back.', id));
}
