/** What has to be released, in reverse order of its making. A late arrival to a closed scope is released at once. */
export interface Release {
  dispose(): unknown;
}

export class Scope implements Release {
  readonly #held: Release[] = [];
  #closed = false;

  own<T extends Release>(release: T): T {
    if (this.#closed) release.dispose();
    else this.#held.push(release);
    return release;
  }

  defer(release: () => unknown): void {
    this.own({ dispose: release });
  }

  get closed(): boolean {
    return this.#closed;
  }

  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (let release = this.#held.pop(); release; release = this.#held.pop()) release.dispose();
  }
}
