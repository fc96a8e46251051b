import { systemTimers, type Timers } from '../throttle.js';
import { AcceptedPlaces } from './acceptedPlaces.js';
import type { AcceptFailure } from './acceptState.js';
import { type Accepted, ChangeRing, lateFor, type SeenChange, takenAway } from './changeRing.js';
import type { SeenUse } from './recorder.js';

export interface AcceptCounterOptions {
  /** Tokens of each text, in order. */
  readonly countTokens: (texts: readonly string[]) => Promise<readonly number[]>;
  /** Returns the use's id. */
  readonly record: (use: SeenUse, document: object) => string;
  readonly textOf: (document: object) => string;
  /** Lines that suggestions put into a document; the use is the last one of them. */
  readonly edited: (use: string, at: number, document: object, inserted: readonly string[]) => void;
  /** Something that must not go on. The editor itself hears nothing of it. */
  readonly onFailure: (failure: AcceptFailure) => void;
  readonly timers?: Timers;
  /** The time of day, which the timers do not tell. */
  readonly clock?: () => number;
}

interface Suggestion extends Omit<Accepted, 'text' | 'change' | 'later'> {
  /** By the timers. */
  readonly at: number;
  /** The instant of the accept. */
  readonly instant: number;
  readonly entrypoint: string;
  /** Until its tokens are counted. */
  text: string;
  /** Once recorded. */
  id?: string;
  tokens?: number;
  undone: boolean;
}

/** Accepted text waits so long for more of it, and no longer than `longestWait` in all. */
const quiet = 2_000;
const longestWait = 10_000;
/** An undo so soon takes an accept back. */
const undoWithin = 10_000;
/** So many accepts without a change, one after the other, are no accident. */
const missesAllowed = 4;

/** From changes of documents and the word that a suggestion was accepted to tokens. Never throws. */
export class AcceptCounter {
  readonly #options: AcceptCounterOptions;
  readonly #timers: Timers;
  readonly #clock: () => number;
  readonly #ring = new ChangeRing();
  readonly #places = new AcceptedPlaces();
  #pruning: { cancel(): void } | undefined;
  #waiting: Suggestion[] = [];
  #recent: Suggestion[] = [];
  #flushing: { cancel(): void } | undefined;
  #misses = 0;

  constructor(options: AcceptCounterOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    this.#clock = options.clock ?? Date.now;
  }

  /** Any change of any document. */
  changed(change: SeenChange): void {
    this.#guarded(() => {
      if (change.contentChanges.length === 0) return;
      this.#ring.push(change, this.#timers.now());
      this.#places.changed(change);
      this.#pruning ??= this.#timers.after(lateFor, () => this.#prune());
      if (change.reason === 1 && this.#recent.length > 0) this.#undone(change);
    });
  }

  /** The editor has run its own command for accepting. */
  accepted(entrypoint: string, active: object | undefined): void {
    this.#guarded(() => {
      const at = this.#timers.now();
      const found = this.#ring.claim(at, active);
      this.#misses = found ? 0 : this.#misses + 1;
      if (this.#misses > missesAllowed) this.#options.onFailure({ code: 'noChange' });
      if (!found || found.added === 0) return;
      this.#places.accepted(found);
      const { document, added, text } = found;
      const suggestion: Suggestion = { document, added, text, at, instant: this.#clock(), entrypoint, undone: false };
      this.#waiting.push(suggestion);
      this.#recent = [...this.#recent.filter((old) => at - old.at <= undoWithin), suggestion];
      this.#wait(at);
    });
  }

  /** Counts and records what waits. */
  async flush(): Promise<void> {
    this.#flushing?.cancel();
    this.#flushing = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    try {
      const told = this.#lines(batch);
      const tokens = await this.#options.countTokens(batch.map(({ text }) => text));
      for (const [index, suggestion] of batch.entries()) {
        suggestion.text = '';
        this.#record(suggestion, tokens[index] ?? 0);
      }
      for (const tell of told) tell();
    } catch (error) {
      this.#fail(error);
    }
  }

  dispose(): void {
    this.#flushing?.cancel();
    this.#pruning?.cancel();
    this.#waiting = [];
    this.#recent = [];
  }

  /** Of the document's last suggestion, which is recorded first; one that was undone has left no place. */
  #lines(batch: readonly Suggestion[]): readonly (() => void)[] {
    return this.#places.take().map(([document, spans]) => {
      const last = batch.findLast((suggestion) => suggestion.document === document);
      const lines = spans.lines(this.#options.textOf(document));
      return () => {
        if (last?.id !== undefined) this.#options.edited(last.id, last.instant, document, lines);
      };
    });
  }

  #wait(at: number): void {
    this.#flushing?.cancel();
    const since = this.#waiting[0]?.at ?? at;
    const delay = Math.min(quiet, Math.max(0, since + longestWait - at));
    this.#flushing = this.#timers.after(delay, () => void this.flush());
  }

  #prune(): void {
    this.#ring.prune(this.#timers.now());
    this.#pruning = this.#ring.size > 0 ? this.#timers.after(lateFor, () => this.#prune()) : undefined;
  }

  /** An undo that takes away exactly what the newest accept of that document added. */
  #undone(change: SeenChange): void {
    const now = this.#timers.now();
    const removed = takenAway(change);
    const suggestion = this.#recent.findLast(
      ({ document, added, at, undone }) =>
        document === change.document && added === removed && now - at <= undoWithin && !undone,
    );
    if (!suggestion) return;
    suggestion.undone = true;
    if (suggestion.tokens !== undefined) this.#record(suggestion, suggestion.tokens);
  }

  #record(suggestion: Suggestion, tokens: number): void {
    const { id, instant, entrypoint, document, undone } = suggestion;
    const use: SeenUse = {
      id,
      kind: 'inline',
      startedAt: instant,
      at: instant,
      entrypoint,
      model: 'unknown',
      input: 0,
      output: tokens,
      outcome: undone ? 'dropped' : 'accepted',
      acceptedTokens: undone ? 0 : tokens,
      droppedTokens: undone ? tokens : 0,
    };
    suggestion.tokens = tokens;
    suggestion.id = this.#options.record(use, document);
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#options.onFailure({ code: 'error', text: error instanceof Error ? error.message : String(error) });
  }
}
