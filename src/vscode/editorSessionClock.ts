import type * as vscode from 'vscode';
import { continueSession, type EditorSession, heartbeatEvery } from './memory/editorSession.js';

const sessionKey = 'tallyboard.editorSession';

/** Keeps the editor session of this window and workspace: it beats every minute, and begins anew after a long silence. */
export class EditorSessionClock {
  readonly #state: vscode.Memento;
  readonly #idleMs: () => number;
  readonly #timer: NodeJS.Timeout;
  #session: EditorSession;

  constructor(state: vscode.Memento, idleMs: () => number, onBeat: () => void) {
    this.#state = state;
    this.#idleMs = idleMs;
    this.#session = continueSession(state.get(sessionKey), Date.now(), idleMs());
    this.#timer = setInterval(() => {
      this.beat();
      onBeat();
    }, heartbeatEvery);
  }

  get since(): number {
    return this.#session.start;
  }

  get id(): string {
    return this.#session.id;
  }

  beat(): void {
    this.#session = continueSession(this.#session, Date.now(), this.#idleMs());
    void this.#state.update(sessionKey, this.#session);
  }

  /** After Erase: nothing goes on. */
  forget(): void {
    this.#session = continueSession(undefined, Date.now(), this.#idleMs());
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}
