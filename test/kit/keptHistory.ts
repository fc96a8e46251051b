import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Random } from './generate/random.js';
import { gitIn } from './repository.js';

/** Who wrote a line. An AI tool's shell command writes as `shell`: no edit in a log tells of it. */
type Author = 'human' | 'ai' | 'shell';

interface OwnedLine {
  readonly text: string;
  readonly author: Author;
  /** Instant of the edit that wrote it. */
  readonly born: number;
  /** One of those that stand everywhere, or a further part of a broken line. */
  readonly phrase: boolean;
}

interface Written {
  readonly at: number;
  readonly author: Author;
  readonly lines: number;
}

/** A repository whose every line has a known author, and the logs of the AI tools that wrote in it. */
export interface KeptHistory {
  readonly repository: string;
  readonly home: string;
  readonly commits: readonly { readonly id: string; readonly at: number }[];
  /** Lines of code that AI tools inserted, at each edit. */
  readonly written: readonly Written[];
  readonly end: number;
  /** How many lines of the edit of an instant stand in a commit. */
  standing(commit: string, born: number): number;
  /** Whose a line of a commit's file is, from 1; undefined for one without code. */
  owner(commit: string, path: string, line: number): { readonly author: Author; readonly born: number } | undefined;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 5, 9);
const words =
  'load save user order price total index state queue event route token parse build merge check apply reset count label'.split(
    ' ',
  );
const trivial = ['}', '});', 'return null;', '', '  }', '{', 'else {', 'return true;'];

/**
 * Makes one of so many commits over about five months: people and AI tools insert, change and delete lines in a dozen files;
 * some AI work is thrown away before it is committed; a formatter runs now and then; a generator writes a lock file. The
 * same seed makes the same history.
 */
export function makeKeptHistory(folder: string, seed: number, commits: number): KeptHistory {
  return new HistoryMaker(folder, seed).make(commits);
}

class HistoryMaker {
  readonly #random: Random;
  readonly #repository: string;
  readonly #home: string;
  readonly #files = new Map<string, OwnedLine[]>();
  readonly #written: Written[] = [];
  readonly #trees: ReadonlyMap<string, readonly OwnedLine[]>[] = [];
  readonly #import: string[] = [];
  readonly #logs = new Map<string, string[]>();
  #at = start;
  #made = 0;
  #calls = 0;

  constructor(folder: string, seed: number) {
    this.#random = new Random(`kept-${seed}`);
    this.#repository = join(folder, 'work');
    this.#home = join(folder, 'home');
  }

  make(commits: number): KeptHistory {
    const times: number[] = [];
    for (let index = 0; index < 12; index++) this.#files.set(`src/${words[index]}.ts`, this.#block('human', 30));
    this.#commit(times);
    while (times.length < commits) {
      for (let edits = this.#random.integer(1, 4); edits > 0; edits--) this.#edit();
      if (this.#random.chance(0.06)) this.#format();
      this.#commit(times, this.#random.chance(0.05));
      this.#at += this.#random.chance(0.25) ? this.#random.integer(14, 20) * hour : this.#random.integer(1, 8) * hour;
    }
    return this.#finish(times);
  }

  #edit(): void {
    this.#at += this.#random.integer(3, 40) * minute;
    const roll = this.#random.integer(0, 99);
    if (roll < 55) this.#assist('ai');
    else if (roll < 61) this.#assist('shell');
    else this.#change();
  }

  /** Lines of the language: some of them stand everywhere. */
  #block(author: Author, lines: number): OwnedLine[] {
    return Array.from({ length: lines }, () => {
      const phrase = this.#random.chance(0.2);
      return { text: phrase ? this.#random.pick(trivial) : this.#line(), author, born: this.#at, phrase };
    });
  }

  #line(): string {
    const word = () => this.#random.pick(words);
    const name = `${word()}${++this.#made}`;
    const forms = [
      `const ${name} = ${word()}(${word()}, "${word()} ${word()}");`,
      `  if (${name} !== undefined) ${word()}.${word()}(${name});`,
      `export function ${name}(${word()}: string): void {`,
      `  // ${name} holds the ${word()} of a ${word()}`,
      `  return ${word()}.${word()}((${word()}) => ${name}(${word()}));`,
    ];
    return this.#random.pick(forms);
  }

  #pickFile(): [string, OwnedLine[]] {
    const path = this.#random.pick([...this.#files.keys()]);
    return [path, this.#files.get(path) ?? []];
  }

  /** An AI tool replaces a few lines by a block; sometimes a person throws part of it away at once. */
  #assist(author: 'ai' | 'shell'): void {
    const [path, lines] = this.#pickFile();
    const from = this.#random.integer(0, lines.length);
    const replaced = lines.slice(from, from + (this.#random.chance(0.4) ? this.#random.integer(1, 6) : 0));
    const block = this.#block(author, this.#random.integer(4, 40));
    lines.splice(from, replaced.length, ...block);
    this.#written.push({ at: this.#at, author, lines: block.filter(isCode).length });
    if (author === 'ai') this.#logEdit(path, replaced, block);
    else this.#logShell(path);
    const fate = this.#random.integer(0, 99);
    if (fate < 12) drop(lines, new Set(block));
    else if (fate < 40) drop(lines, new Set(block.filter(() => this.#random.chance(0.35))));
  }

  /** A person inserts, changes or deletes. */
  #change(): void {
    const [, lines] = this.#pickFile();
    const from = this.#random.integer(0, lines.length);
    const roll = this.#random.integer(0, 2);
    const many = this.#random.integer(1, 14);
    lines.splice(from, roll === 0 ? 0 : many, ...(roll === 2 ? [] : this.#block('human', many)));
  }

  /** Quotes, semicolons, spaces and line breaks as another style wants them; who wrote a line stays who wrote it. */
  #format(): void {
    const [path, lines] = this.#pickFile();
    const styled = lines.flatMap((line) => {
      const text = line.text
        .replaceAll('"', "'")
        .replace(/;$/, '')
        .replace(/^ {2}/, '\t')
        .replace(/\((\w+)\) =>/g, '$1 =>');
      const parts = this.#random.chance(0.1) ? text.split(/(?<=\()(?=\w)/) : [text];
      return parts.map((part, index) => ({ ...line, text: part, phrase: line.phrase || index > 0 }));
    });
    this.#files.set(path, styled);
  }

  #rename(): void {
    const [path, lines] = this.#pickFile();
    this.#files.delete(path);
    this.#files.set(
      path.replace(/(\d*)\.ts$/, (_, number: string) => `${Number(number) + 1}.ts`),
      lines,
    );
    this.#import.push(`D ${path}`);
  }

  #commit(times: number[], renames = false): void {
    this.#at += this.#random.integer(1, 20) * minute;
    const seconds = Math.floor(this.#at / 1000);
    const message = `change ${times.length}`;
    this.#import.push(
      `commit refs/heads/main\nmark :${times.length + 1}\ncommitter Kim <kim@example.org> ${seconds} +0000`,
    );
    this.#import.push(`data ${message.length}\n${message}`);
    if (renames) this.#rename();
    const tree = new Map<string, readonly OwnedLine[]>();
    for (const [path, lines] of this.#files) {
      tree.set(path, [...lines]);
      this.#put(path, lines.map(({ text }) => `${text}\n`).join(''));
    }
    const locked = Array.from({ length: 40 }, () => `"package-${this.#random.integer(0, 1e6)}": "1.0.0"\n`);
    this.#put('package-lock.json', locked.join(''));
    this.#trees.push(tree);
    times.push(seconds * 1000);
  }

  #put(path: string, text: string): void {
    this.#import.push(`M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}`);
  }

  /** Half of the sessions are Claude Code's, half Codex's. */
  #logEdit(path: string, removed: readonly OwnedLine[], inserted: readonly OwnedLine[]): void {
    const file = join(this.#repository, path);
    const session = `s${Math.floor((this.#at - start) / day)}`;
    const id = `call-${++this.#calls}`;
    const lines = [...removed.map(({ text }) => `-${text}`), ...inserted.map(({ text }) => `+${text}`)];
    if (Math.floor((this.#at - start) / day) % 2 === 0) {
      const input = { file_path: file, old_string: textOf(removed), new_string: textOf(inserted) };
      const result = { filePath: file, structuredPatch: [{ oldStart: 1, newStart: 1, lines }] };
      this.#claude(session, id, 'Edit', input, result);
    } else this.#codex(session, id, ['*** Begin Patch', `*** Update File: ${path}`, '@@', ...lines, '*** End Patch']);
  }

  #logShell(path: string): void {
    const id = `call-${++this.#calls}`;
    const session = `s${Math.floor((this.#at - start) / day)}`;
    this.#claude(session, id, 'Bash', { command: `cat new.txt >> ${path}` }, { stdout: '', stderr: '' });
  }

  #claude(session: string, id: string, name: string, input: object, result: object): void {
    const log = this.#log(`.claude/projects/work/${session}.jsonl`);
    const line = { sessionId: session, cwd: this.#repository, gitBranch: 'main', timestamp: iso(this.#at) };
    const model = 'claude-opus-5-5';
    const use = { type: 'tool_use', id, name, input };
    log.push(
      JSON.stringify({
        ...line,
        type: 'assistant',
        message: { id: `m-${id}`, role: 'assistant', model, content: [use] },
      }),
      JSON.stringify({
        ...line,
        type: 'user',
        message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'done' }] },
        toolUseResult: result,
      }),
    );
  }

  #codex(session: string, call: string, patch: readonly string[]): void {
    const log = this.#log(`.codex/sessions/2026/01/01/rollout-${session}.jsonl`);
    const timestamp = iso(this.#at);
    const told = (type: string, payload: object) => JSON.stringify({ timestamp, type, payload });
    if (log.length === 0) {
      log.push(told('session_meta', { id: session, cwd: this.#repository, git: { branch: 'main' } }));
      log.push(told('turn_context', { cwd: this.#repository, model: 'gpt-5.2-codex' }));
    }
    const input = `${patch.join('\n')}\n`;
    const output = JSON.stringify({ output: 'Success.', metadata: { exit_code: 0 } });
    log.push(told('response_item', { type: 'custom_tool_call', name: 'apply_patch', call_id: call, input }));
    log.push(told('response_item', { type: 'custom_tool_call_output', call_id: call, output }));
  }

  #log(path: string): string[] {
    const log = this.#logs.get(path) ?? [];
    this.#logs.set(path, log);
    return log;
  }

  #finish(times: readonly number[]): KeptHistory {
    mkdirSync(this.#repository, { recursive: true });
    gitIn(this.#repository, 'init', '--quiet', '--initial-branch=main');
    execFileSync('git', ['-C', this.#repository, 'fast-import', '--quiet'], { input: `${this.#import.join('\n')}\n` });
    gitIn(this.#repository, 'reset', '--quiet', '--hard');
    for (const [path, lines] of this.#logs) {
      mkdirSync(dirname(join(this.#home, path)), { recursive: true });
      writeFileSync(join(this.#home, path), `${lines.join('\n')}\n`);
    }
    const ids = gitIn(this.#repository, 'log', '--reverse', '--format=%H').trim().split('\n');
    const trees = new Map(ids.map((id, index) => [id, this.#trees[index]]));
    return {
      repository: this.#repository,
      home: this.#home,
      commits: ids.map((id, index) => ({ id, at: times[index] ?? 0 })),
      written: this.#written,
      end: this.#at,
      standing: (commit, born) =>
        [...(trees.get(commit)?.values() ?? [])]
          .flat()
          .filter((line) => isCode(line) && line.author !== 'human' && line.born === born).length,
      owner(commit, path, line) {
        const owned = trees.get(commit)?.get(path)?.[line - 1];
        return owned && isCode(owned) ? owned : undefined;
      },
    };
  }
}

/** Phrases that stand everywhere are nobody's: git takes one of them for another. A broken line is one line still. */
function isCode({ phrase }: OwnedLine): boolean {
  return !phrase;
}

function drop(lines: OwnedLine[], gone: ReadonlySet<OwnedLine>): void {
  const left = lines.filter((line) => !gone.has(line));
  lines.splice(0, lines.length, ...left);
}

function textOf(lines: readonly OwnedLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
