import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readKeptWork } from '../../src/app/keptWork.js';
import { keptWork } from '../../src/ledger/edits/keptQueries.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { KeptAnswer } from '../../src/protocol/kept.js';
import { gitIn } from '../kit/repository.js';

export const start = Date.UTC(2026, 2, 2, 10);
export const hour = 3_600_000;
export const day = 24 * hour;

/** A home with Claude Code's log and a repository, in which tests write, commit and edit at instants of their own. */
export class Desk {
  readonly home: string;
  readonly work: string;
  #calls = 0;

  constructor(folder: string) {
    this.home = join(folder, 'home');
    this.work = join(folder, 'work');
    mkdirSync(this.work, { recursive: true });
    gitIn(this.work, 'init', '--quiet', '--initial-branch=main');
  }

  write(path: string, lines: readonly string[], folder = this.work): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), lines.map((line) => `${line}\n`).join(''));
  }

  commit(at: number, folder = this.work): void {
    gitIn(folder, 'add', '--all');
    this.git(at, folder, 'commit', '--quiet', '--allow-empty', '--message', 'change');
  }

  /** Runs git with both of its clocks at an instant. */
  git(at: number, folder: string, ...words: string[]): string {
    const date = `${Math.floor(at / 1000)} +0000`;
    const [author, committer] = [process.env['GIT_AUTHOR_DATE'], process.env['GIT_COMMITTER_DATE']];
    process.env['GIT_AUTHOR_DATE'] = date;
    process.env['GIT_COMMITTER_DATE'] = date;
    try {
      return gitIn(folder, ...words);
    } finally {
      restore('GIT_AUTHOR_DATE', author);
      restore('GIT_COMMITTER_DATE', committer);
    }
  }

  /** Logs an edit as asked for and, unless told otherwise, as applied. */
  edit(
    at: number,
    path: string,
    inserted: readonly string[],
    more: {
      removed?: readonly string[];
      folder?: string;
      applied?: boolean;
      session?: string;
      branch?: string;
    } = {},
  ): void {
    const { removed = [], folder = this.work, applied = true, session = 's1', branch = 'main' } = more;
    const id = `call-${++this.#calls}`;
    const text = (lines: readonly string[]) => lines.join('\n');
    const input = { file_path: join(folder, path), old_string: text(removed), new_string: text(inserted) };
    const content = [{ type: 'tool_use', id, name: 'Edit', input }];
    this.#log({ at, folder, session, branch, type: 'assistant', content });
    if (applied) this.result(at, id, session);
  }

  /** Logs a cell that was put into a notebook. */
  cell(at: number, path: string, source: string): void {
    const id = `call-${++this.#calls}`;
    const input = { notebook_path: join(this.work, path), new_source: source, edit_mode: 'insert' };
    const content = [{ type: 'tool_use', id, name: 'NotebookEdit', input }];
    this.#log({ at, folder: this.work, session: 's1', branch: 'main', type: 'assistant', content });
    this.result(at, id);
  }

  /** A request that was counted. */
  request(at: number, session = 's1'): void {
    const usage = { input_tokens: 100, output_tokens: 20 };
    const content = [{ type: 'text', text: 'Done.' }];
    this.#log({ at, folder: this.work, session, branch: 'main', type: 'assistant', content, usage });
  }

  /** A command that writes a file, as asked for and run. */
  command(at: number, session = 's1'): void {
    const id = `call-${++this.#calls}`;
    const content = [{ type: 'tool_use', id, name: 'Bash', input: { command: 'echo x > y.ts' } }];
    this.#log({ at, folder: this.work, session, branch: 'main', type: 'assistant', content });
    this.result(at, id, session);
  }

  /** A person's prompt. */
  say(at: number, session = 's1'): void {
    this.#log({
      at,
      folder: this.work,
      session,
      branch: 'main',
      type: 'user',
      content: [{ type: 'text', text: 'Go.' }],
    });
  }

  result(at: number, id = `call-${this.#calls}`, session = 's1'): void {
    const content = [{ type: 'tool_result', tool_use_id: id }];
    this.#log({ at, folder: this.work, session, branch: 'main', type: 'user', content });
  }

  #log({ at, folder, session, branch, type, content, usage }: Logged): void {
    const file = join(this.home, `.claude/projects/work/${session}.jsonl`);
    const message = { id: `m${at}`, role: type, model: 'claude-opus-5-5', content, ...(usage ? { usage } : {}) };
    mkdirSync(dirname(file), { recursive: true });
    const timestamp = new Date(at).toISOString();
    const line = { type, sessionId: session, cwd: folder, gitBranch: branch, timestamp, message };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  }

  /** What is told of the edits after all has been read. */
  async read(ledger: Ledger, now: number): Promise<KeptAnswer> {
    await readKeptWork(ledger, { home: this.home }, { now });
    return keptWork(ledger, { zone: 'UTC', by: [] });
  }
}

interface Logged {
  readonly at: number;
  readonly folder: string;
  readonly session: string;
  readonly branch: string;
  readonly type: string;
  readonly content: readonly object[];
  readonly usage?: object;
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** So many lines that count, told apart by a name. */
export function code(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `  const ${name}${index} = load('${name}', ${index});`);
}
