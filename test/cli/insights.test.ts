import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { InsightKind, RequestFact } from '../../src/core/insights/facts.js';
import { putInsightVerdict } from '../../src/ledger/questions/insightVerdicts.js';
import { clean, random, start, wasteful } from '../core/insights/plant.js';
import { openLedger, runs, withFolder } from '../ledger/rig.js';
import { Person } from './person.js';
import { run } from './rig.js';

const day = 86_400_000;
/** Within the 28 days that are looked at, whenever the test runs. */
const shift = Date.now() - 20 * day - start;

interface Told {
  readonly kind: InsightKind;
  readonly session: string;
  readonly start: string;
  readonly requests: number;
  readonly tokens: number;
  readonly costMicroUsd: number | null;
  readonly avoidedBy: string;
}

/** A session's whole log as Claude Code writes it: a changed file is an edit that was applied, a person's words are a prompt. */
function writeLog(home: string, session: string, requests: readonly RequestFact[]): void {
  const folder = join(home, '.claude', 'projects', '-code-harbour');
  mkdirSync(folder, { recursive: true });
  const lines = requests.flatMap((fact, index) => {
    const of = {
      sessionId: session,
      cwd: '/code/harbour',
      version: '2.1.0',
      timestamp: new Date(fact.at + shift).toISOString(),
    };
    const message = (content: object[], more: object = {}) => ({
      role: 'assistant',
      model: fact.model,
      content,
      ...more,
    });
    const { input, cacheRead, cacheWrite5m, output } = fact.counts;
    const usage = {
      input_tokens: input,
      output_tokens: output,
      cache_read_input_tokens: cacheRead,
      cache_creation_input_tokens: cacheWrite5m,
    };
    const side = fact.agent === '' ? {} : { isSidechain: true, agentId: fact.agent };
    const id = `call-${session}-${index}`;
    const edit = {
      file_path: `/code/harbour/f${index}.ts`,
      old_string: '',
      new_string: `const value${index} = ${index};`,
    };
    const name = `${session}-${index}`;
    const before = requests[index - 1];
    const spoke = fact.turn === null ? fact.human : fact.turn !== before?.turn;
    const asked = spoke ? 'Go on.' : [{ type: 'tool_result', tool_use_id: `t-${index}`, content: 'ok' }];
    return [
      { ...of, ...side, type: 'user', uuid: `u-${name}`, message: { role: 'user', content: asked } },
      {
        ...of,
        ...side,
        type: 'assistant',
        uuid: name,
        requestId: `r-${name}`,
        message: message([], { id: `m-${name}`, usage }),
      },
      ...(fact.changed
        ? [
            {
              ...of,
              type: 'assistant',
              message: message([{ type: 'tool_use', id, name: 'Edit', input: edit }], { id: `e-${name}` }),
            },
            { ...of, type: 'user', message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id }] } },
          ]
        : []),
    ];
  });
  writeFileSync(join(folder, `${session}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

async function findings(home: string): Promise<readonly Told[]> {
  const { code, out, error } = await run('report', '--insights', '--json', '--home', home, '--timezone', 'UTC');
  assert.deepEqual([code, error], [0, '']);
  return (JSON.parse(out) as { readonly findings: readonly Told[] }).findings;
}

describe('tallyboard report --insights', function () {
  this.timeout(60_000);

  it('is right at least nine times in ten on whole logs, and finds nine in ten of what is planted, kind by kind', () =>
    withFolder(async (home) => {
      const kinds = Object.keys(wasteful) as InsightKind[];
      const tally = new Map(kinds.map((kind) => [kind, { right: 0, wrong: 0 }]));
      for (let seed = 1; seed <= runs(100); seed++) {
        const next = random(seed);
        for (const kind of kinds) writeLog(home, `${kind}--${seed}`, wasteful[kind](next));
        for (const [index, make] of clean.entries()) writeLog(home, `clean${index}--${seed}`, make(next));
      }
      for (const { kind, session } of await findings(home)) {
        const row = tally.get(kind);
        if (row) row[session.startsWith(`claude-code:${kind}--`) ? 'right' : 'wrong']++;
      }
      for (const [kind, { right, wrong }] of tally)
        assert.ok(
          right / (right + wrong) >= 0.9 && right >= 0.9 * runs(100),
          `${kind}: ${right} right, ${wrong} wrong`,
        );
    }));

  it('tells what a broken cache cost, by hand, and what would have avoided it', () =>
    withFolder(async (home) => {
      const of = (at: number, cacheRead: number, cacheWrite5m: number): RequestFact => {
        const [first] = wasteful['abandoned-session'](random(1));
        const counts = { input: 10, cacheRead, cacheWrite5m, cacheWrite1h: 0, output: 500, reasoning: 0 };
        return { ...(first as RequestFact), at, counts, output: 500, model: 'claude-sonnet-4-5' };
      };
      writeLog(home, 'broken', [of(start, 0, 30_000), of(start + 900_000, 1_000, 29_500)]);
      // 30,000 were cached, 1,000 of them read: 29,000 written again at $3.75 a million instead of read at $0.30.
      const [told, ...more] = await findings(home);
      assert.deepEqual(more, []);
      assert.deepEqual(
        [told?.kind, told?.session, told?.requests, told?.tokens, told?.costMicroUsd],
        ['cache-break', 'claude-code:broken', 1, 29_000, 100_050],
      );
      assert.equal(told?.start, new Date(start + 900_000 + shift).toISOString());
      const { out } = await run('report', '--insights', '--home', home, '--timezone', 'UTC');
      assert.match(out, /Cache paid for again +claude-code:broken +1 +29,000 +\$0\.10$/m);
      assert.match(out, /Cache paid for again: Reply before the cache expires/);
    }));

  it('leaves out what was dismissed unless asked, and tells what was said of the others, as the page does', () =>
    withFolder(async (folder) => {
      const [home, ledger] = [join(folder, 'home'), join(folder, 'ledger.db')];
      const ask = (...more: string[]) => run('report', '--insights', '--ledger', ledger, '--home', home, ...more);
      for (const [index, name] of ['one', 'two', 'three'].entries())
        writeLog(home, name, wasteful['oversized-context'](random(index + 1)));
      await ask();
      const judge = (session: string, dismissed: boolean, right: boolean | null) => {
        const opened = openLedger(ledger);
        putInsightVerdict(opened, `oversized-context claude-code:${session}`, { dismissed, right }, Date.now());
        opened.close();
      };
      judge('one', true, false);
      judge('two', false, true);
      const told = async (...more: string[]) => {
        const { findings, dismissedLeftOut } = JSON.parse((await ask('--json', ...more)).out);
        const rows = findings.map((each: Record<string, unknown>) => [
          each['session'],
          each['dismissed'],
          each['right'],
        ]);
        return [rows.sort(), dismissedLeftOut];
      };
      const [two, three] = [
        ['claude-code:two', false, true],
        ['claude-code:three', false, null],
      ];
      assert.deepEqual(await told(), [[three, two], 1]);
      assert.deepEqual(await told('--dismissed'), [[['claude-code:one', true, false], three, two], 0]);
      const { out } = await ask();
      assert.match(out, /claude-code:two +right +\d/);
      assert.match(out, /^One that you dismissed is left out; --dismissed shows them too\.$/m);
      assert.match((await ask('--dismissed')).out, /claude-code:one +not right, dismissed +\d/);
      for (const each of ['two', 'three']) judge(each, true, null);
      assert.equal(
        (await ask()).out,
        'Nothing worth a look in the last 28 days.\n3 that you dismissed are left out; --dismissed shows them too.\n',
      );
    }));

  it('with --turns names the requests that are counted, and the one before them: as a table, and as JSON', () =>
    withFolder(async (home) => {
      const broken = wasteful['cache-break'](random(4));
      writeLog(home, 'broken', broken);
      const ask = (...more: readonly string[]) =>
        run('report', '--insights', '--turns', ...more, '--home', home, '--timezone', 'UTC');
      const { findings } = JSON.parse((await ask('--json')).out);
      const [{ turns, requests }] = findings;
      const last = broken.at(-1)?.counts;
      assert.deepEqual(
        turns.map((turn: Record<string, unknown>) => [turn['number'], turn['cacheWrite'], turn['counted']]),
        [
          [broken.length - 1, broken.at(-2)?.counts.cacheWrite5m, false],
          [broken.length, last?.cacheWrite5m, true],
        ],
      );
      assert.equal(requests, 1);
      const { out } = await ask();
      assert.match(out, /\nCache paid for again, claude-code:broken; \* is counted, the one before is to compare\n/);
      assert.match(out, new RegExp(`\\n\\* +${broken.length} +20\\d\\d-.* claude-sonnet-4-5 `));
      const plain = await run('report', '--insights', '--json', '--home', home, '--timezone', 'UTC');
      assert.equal(JSON.parse(plain.out).findings[0].turns, undefined);
    }));

  it('a team is told which kinds were met, by a box of its own and no figure of them; none that is not a kind of waste', () =>
    withFolder(async (home) => {
      for (const kind of ['retry-storm', 'cache-break', 'abandoned-session'] as const)
        writeLog(home, kind, wasteful[kind](random(4)));
      const met = [...new Set((await findings(home)).map(({ kind }) => kind))].sort();
      const ada = new Person(home, 'Ada', home);
      await ada.ask('create', '--name', 'Boat', '--transport', `dir:${home}`, '--alias', 'Ada');
      const rows = async (...more: string[]) => {
        const [text = ''] = await ada.counting<string[]>('preview', ...more);
        return { text, waste: JSON.parse(text).body.weeks.map((row: Record<string, unknown>) => row['waste']) };
      };
      const [without, told] = [await rows(), await rows('--waste')];
      assert.deepEqual([without.text.includes('waste'), without.waste.length > 0], [false, true]);
      assert.deepEqual(met, ['abandoned-session', 'cache-break', 'retry-storm']);
      assert.deepEqual(told.waste.at(-1), ['cache-break', 'retry-storm']);
      await ada.counting('publish');
      const log = await ada.ask<readonly { text: string }[]>('log');
      assert.equal(log.at(-1)?.text, told.text);
    }));

  it('says so where there is nothing, and refuses what it would not heed', () =>
    withFolder(async (home) => {
      const { out } = await run('report', '--insights', '--home', home);
      assert.equal(out, 'Nothing worth a look in the last 28 days.\n');
      const refused = await run('report', '--insights', '--since', '2026-01-01', '--home', home);
      assert.deepEqual([refused.code, /--insights takes no --since/.test(refused.error)], [2, true]);
      const alone = await run('report', '--dismissed', '--home', home);
      assert.deepEqual([alone.code, /--dismissed belongs to --insights/.test(alone.error)], [2, true]);
      const turns = await run('report', '--turns', '--home', home);
      assert.deepEqual([turns.code, /--turns belongs to --insights/.test(turns.error)], [2, true]);
    }));
});
