import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text as textOf } from 'node:stream/consumers';
import { zstdCompressSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { claudeLine } from './lines.js';

const root = join(import.meta.dirname, '../../..');
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const megabyte = 1_000_000;
/** Says at the end, after all else, how much memory the process held at its peak. */
const tellPeak = `data:text/javascript,import{writeSync}from"node:fs";process.once("exit",()=>writeSync(2,"peak "+process.resourceUsage().maxRSS))`;

const deep = (open: string, close: string, bytes: number) => open.repeat(bytes / 2) + close.repeat(bytes / 2);
const wide = (count: number) => `{${Array.from({ length: count }, (_, n) => `"k${n}":1`).join(',')}}`;

interface Told {
  readonly total: number;
  readonly records: number;
  readonly skipped: Readonly<Record<string, number>>;
  /** Megabytes. */
  readonly peak: number;
}

/** A report by a process of its own over a home that `make` fills. */
async function reportOf(tool: string, make: (home: string) => void): Promise<Told> {
  const home = mkdtempSync(join(memory, 'tallyboard-bombs-'));
  try {
    make(home);
    const words = ['--import', tellPeak, join(root, 'dist', 'cli.cjs'), 'report', '--json', '--home', home];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, error] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
    const peak = /^peak (\d+)$/.exec(error)?.[1];
    assert.ok(peak, error);
    const report = JSON.parse(out);
    const { records, skipped } = report.sources.find((source: { tool: string }) => source.tool === tool);
    return { total: report.totals.total, records, skipped, peak: (Number(peak) * 1024) / megabyte };
  } finally {
    rmSync(home, { recursive: true });
  }
}

describe('what would fill the memory', function () {
  this.timeout(180_000);

  // 67 MB of a report of nothing, and the reader's one buffer, which grows to a line's 104 MB, and what it grew from: seen 250 MB.
  it('in a log takes no more than 400 MB, and what stands beside it counts', async () => {
    const sound = (id: string) => claudeLine(id, Date.UTC(2026, 2, 2), { input: 5, output: 6 });
    const told = await reportOf('claude-code', (home) => {
      const folder = join(home, '.claude', 'projects', 'one');
      mkdirSync(folder, { recursive: true });
      const around = (name: string, line: string) =>
        writeFileSync(join(folder, `${name}.jsonl`), `${sound(`${name} 1`)}${line}\n${sound(`${name} 2`)}`);
      around(
        'long',
        sound('long answer')
          .trim()
          .replace('an answer', 'y'.repeat(99 * megabyte)),
      );
      around('longer', `{"type":"assistant","text":"${'y'.repeat(120 * megabyte)}"}`);
      around('deep', `{"type":"assistant","message":${deep('[', ']', 40 * megabyte)}}`);
      around('wide', `{"type":"assistant","message":{"usage":${wide(2_000_000)}}}`);
    });
    assert.equal(told.total, 9 * 11);
    assert.ok(told.peak < 400, `${told.peak} MB`);
  });

  // 67 MB of a report, 104 MB of bytes and as many of text, and of values up to 4 million of 170 bytes: seen 574 MB.
  it('in a document takes no more than 900 MB, and what stands beside it counts', async () => {
    const fixture = join(root, 'test/fixtures/sources/gemini-cli/legacy-document-and-its-copy/home');
    const truth = await reportOf('gemini-cli', (home) => cpSync(fixture, home, { recursive: true }));
    const told = await reportOf('gemini-cli', (home) => {
      cpSync(fixture, home, { recursive: true });
      const folder = join(home, '.gemini', 'tmp', 'b'.repeat(64), 'chats');
      mkdirSync(folder, { recursive: true });
      const put = (name: string, bomb: string) => {
        const tokens = { input: 100, output: 10, cached: 0, thoughts: 0, tool: 0, total: 110 };
        const message = {
          id: name,
          timestamp: '2026-03-02T10:00:02.000Z',
          type: 'gemini',
          model: 'gemini-2.5-pro',
          tokens,
        };
        const text = JSON.stringify({ sessionId: name, startTime: message.timestamp, messages: [message] });
        writeFileSync(join(folder, `session-2026-03-02T10-00-${name}.json`), text.replace('{', `{"bomb":${bomb},`));
      };
      put('long', `"${'y'.repeat(100 * megabyte)}"`);
      put('full', `[${'{},'.repeat(1_900_000)}0]`);
      put('deep', deep('[', ']', 40 * megabyte));
      put('wide', wide(5_000_000));
      put('longer', `"${'y'.repeat(140 * megabyte)}"`);
    });
    assert.equal(told.total, truth.total + 2 * 110, 'the long one and the full one are read');
    assert.deepEqual(told.skipped, { ...truth.skipped, 'too-long': 3 });
    assert.ok(told.peak < 900, `${told.peak} MB`);
  });

  // 67 MB of a report, 45 MB of packed bytes, which SQLite has too, 60 MB of text and what is left of the thread before: seen 250 MB.
  it('in a packed thread takes no more than 400 MB, and one that is too long is told as such', async () => {
    const told = await reportOf('zed', (home) => {
      const folder = join(home, '.local', 'share', 'zed', 'threads');
      mkdirSync(folder, { recursive: true });
      const database = new DatabaseSync(join(folder, 'threads.db'));
      database.exec('create table threads (id text primary key, updated_at text, data_type text, data blob)');
      const put = (id: string, message: string) => {
        const thread = { messages: [message], cumulative_token_usage: { input_tokens: 100, output_tokens: 10 } };
        database
          .prepare("insert into threads values (?, '2026-03-02T10:00:00Z', 'zstd', ?)")
          .run(id, zstdCompressSync(JSON.stringify(thread)));
      };
      const noise = randomBytes(45 * megabyte).toString('base64');
      for (const id of ['one', 'two', 'three', 'four']) put(id, noise);
      put('too long', 'y'.repeat(70 * megabyte));
      database.close();
    });
    assert.deepEqual([told.total, told.skipped], [4 * 110, { 'too-long': 1 }]);
    assert.ok(told.peak < 400, `${told.peak} MB`);
  });
});
