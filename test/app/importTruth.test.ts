import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { ImportError, importFiles } from '../../src/app/importUsage.js';
import { undoImport } from '../../src/ledger/imports/undoImport.js';
import { Random } from '../kit/generate/random.js';
import { mutated } from '../kit/mutate.js';
import { assertInvariant } from '../ledger/invariant.js';
import { runs, withFolder } from '../ledger/rig.js';
import { type Figures, usageOf } from './reports.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/telemetry');
const cases = readdirSync(fixtures)
  .sort()
  .flatMap((tool) => readdirSync(join(fixtures, tool)).map((name) => join(tool, name)));

/** All that the API sent and the client got, so that it could be told. */
function truthOf(name: string): Figures {
  const file = JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8')) as {
    answers: readonly { completed: boolean; sent: Figures }[];
  };
  const sent = file.answers.filter(({ completed }) => completed).map((answer) => answer.sent);
  const sum = (...names: string[]) =>
    sent.reduce((all, counts) => all + names.reduce((some, each) => some + (counts[each] ?? 0), 0), 0);
  return {
    requests: sent.length,
    input: sum('input'),
    cacheRead: sum('cacheRead'),
    cacheWrite: sum('cacheWrite5m', 'cacheWrite1h'),
    output: sum('output'),
  };
}

function figuresOf(counting: Counting): Figures {
  const { totals } = usageOf(counting);
  assertInvariant(counting.ledger.database, counting.ledger);
  const names = ['requests', 'input', 'cacheRead', 'cacheWrite', 'output'];
  return Object.fromEntries(names.map((name) => [name, totals[name] as number]));
}

async function withHome(work: (counting: Counting, home: string) => unknown): Promise<void> {
  await withFolder(async (folder) => {
    const home = join(folder, 'home');
    const counting = openCounting({ home, os: 'linux' });
    await work(counting, home);
    counting.ledger.close();
  });
}

function take(counting: Counting, path: string) {
  return importFiles(counting.ledger, { paths: [path], at: 0, apply: true });
}

describe('telemetry that real clients exported', () => {
  for (const name of cases) {
    const otlp = join(fixtures, name, 'otlp.jsonl');
    const copy = (home: string) => cpSync(join(fixtures, name, 'home'), home, { recursive: true });

    it(`${name}: with the log, before it or after it, and alone, is all that the API sent, once`, async () => {
      const truth = truthOf(name);
      await withHome((counting) => {
        take(counting, otlp);
        assert.deepEqual(figuresOf(counting), truth, 'alone');
      });
      await withHome(async (counting, home) => {
        copy(home);
        await counting.scanner.pass();
        const before = usageOf(counting);
        take(counting, otlp);
        assert.deepEqual(figuresOf(counting), truth, 'after the log');
        assert.equal(take(counting, otlp).id, undefined, 'nothing new');
        undoImport(counting.ledger, 1);
        assert.deepEqual(usageOf(counting), before, 'taken back');
      });
      await withHome(async (counting, home) => {
        take(counting, otlp);
        copy(home);
        await counting.scanner.pass();
        assert.deepEqual(figuresOf(counting), truth, 'before the log');
      });
    });
  }

  it('takes the metrics that Gemini CLI writes to a file of its own: the last value of each series, thoughts beside the output, all of one instant that is written once', async () => {
    const point = (type: string, second: number, value: number) => ({
      attributes: { 'session.id': 's', model: 'gemini-2.5-pro', type },
      startTime: [1_790_000_000, 0],
      endTime: [1_790_000_000 + second, 500_000_000],
      value,
    });
    const metricsOf = (...dataPoints: unknown[]) => {
      const descriptor = { name: 'gemini_cli.token.usage', type: 'COUNTER', unit: '', valueType: 0 };
      const sum = { descriptor, aggregationTemporality: 1, dataPointType: 3, isMonotonic: true };
      const count = { ...sum, descriptor: { ...descriptor, name: 'gemini_cli.session.count' } };
      const [first, ...others] = dataPoints as { endTime: unknown }[];
      const again = [first, ...others].map((point) => ({ ...point, endTime: '[Circular]' }));
      const metrics = [
        { ...count, dataPoints: [{ ...first, value: 1 }] },
        { ...sum, dataPoints: again },
      ];
      return JSON.stringify({ resource: { _rawAttributes: [] }, scopeMetrics: [{ scope: {}, metrics }] }, null, 2);
    };
    await withHome((counting, home) => {
      const path = join(home, '..', 'telemetry.log');
      const first = metricsOf(point('input', 1, 100), point('cache', 1, 40), point('output', 1, 7));
      const last = metricsOf(
        point('input', 9, 250),
        point('cache', 9, 40),
        point('output', 9, 10),
        point('thought', 9, 5),
      );
      writeFileSync(path, `${first}\n${last}\n`);
      take(counting, path);
      const { input, cacheRead, output } = figuresOf(counting);
      assert.deepEqual({ input, cacheRead, output }, { input: 210, cacheRead: 40, output: 15 });
      undoImport(counting.ledger, 1);
      assert.equal(figuresOf(counting)['input'], 0);
    });
  });

  it('dates by when it was seen what tells no other instant', async () => {
    const name = 'codex/real-0.169.0-telemetry';
    const otlp = readFileSync(join(fixtures, name, 'otlp.jsonl'), 'utf8');
    await withHome((counting, home) => {
      const path = join(home, '..', 'otlp.jsonl');
      writeFileSync(path, otlp.replaceAll('"event.timestamp"', '"other"'));
      take(counting, path);
      assert.deepEqual(figuresOf(counting), truthOf(name));
    });
  });

  it('of metrics that name no session counts nothing, and says how many points it left out, in the trial too', async () => {
    const metrics = readFileSync(join(fixtures, 'claude-code/real-2.1.330-telemetry/otlp.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('claude_code.token.usage'));
    // As OTEL_METRICS_INCLUDE_SESSION_ID=false has it: the resource and the points lack it.
    const nameless = metrics.map((line) => line.replaceAll('"session.id"', '"other"'));
    const points = metrics.join('').match(/"key":"type","value":\{"stringValue":"(input|output|cache)/g)?.length;
    await withHome((counting, home) => {
      const path = join(home, '..', 'metrics.jsonl');
      writeFileSync(path, metrics.join('\n'));
      const told = importFiles(counting.ledger, { paths: [path], at: 0, apply: false });
      assert.ok(told.tools.length === 1 && points !== undefined && points > 3);
      assert.equal(told.tools[0]?.points, points);
      writeFileSync(path, nameless.join('\n'));
      for (const apply of [false, true]) {
        const outcome = importFiles(counting.ledger, { paths: [path], at: 0, apply });
        assert.deepEqual(outcome, { id: undefined, tools: [], skipped: { 'no-session': points } });
      }
      assert.equal(figuresOf(counting)['input'], 0);
    });
  });

  it('with faults is imported whole or not at all, and never adds what is no count', async () => {
    for (let round = 0; round < runs(400); round++) {
      const name = cases[round % cases.length] as string;
      const random = new Random(`import ${round}`);
      await withFolder((folder) => {
        const path = join(folder, 'otlp.jsonl');
        const lines = readFileSync(join(fixtures, name, 'otlp.jsonl'), 'utf8')
          .trimEnd()
          .split('\n');
        const at = random.integer(0, lines.length - 1);
        const spoilt = lines.map((line, index) => (index === at ? mutated(line, random) : Buffer.from(line)));
        writeFileSync(path, Buffer.concat(spoilt.flatMap((line) => [line, Buffer.from('\n')])));
        const counting = openCounting({ home: folder, os: 'linux' });
        try {
          take(counting, path);
        } catch (error) {
          assert.ok(error instanceof ImportError, String(error));
          assert.deepEqual(figuresOf(counting)['requests'], 0, `${name} ${round}`);
        }
        for (const figure of Object.values(figuresOf(counting))) assert.ok(Number.isSafeInteger(figure) && figure >= 0);
        undoImport(counting.ledger, 1);
        assert.deepEqual(figuresOf(counting)['input'], 0);
        counting.ledger.close();
      });
    }
  });
});
