import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTeam } from '../../src/cli/team.js';
import type { Ran } from './rig.js';

const day = 86_400_000;
/** One person with a home folder whose logs are full of what must not leave, and with the command line. */
export class Person {
  readonly name: string;
  readonly data: string;
  readonly home: string;
  #requests = 0;

  constructor(folder: string, name: string, home = join(folder, name, 'home'), data = join(folder, name, 'data')) {
    this.name = name;
    this.data = data;
    this.home = home;
  }

  /** Writes a request of ten days ago, four fifths of it read from cache, or more. */
  work(output = 500, cacheRead = 800): void {
    const folder = join(this.home, '.claude', 'projects', '-canary-folder');
    mkdirSync(folder, { recursive: true });
    const usage = {
      input_tokens: 100,
      cache_creation_input_tokens: 100,
      cache_read_input_tokens: cacheRead,
      output_tokens: output,
    };
    const id = `${this.name}-${++this.#requests}`;
    const line = {
      type: 'assistant',
      timestamp: new Date(Date.now() - 10 * day).toISOString(),
      sessionId: 'canary-session',
      cwd: '/x/canary-folder',
      version: '2.1.330',
      gitBranch: 'canary-branch',
      isSidechain: false,
      attributionAgent: 'canary-agent',
      requestId: `req_${id}`,
      uuid: id,
      message: {
        role: 'assistant',
        id: `msg_${id}`,
        model: 'claude-sonnet-4-5-20250929',
        content: [{ type: 'text', text: 'canary-prompt' }],
        stop_reason: 'end_turn',
        usage,
      },
    };
    writeFileSync(join(folder, 'canary-session.jsonl'), `${JSON.stringify(line)}\n`, { flag: 'a' });
  }

  async run(...words: string[]): Promise<Ran> {
    const before = process.env['TALLYBOARD_HOME'];
    process.env['TALLYBOARD_HOME'] = this.data;
    const told = { out: '', error: '' };
    try {
      const code = await runTeam(['team', ...words], {
        out(text) {
          told.out += text;
        },
        error(text) {
          told.error += text;
        },
      });
      return { code, ...told };
    } finally {
      if (before === undefined) delete process.env['TALLYBOARD_HOME'];
      else process.env['TALLYBOARD_HOME'] = before;
    }
  }

  /** The JSON of an act that has to go well. */
  async ask<T>(...words: string[]): Promise<T> {
    const { code, out, error } = await this.run(...words, '--json');
    assert.deepEqual([code, error], [0, ''], `${this.name}: ${words.join(' ')}\n${out}`);
    return JSON.parse(out) as T;
  }

  counting<T>(...words: string[]): Promise<T> {
    return this.ask<T>(...words, '--home', this.home, '--timezone', 'UTC');
  }

  /** All files of this person's part of teams. */
  files(): readonly string[] {
    return readdirSync(this.data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  }
}

/** By the six words; the member’s id. */
export async function letIn(admin: Person, person: Person, transport: string, ...more: string[]): Promise<string> {
  const { code } = await admin.ask<{ code: string }>('invite', ...more);
  const { words } = await person.ask<{ words: string }>('join', code, '--alias', person.name, '--transport', transport);
  const [asked] = await admin.ask<{ id: string; alias: string; words: string }[]>('requests');
  assert.deepEqual([asked?.alias, asked?.words], [person.name, words]);
  const { member } = await admin.ask<{ member: string }>('approve', asked?.id ?? '', ...words.split(' '));
  assert.equal((await person.ask<{ state: string }>('look')).state, 'member');
  return member;
}
