import * as vscode from 'vscode';
import { carried, chosenOf, type Hunk, hunksOf } from '../../assist/hunks.js';
import { linesOf } from '../../assist/prompt.js';
import type { Scope } from '../../platform/scope.js';
import { plural, t } from '../words.js';
import { editOf } from './proposalEdit.js';

export const proposalScheme = 'tallyboard-proposal';

/** What became of a proposal: the changes that went into the document, and those that did not. */
export interface Decision {
  readonly accepted: readonly Hunk[];
  readonly dropped: readonly Hunk[];
}

export interface Proposal {
  /** What proposes it: "Fix". */
  readonly title: string;
  /** The document that is to change. */
  readonly uri: vscode.Uri;
  /** Its lines when the model was asked; undefined for a file that is not there. */
  readonly before: readonly string[] | undefined;
  readonly after: readonly string[];
  /** Called once. */
  readonly decided: (decision: Decision) => unknown;
}

interface Open extends Proposal {
  readonly id: string;
  readonly hunks: readonly Hunk[];
  /** A question about it is open: a tab that closes meanwhile decides nothing. */
  asking: boolean;
}

/** Proposals that wait for a decision, each as a read-only diff: the document as it was, and as it would be. */
export class Proposals implements vscode.TextDocumentContentProvider {
  readonly #open = new Map<string, Open>();

  constructor(scope: Scope) {
    scope.own(vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this));
    scope.own(vscode.window.tabGroups.onDidChangeTabs(({ closed }) => this.#onClosed(closed)));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const { id, side } = partsOf(uri);
    const proposal = this.#open.get(id);
    return (side === 'before' ? (proposal?.before ?? []) : (proposal?.after ?? [])).join('\n');
  }

  /** Shows it; undefined where it changes nothing. */
  async show(proposal: Proposal): Promise<boolean> {
    const hunks = hunksOf(proposal.before ?? [], proposal.after);
    if (hunks.length === 0) return false;
    const id = crypto.randomUUID();
    this.#open.set(id, { ...proposal, id, hunks, asking: false });
    const side = (name: string) => proposal.uri.with({ scheme: proposalScheme, authority: '', query: `${id}.${name}` });
    const name = proposal.uri.path.split('/').at(-1) ?? '';
    const title = t('{0}: {1} (proposal)', proposal.title, name);
    await vscode.commands.executeCommand('vscode.diff', side('before'), side('after'), title, { preview: false });
    return true;
  }

  /** Puts all of it into the document, as one step of undo. */
  async accept(argument: unknown): Promise<void> {
    const proposal = this.#at(argument);
    if (proposal) await this.#asking(proposal, () => this.#apply(proposal, false));
  }

  /** Lets the person choose its parts in the editor's own preview of changes. */
  async choose(argument: unknown): Promise<void> {
    const proposal = this.#at(argument);
    if (proposal) await this.#asking(proposal, () => this.#apply(proposal, true));
  }

  async discard(argument: unknown): Promise<void> {
    const proposal = this.#at(argument);
    if (proposal) await this.#decide(proposal, []);
  }

  /** The one whose diff the argument or the active tab shows. */
  #at(argument: unknown): Open | undefined {
    const given = argument instanceof vscode.Uri ? argument : undefined;
    const uri = given?.scheme === proposalScheme ? given : shownBy(vscode.window.tabGroups.activeTabGroup.activeTab);
    const proposal = uri && this.#open.get(partsOf(uri).id);
    if (!proposal) void vscode.window.showInformationMessage(t('No proposal is open. Run Fix or Refactor first.'));
    return proposal;
  }

  async #asking(proposal: Open, work: () => Promise<void>): Promise<void> {
    if (proposal.asking) return;
    proposal.asking = true;
    await work().finally(() => {
      proposal.asking = false;
    });
  }

  async #apply(proposal: Open, confirm: boolean): Promise<void> {
    if (proposal.before === undefined) return this.#create(proposal, confirm);
    const document = await vscode.workspace.openTextDocument(proposal.uri);
    const now = linesOf(document.getText());
    const { hunks, kept, lost } = carried(proposal.hunks, proposal.before, now);
    if (lost.length > 0 && !(await this.#passLost(proposal, hunks, lost))) return;
    const edit = editOf(document, hunks, confirm);
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: confirm }))) return this.#notApplied(confirm);
    const result = linesOf((await vscode.workspace.openTextDocument(proposal.uri)).getText());
    const chosen = confirm ? (chosenOf(now, hunks, result) ?? hunks) : hunks;
    if (chosen.length === 0) return undefined;
    return this.#decide(
      proposal,
      kept.filter((_hunk, index) => chosen.includes(hunks[index] as Hunk)),
    );
  }

  /** Lines of the document changed since: says so, and changes only what is still as it was. */
  async #passLost(proposal: Open, hunks: readonly Hunk[], lost: readonly Hunk[]): Promise<boolean> {
    const [others, copy] = [t('Accept the others'), t('Copy the proposal')];
    const words =
      hunks.length === 0
        ? t('The document has changed, and the lines of this proposal with it. Nothing was changed.')
        : plural(
            lost.length,
            {
              one: '{0} change no longer fits: its lines have changed meanwhile. Nothing was changed yet.',
              other: '{0} changes no longer fit: their lines have changed meanwhile. Nothing was changed yet.',
            },
            String(lost.length),
          );
    const way = await vscode.window.showWarningMessage(words, ...(hunks.length === 0 ? [copy] : [others, copy]));
    if (way === copy) await vscode.env.clipboard.writeText(proposal.after.join('\n'));
    return way === others;
  }

  #notApplied(confirm: boolean): void {
    if (confirm) return;
    void vscode.window.showErrorMessage(t('The document could not be changed: it may be read-only or gone.'));
  }

  /** A file that came to be meanwhile is never written over. */
  async #create(proposal: Open, confirm: boolean): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    const metadata = confirm ? { needsConfirmation: true, label: t('A new file') } : undefined;
    const contents = new TextEncoder().encode(proposal.after.join('\n'));
    edit.createFile(proposal.uri, { contents, overwrite: false, ignoreIfExists: false }, metadata);
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: confirm }))) {
      if (!confirm) void vscode.window.showErrorMessage(t('The file is there already. It was not written over.'));
      return;
    }
    const isThere = await vscode.workspace.fs.stat(proposal.uri).then(
      () => true,
      () => false,
    );
    if (isThere) await this.#decide(proposal, proposal.hunks);
  }

  /** Tells what became of it, and closes its diff; what was accepted is shown in its document. */
  async #decide(proposal: Open, accepted: readonly Hunk[]): Promise<void> {
    if (!this.#open.delete(proposal.id)) return;
    const dropped = proposal.hunks.filter((hunk) => !accepted.includes(hunk));
    proposal.decided({ accepted, dropped });
    await vscode.window.tabGroups.close(tabsOf(proposal.id));
    if (accepted.length > 0) await vscode.window.showTextDocument(proposal.uri, { preview: false });
  }

  /** A closed diff is a discarded proposal; one that was only moved is still shown elsewhere. */
  #onClosed(tabs: readonly vscode.Tab[]): void {
    for (const tab of tabs) {
      const proposal = this.#open.get(partsOf(shownBy(tab)).id);
      if (proposal && !proposal.asking && tabsOf(proposal.id).length === 0) void this.#decide(proposal, []);
    }
  }
}

/** Diffs that an earlier window left open have nothing to show any more. */
export async function closeStaleProposals(): Promise<void> {
  const stale = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => shownBy(tab) !== undefined);
  if (stale.length > 0) await vscode.window.tabGroups.close(stale);
}

function tabsOf(id: string): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => partsOf(shownBy(tab)).id === id);
}

function shownBy(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const { input } = tab ?? {};
  const shows = input instanceof vscode.TabInputTextDiff && input.modified.scheme === proposalScheme;
  return shows ? input.modified : undefined;
}

function partsOf(uri: vscode.Uri | undefined): { readonly id: string; readonly side: string } {
  const [id = '', side = ''] = (uri?.query ?? '').split('.');
  return { id, side };
}
