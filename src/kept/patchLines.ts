import { goneLines } from '../core/keptWork/normalLine.js';
import { isNotebook, notebookLines } from '../core/keptWork/notebook.js';

/** What a patch tells, in its order. */
export interface PatchHandler {
  /** A commit, in lines of our own format. */
  commit(id: string, at: number): void;
  /** A file that is changed, `/` between folders: one that is renamed by both its names, before its lines. */
  file(path: string): void;
  /** How many lines of the file a hunk removes and adds; before them. */
  changed(removed: number, added: number): void;
  /** Of a notebook the lines of text in its lines. `number`: of the line in the new file, 1-based. */
  added(line: string, number: number): void;
  removed(line: string): void;
}

/** `git log --format=` such that no line of a patch can look like it. */
export const commitFormat = '%x00%H %ct';

/** What no configuration may change: whatever a person set for their own eyes. */
export const plainPatch = [
  '--unified=0',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=all',
  '--find-renames',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Longer hunks are told as they come: they are new files, and need no memory. */
const longestHunk = 4_000;

interface Held {
  readonly removed: string[];
  readonly added: string[];
  /** Of the added lines. */
  readonly numbers: number[];
}

/**
 * Reads the lines of a patch without context. A hunk's head says how many lines are its: they may look like anything. A line
 * that is only broken into others is not told as removed.
 */
export class PatchLines {
  readonly #handler: PatchHandler;
  #removals = 0;
  #additions = 0;
  #isNotebook = false;
  /** Of the next line that is added. */
  #number = 0;
  #held: Held | undefined;

  constructor(handler: PatchHandler) {
    this.#handler = handler;
  }

  take(line: string): void {
    const mark = line[0];
    if (mark === '-' && this.#removals > 0) {
      this.#removals--;
      this.#take('removed', line);
    } else if (mark === '+' && this.#additions > 0) {
      this.#additions--;
      this.#take('added', line);
    } else if (mark === '\u0000') this.#commit(line.slice(1));
    else if (mark === '@') this.#hunk(line);
    else if (line.startsWith('--- a/') || line.startsWith('+++ b/')) this.#file(pathOf(line.slice(6)));
  }

  #file(path: string): void {
    this.#isNotebook = isNotebook(path);
    this.#handler.file(path);
  }

  #take(kind: 'removed' | 'added', line: string): void {
    const text = line.slice(1);
    const number = kind === 'added' ? this.#number++ : 0;
    for (const each of this.#isNotebook ? notebookLines(text) : [text])
      if (this.#held) this.#hold(this.#held, kind, each, number);
      else this.#handler[kind](each, number);
    if (this.#removals + this.#additions === 0) this.#tell();
  }

  #hold(held: Held, kind: 'removed' | 'added', line: string, number: number): void {
    held[kind].push(line);
    if (kind === 'added') held.numbers.push(number);
  }

  #tell(): void {
    const { removed, added, numbers } = this.#held ?? { removed: [], added: [], numbers: [] };
    this.#held = undefined;
    for (const line of goneLines(removed, added)) this.#handler.removed(line);
    for (const [index, line] of added.entries()) this.#handler.added(line, numbers[index] ?? 0);
  }

  #commit(line: string): void {
    const [id = '', seconds] = line.split(' ');
    this.#tell();
    this.#removals = 0;
    this.#additions = 0;
    this.#handler.commit(id, Number(seconds) * 1000);
  }

  #hunk(line: string): void {
    const counts = hunk.exec(line);
    if (!counts) return;
    this.#removals = Number(counts[1] ?? 1);
    this.#number = Number(counts[2]);
    this.#additions = Number(counts[3] ?? 1);
    this.#handler.changed(this.#removals, this.#additions);
    const both = this.#removals > 0 && this.#additions > 0;
    if (both && this.#removals + this.#additions <= longestHunk) this.#held = { removed: [], added: [], numbers: [] };
  }
}

/** A name with spaces has a tab behind it. */
function pathOf(text: string): string {
  return text.replace(/\t$/, '');
}
