import * as vscode from 'vscode';
import { type Edit, exchange } from '../../core/keptWork/edit.js';
import { InsertedSpans } from './insertedSpans.js';
import { isTyped } from './isTyped.js';

/** Documents that nobody writes text into. */
const notWritten = new Set(['output', 'tallyboard', 'git', 'debug']);

export interface RunLimits {
  readonly quiet: number;
  readonly longest: number;
}

/** What was put into a document. `inserted`, `removed`: lines, for kept work; what stood there before is in neither. */
export interface Written extends Pick<Edit, 'inserted' | 'removed'> {
  readonly document: vscode.TextDocument;
  readonly text: string;
}

/** Larger documents are not remembered as they were. */
const largestRemembered = 1024 * 1024;

/**
 * Watches what is put into documents while a command runs, and until it has settled. A change counts unless it looks
 * typed by the person (`isTyped`) or is an undo or redo; text that is gone again in the end does not count. What the
 * person pastes meanwhile, and what a formatter does, cannot be told from the command's own text and counts with it.
 */
export class WrappedRun {
  readonly startedAt = Date.now();
  changedAt = this.startedAt;
  readonly #limits: RunLimits;
  readonly #onEnd: (written: readonly Written[]) => void;
  /** The text of documents that a person sees. */
  readonly #before: ReadonlyMap<vscode.TextDocument, string>;
  readonly #spans = new Map<vscode.TextDocument, InsertedSpans>();
  readonly #listening: vscode.Disposable;
  readonly #timeout: NodeJS.Timeout;
  #settling: NodeJS.Timeout | undefined;
  #settles = false;
  #ended = false;

  /** @param onEnd is called once */
  constructor(limits: RunLimits, onEnd: (written: readonly Written[]) => void) {
    this.#limits = limits;
    this.#onEnd = onEnd;
    const seen = vscode.window.visibleTextEditors.map(({ document }) => [document, document.getText()] as const);
    this.#before = new Map(seen.filter(([, { length }]) => length <= largestRemembered));
    this.#listening = vscode.workspace.onDidChangeTextDocument((event) => this.#changed(event));
    this.#timeout = setTimeout(() => this.end(), limits.longest);
  }

  /** The command has ended; what it put in may still come. */
  settle(): void {
    if (this.#ended) return;
    this.#settles = true;
    this.#wait();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timeout);
    clearTimeout(this.#settling);
    this.#listening.dispose();
    const written = [...this.#spans].map(([document, spans]) => this.#written(document, spans));
    this.#onEnd(written.filter(({ text }) => text !== ''));
  }

  #written(document: vscode.TextDocument, spans: InsertedSpans): Written {
    const [before, now] = [this.#before.get(document) ?? '', document.getText()];
    const { inserted } = exchange(before, spans.lines(now).join('\n'));
    return { document, text: spans.read(now), inserted, removed: exchange(before, now).removed };
  }

  #wait(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.end(), this.#limits.quiet);
  }

  #changed({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || notWritten.has(document.uri.scheme)) return;
    const counts = reason === undefined && !isTyped(contentChanges, isActive(document));
    const spans = this.#spans.get(document) ?? new InsertedSpans();
    this.#spans.set(document, spans);
    for (const change of contentChanges) spans.apply(change, counts);
    if (!counts) return;
    this.changedAt = Date.now();
    if (this.#settles) this.#wait();
  }
}

function isActive(document: vscode.TextDocument): boolean {
  return vscode.window.activeTextEditor?.document === document;
}
