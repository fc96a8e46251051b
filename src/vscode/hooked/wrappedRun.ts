import * as vscode from 'vscode';
import { InsertedSpans } from './insertedSpans.js';
import { isTyped } from './isTyped.js';

/** Documents that nobody writes text into. */
const notWritten = new Set(['output', 'tallyboard', 'git', 'debug']);

export interface RunLimits {
  readonly quiet: number;
  readonly longest: number;
}

/**
 * Watches what is put into documents while a command runs, and until it has settled. A change counts unless it looks
 * typed by the person (`isTyped`) or is an undo or redo; text that is gone again in the end does not count. What the
 * person pastes meanwhile, and what a formatter does, cannot be told from the command's own text and counts with it.
 */
export class WrappedRun {
  readonly startedAt = Date.now();
  changedAt = this.startedAt;
  readonly #limits: RunLimits;
  readonly #onEnd: (text: string, document: vscode.TextDocument | undefined) => void;
  readonly #spans = new Map<vscode.TextDocument, InsertedSpans>();
  readonly #listening: vscode.Disposable;
  readonly #timeout: NodeJS.Timeout;
  #settling: NodeJS.Timeout | undefined;
  #settles = false;
  #ended = false;

  /** @param onEnd gets the text, '' for none, and the first document with some; once */
  constructor(limits: RunLimits, onEnd: (text: string, document: vscode.TextDocument | undefined) => void) {
    this.#limits = limits;
    this.#onEnd = onEnd;
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
    const texts = [...this.#spans].map(([document, spans]) => ({ document, text: spans.read(document.getText()) }));
    const written = texts.filter(({ text }) => text !== '');
    this.#onEnd(written.map(({ text }) => text).join('\n'), written[0]?.document);
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
