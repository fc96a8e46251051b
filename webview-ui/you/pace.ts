/** Guesses how long a reading still takes. */
export interface Pace {
  /** Whole seconds, at least 1; null while it is too early to say or nothing is left. */
  secondsLeft(done: number, total: number): number | null;
}

const settlingTime = 700;

/** Measures from its first call on, so that a page opened midway counts only what it saw. `now` in milliseconds. */
export function createPace(now: () => number): Pace {
  let first: { readonly at: number; readonly done: number } | undefined;
  return {
    secondsLeft(done, total) {
      if (!first || done < first.done) first = { at: now(), done };
      const time = now() - first.at;
      const read = done - first.done;
      if (time < settlingTime || read <= 0 || done >= total) return null;
      return Math.max(1, Math.round(((total - done) * time) / read / 1000));
    },
  };
}
