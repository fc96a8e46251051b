import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { usageOf } from '../app/reports.js';
import { assertInvariant } from '../ledger/invariant.js';
import { withFolder } from '../ledger/rig.js';

const [day, step] = [Date.UTC(2026, 6, 1, 8) / 1000, { output: 1, input_cache_read: 0, input_cache_creation: 0 }];

const kimiLine = (id: string, input: number) => {
  const payload = { message_id: id, token_usage: { ...step, input_other: input } };
  return `${JSON.stringify({ timestamp: day, message: { type: 'StatusUpdate', payload } })}\n`;
};

const grokLine = (id: string, input: number) => {
  const usage = { inputTokens: input, outputTokens: 1, modelCalls: 1 };
  const update = { sessionUpdate: 'turn_completed', prompt_id: id, usage };
  return `${JSON.stringify({ timestamp: day, params: { update } })}\n`;
};

const kinds = {
  'Kimi CLI': {
    line: kimiLine,
    log: (session: string) => `.kimi/sessions/0123/${session}/wire.jsonl`,
    beside: () => '.kimi/config.toml',
    tells: (model: string) => `default_model = "${model}"\n`,
    silent: 'theme = "dark"\n',
  },
  'Grok Build': {
    line: grokLine,
    log: (session: string) => `.grok/sessions/%2Fwork/${session}/updates.jsonl`,
    beside: (session: string) => `.grok/sessions/%2Fwork/${session}/summary.json`,
    tells: (model: string) => JSON.stringify({ current_model_id: model }),
    silent: '{}',
  },
} as const;

interface Home {
  put(path: string, text: string): void;
  drop(path: string): void;
  /** Tokens by model after one more pass, and bytes of logs that it read. */
  read(): Promise<readonly [byModel: Readonly<Record<string, number>>, bytes: number]>;
}

function inHome(work: (home: Home) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const counting: Counting = openCounting({ home: folder, os: 'linux' });
    try {
      await work({
        put: (path, text) => {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), text);
        },
        drop: (path) => rmSync(join(folder, path)),
        read: async () => {
          const before = counting.scanner.bytesRead;
          await counting.scanner.pass();
          assertInvariant(counting.ledger.database, counting.ledger);
          const { byModel } = usageOf(counting);
          const tokens = Object.entries(byModel).map(([model, figures]) => [model, figures['total'] as number]);
          return [Object.fromEntries(tokens), counting.scanner.bytesRead - before];
        },
      });
    } finally {
      counting.ledger.close();
    }
  });
}

for (const [name, { line, log, beside, tells, silent }] of Object.entries(kinds)) {
  describe(`a model of ${name} that is told beside the log`, () => {
    const lines = [line('one', 10), line('two', 20)];

    it('counts once it is told, though the log is the same', () =>
      inHome(async ({ put, read }) => {
        put(log('s'), lines.join(''));
        assert.deepEqual((await read())[0], { unknown: 32 });
        put(beside('s'), silent);
        assert.deepEqual((await read())[0], { unknown: 32 });
        put(beside('s'), tells('late'));
        assert.deepEqual((await read())[0], { late: 32 });
        put(log('s'), [...lines, line('three', 40)].join(''));
        assert.deepEqual((await read())[0], { late: 73 });
      }));

    it('is looked for by the logs that lack it alone, and no more once it is known', () =>
      inHome(async ({ put, drop, read }) => {
        const known = Array.from({ length: 100 }, (_, index) => line(`k${index}`, 9)).join('');
        put(log('known'), known);
        put(beside('known'), tells('first'));
        assert.deepEqual((await read())[0], { first: 1000 });
        drop(beside('known'));
        put(log('lacking'), lines.join(''));
        assert.deepEqual((await read())[0], { first: 1000, unknown: 32 });
        put(beside('lacking'), tells('second'));
        const [byModel, bytes] = await read();
        assert.deepEqual(byModel, { first: 1000, second: 32 });
        assert.ok(bytes < known.length / 10, `${bytes} bytes`);
        put(beside('lacking'), tells('third'));
        assert.deepEqual(await read(), [{ first: 1000, second: 32 }, 0]);
      }));
  });
}
