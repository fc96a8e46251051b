/** One kind of question to the host. At most one is open; a newer one cancels it. */
export class Question<T> {
  readonly #ask: (signal: AbortSignal) => Promise<T>;
  readonly #answered: (answer: { readonly value: T } | { readonly error: unknown }) => void;
  #open: AbortController | null = null;
  /** Something changed while the question was open. */
  #again = false;

  constructor(
    ask: (signal: AbortSignal) => Promise<T>,
    answered: (answer: { readonly value: T } | { readonly error: unknown }) => void,
  ) {
    this.#ask = ask;
    this.#answered = answered;
  }

  /** Settles when no question of this call is open any more. */
  async ask(): Promise<void> {
    this.#open?.abort();
    const open = new AbortController();
    this.#open = open;
    this.#again = false;
    const answer = await this.#ask(open.signal).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (this.#open !== open) return;
    this.#open = null;
    this.#answered(answer);
    if (this.#again) await this.ask();
  }

  /** News never cancels a question that is already open: it waits for its end. */
  refresh(): void {
    if (this.#open) this.#again = true;
    else void this.ask();
  }
}
