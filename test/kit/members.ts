import { addDays, dayOf } from '../../src/core/day.js';
import { isCountedPath } from '../../src/core/keptWork/countedPath.js';
import { type KeptDay, scoreOf } from '../../src/core/keptWork/days.js';
import { type EditLines, Evaluation } from '../../src/core/keptWork/evaluation.js';
import { normalLine } from '../../src/core/keptWork/normalLine.js';
import { Random } from './generate/random.js';

/** How someone works with an AI tool. Lines are those of a day with work. */
export interface Manner {
  /** Lines that are needed, and the share of them that is good enough to stay. */
  readonly useful: number;
  readonly quality: number;
  /** Output tokens a line. */
  readonly tokens: number;
  /** Lines of phrases that stand everywhere and of data below `fixtures`, beside those: all of them stay. */
  readonly boilerplate?: number;
  readonly fixtures?: number;
  /** The share of the needed lines that is written as tests. */
  readonly tests?: number;
  /** Edits a day, of which each is a session of its own. */
  readonly sessions?: number;
  /** Work of so many days is done on the last of them. */
  readonly gathers?: number;
  /** Days after which the work of a day is committed. */
  readonly delay?: number;
  /** Days after which all is taken back. */
  readonly reverts?: number;
  /** Output tokens a day for nothing. */
  readonly idle?: number;
}

const until = '2026-05-31';
const hour = 3_600_000;
const workingDays = 60;
const words =
  'load save user order price total index state queue event route token parse build merge check apply reset count label'.split(
    ' ',
  );
const phrases = [
  (a: string, b: string) => `if (!${a}) return ${b};`,
  (a: string, b: string) => `log.debug('enter ${a} ${b}');`,
  (a: string, b: string) => `get ${a}() { return this.${b}; }`,
  (a: string, b: string) => `* @param ${a} the ${b}`,
  (a: string) => `import { ${a} } from './${a}.js';`,
];

/** The score that the product gives someone who works so for some weeks; 0 where it says that there is too little to say. */
export function scoreOfManner(manner: Manner, seed: string): number {
  return new Member(manner, new Random(seed)).score();
}

class Member {
  readonly #manner: Manner;
  readonly #random: Random;
  readonly #edits: EditLines[] = [];
  readonly #commits: { readonly at: number; readonly adds: readonly string[]; readonly removes: readonly string[] }[] =
    [];
  readonly #output = new Map<string, number>();
  #made = 0;

  constructor(manner: Manner, random: Random) {
    this.#manner = manner;
    this.#random = random;
  }

  score(): number {
    const { gathers = 1 } = this.#manner;
    for (let day = 1; day <= workingDays; day++)
      if (day % gathers === 0) this.#work(addDays(until, day - workingDays), gathers);
    return scoreOf(this.#days(), until).score ?? 0;
  }

  #work(day: string, load: number): void {
    const { useful, quality, tokens, boilerplate = 0, tests = 0, fixtures = 0, sessions = 3, idle = 0 } = this.#manner;
    const pace = load * this.#random.logNormal(100, 0.3, 250) * 0.01;
    const amount = (lines: number) => Math.round(lines * pace);
    const needed = this.#distinct(amount(useful));
    const good = needed.filter(() => this.#random.chance(quality));
    const padding = Array.from({ length: amount(boilerplate) }, () => this.#phrase());
    const inTests = Math.round(needed.length * tests);
    const source = this.#edit([...needed.slice(inTests), ...padding], 'src/a.ts');
    this.#log(day, [...source, ...this.#edit(needed.slice(0, inTests), 'src/a.test.ts')], sessions);
    this.#log(day, this.#edit(this.#distinct(amount(fixtures)), 'test/fixtures/a.ts'), sessions);
    this.#commit(
      day,
      [...good, ...padding].map((line) => normalLine(line) ?? ''),
    );
    const lines = needed.length + (padding.length + amount(fixtures)) * 0.3;
    this.#output.set(day, idle + Math.round(lines * tokens));
  }

  /** The lines of an edit that the reader of logs hands on. */
  #edit(lines: readonly string[], path: string): string[] {
    return isCountedPath(path) ? lines.map(normalLine).filter((line) => line !== undefined) : [];
  }

  #log(day: string, lines: readonly string[], sessions: number): void {
    const size = Math.max(1, Math.ceil(lines.length / sessions));
    for (let from = 0; from < lines.length; from += size) {
      const at = Date.parse(`${day}T09:00:00Z`) + Math.floor((from / lines.length) * 6 * hour);
      const id = this.#edits.length;
      this.#edits.push({ id, at, day, file: 'a', inserted: lines.slice(from, from + size), removed: [] });
    }
  }

  #commit(day: string, adds: readonly string[]): void {
    const { reverts, delay = 0 } = this.#manner;
    const at = Date.parse(`${day}T17:00:00Z`) + delay * 24 * hour;
    this.#commits.push({ at, adds, removes: [] });
    if (reverts !== undefined) this.#commits.push({ at: at + reverts * 24 * hour, adds: [], removes: adds });
  }

  #days(): KeptDay[] {
    const evaluation = new Evaluation(this.#edits);
    for (const { at, adds, removes } of [...this.#commits].sort((a, b) => a.at - b.at)) {
      evaluation.commit({ id: String(at), at, onBranch: true });
      evaluation.file('a', 'a');
      for (const hash of removes) evaluation.removed(hash);
      for (const hash of adds) evaluation.added(hash);
    }
    const days = new Map<string, { lines: number; kept: number }>();
    for (const { id, lines, committed } of evaluation.evaluated(Date.parse(addDays(until, 30))).fates) {
      const day = dayOf(this.#edits[id]?.at ?? 0, 'UTC');
      const { lines: before, kept } = days.get(day) ?? { lines: 0, kept: 0 };
      days.set(day, { lines: before + lines, kept: kept + committed });
    }
    return [...days].map(([day, sums]) => ({ day, ...sums, output: this.#output.get(day) ?? 0 }));
  }

  #distinct(count: number): string[] {
    return Array.from(
      { length: count },
      () => `const ${this.#random.pick(words)}${++this.#made} = ${this.#random.pick(words)}(${this.#made});`,
    );
  }

  #phrase(): string {
    return this.#random.pick(phrases)(this.#random.pick(words), this.#random.pick(words));
  }
}
