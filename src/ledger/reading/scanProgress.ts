import type { Found } from './fileTask.js';

/** How far a reading has come. */
export interface ScanStep {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly tools: readonly { tool: string; filesDone: number; filesTotal: number }[];
}

/** Counts finished files for whoever shows progress. */
export class Progress {
  #filesDone = 0;
  #bytesDone = 0;
  readonly #filesTotal: number;
  readonly #bytesTotal: number;
  readonly #tools = new Map<string, { tool: string; filesDone: number; filesTotal: number }>();
  readonly #report: ((step: ScanStep) => void) | undefined;
  #last = 0;

  constructor(files: readonly Found[], report: ((step: ScanStep) => void) | undefined) {
    this.#filesTotal = files.length;
    this.#bytesTotal = files.reduce((sum, file) => sum + file.size, 0);
    this.#report = report;
    for (const { source } of files) {
      const entry = this.#tools.get(source.id) ?? { tool: source.id, filesDone: 0, filesTotal: 0 };
      entry.filesTotal++;
      this.#tools.set(source.id, entry);
    }
  }

  done(file: Found): void {
    this.#filesDone++;
    this.#bytesDone += file.size;
    const entry = this.#tools.get(file.source.id);
    if (entry) entry.filesDone++;
    if (!this.#report) return;
    const now = performance.now();
    if (now - this.#last < 100 && this.#filesDone < this.#filesTotal) return;
    this.#last = now;
    this.#report({
      filesDone: this.#filesDone,
      filesTotal: this.#filesTotal,
      bytesDone: this.#bytesDone,
      bytesTotal: this.#bytesTotal,
      tools: [...this.#tools.values()].map((each) => ({ ...each })),
    });
  }
}
