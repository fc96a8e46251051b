import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { verifyLedger } from '../../src/app/verifyLedger.js';
import { importedLine } from '../../src/core/usageLine.js';
import type { VerifyAnswer } from '../../src/core/verify.js';
import { exportLines } from '../../src/ledger/imports/exportLines.js';
import { importInto } from '../../src/ledger/imports/imports.js';
import { run } from '../cli/rig.js';
import { generate } from '../kit/generate/generate.js';
import { planned } from '../kit/generate/plan.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
const homes = readdirSync(fixtures)
  .sort()
  .flatMap((tool) =>
    readdirSync(join(fixtures, tool)).map((name) => ({ tool, name, home: join(fixtures, tool, name, 'home') })),
  )
  .filter(({ home }) => existsSync(home));

/** Reads a home, lets `spoil` change the ledger, and verifies. */
async function verified(home: string, spoil: (counting: Counting) => void = () => {}): Promise<VerifyAnswer> {
  const counting = openCounting({ home, os: 'linux' });
  try {
    await counting.scanner.pass();
    spoil(counting);
    return await verifyLedger(counting, { home, os: 'linux' });
  } finally {
    counting.ledger.close();
  }
}

const classes = ({ rows }: VerifyAnswer) => rows.map((row) => [row.session.slice(-4), row.class, row.difference]);
const fixture = (path: string) => join(fixtures, path, 'home');

describe('Verify on the fixtures', () => {
  let all = 0;
  let unexplained = 0;
  let sessions = 0;

  for (const { tool, name, home } of homes) {
    it(`adds up: ${tool} ${name}`, async () => {
      const answer = await verified(home);
      for (const id of new Set(answer.rows.map(({ session }) => session))) {
        const own = answer.rows.filter(({ session }) => session === id);
        const parts = own.reduce((sum, { difference }) => sum + difference, 0);
        for (const { ours, theirs } of own) assert.equal(parts, ours - theirs, id);
        sessions++;
      }
      for (const row of answer.rows.filter((each) => each.class !== 'equal')) {
        assert.ok(row.records.length > 0, `${row.session} ${row.class} has no line`);
        for (const { path, line } of row.records) assert.ok(path.startsWith(home) && (line ?? 1) >= 1);
        all += Math.abs(row.difference);
      }
      unexplained += answer.unexplained;
    });
  }

  after(() => {
    const share = (1 - unexplained / all) * 100;
    console.log(`      ${sessions} sessions, ${all} tokens of difference, ${share.toFixed(3)} % explained`);
    assert.ok(sessions > 100 && all > 500_000, 'the fixtures have sessions whose sums differ');
    assert.ok(share >= 99, `${share} %`);
  });

  it('explains all of a generated home', async () => {
    const home = mkdtempSync(join(tmpdir(), 'tallyboard-verify-'));
    try {
      mkdirSync(join(home, 'home'));
      generate(planned({ seed: 'verify', bytes: 6e6, files: 160 }), join(home, 'home'));
      const answer = await verified(join(home, 'home'));
      assert.deepEqual([answer.rows.length > 5, answer.unexplained], [true, 0]);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

describe('Verify names the reason', () => {
  const cases: [string, [string, string, number][]][] = [
    [
      'codex/fork-of-fork',
      [
        ['0001', 'equal', 0],
        ['0002', 'fork', -1200],
        ['0003', 'fork', -1800],
      ],
    ],
    [
      'codex/fork-inherits-total',
      [
        ['0001', 'equal', 0],
        ['0002', 'fork', -1200],
      ],
    ],
    // A prompt that was taken back: the thread goes on in another file.
    ['codex/real-0.171.0-takenback', [['87bc', 'reset', 1596]]],
    ['codex/real-0.171.0-terminal', [['8f96', 'reset', 2584]]],
    ['codex/fork-lone-child-burst', [['0002', 'replay', -1200]]],
    ['codex/counter-restarts-on-resume', [['0001', 'reset', 4900]]],
    [
      'codex/interleaved-counters-of-two-limits',
      [
        ['0001', 'missing-store', -88400],
        ['0001', 'reset', 79100],
      ],
    ],
    ['codex/records-preferred', [['0001', 'equal', 0]]],
    [
      'codex/record-behind-its-count',
      [
        ['0001', 'equal', 0],
        ['0002', 'fork', -445],
        ['0003', 'fork', -990],
        ['0004', 'equal', 0],
        ['0005', 'equal', 0],
      ],
    ],
    ['claude-code/real-2.1.330-cut', [['a910', 'cut', -6]]],
    ['claude-code/real-2.1.330-killed', [['fdf2', 'null', 89]]],
    ['claude-code/real-2.1.330-compact', [['*', 'equal', 0]]],
    ['claude-code/real-2.1.332-killfork', [['*', 'equal', 0]]],
    // Forks that do not say so.
    [
      'claude-code/real-2.1.300-fork',
      [
        ['a1c4', 'equal', 0],
        ['12f2', 'fork', -571],
      ],
    ],
    [
      'claude-code/real-2.1.300-killforkfork',
      [
        ['48f1', 'fork', -482],
        ['3eb1', 'equal', 0],
      ],
    ],
    ['claude-code/real-2.1.332-oldfork', [['*', 'equal', 0]]],
    // An answer that its person interrupted is in no figure.
    ['claude-code/real-2.1.300-escaped', [['*', 'null', 578]]],
    [
      'claude-code/real-2.1.332-oldcompact',
      [
        ['*', 'fork', -1157],
        ['*', 'null', 1283],
      ],
    ],
    // A prompt that was taken back: its records are taken out of the events.
    ['copilot-cli/real-1.0.102-undone', [['98c0', 'missing-store', 828]]],
    ['copilot-cli/legs-additive', [['0001', 'reset', 207]]],
    ['copilot-cli/legs-cumulative', [['0001', 'equal', 0]]],
    [
      'copilot-cli/forked-session',
      [
        ['0001', 'equal', 0],
        ['0002', 'fork', -69],
      ],
    ],
  ];
  for (const [path, expected] of cases) {
    it(`${path}: ${expected.map(([, name]) => name).join(', ')}`, async () => {
      const found = classes(await verified(fixture(path)));
      assert.deepEqual(
        found.map(([id, ...rest], index) => [expected[index]?.[0] === '*' ? '*' : id, ...rest]),
        expected,
      );
    });
  }

  it('what an import told beside the log is of a store that the tool does not read', async () => {
    const path = 'codex/real-0.169.0-plain';
    const here = openCounting({ home: fixture(path), os: 'linux' });
    await here.scanner.pass();
    const [text] = exportLines(here.ledger, {});
    here.ledger.close();
    const line = JSON.parse(text ?? '') as Record<string, unknown>;
    const other = { ...line, key: '0'.repeat(32), at: '2030-01-01T00:00:00.000Z', input: 7 };
    const tokens = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output'].reduce(
      (sum, name) => sum + Number((other as Record<string, unknown>)[name]),
      0,
    );
    const answer = await verified(fixture(path), ({ ledger }) => {
      importInto(ledger, { files: ['a.jsonl'], at: 0, apply: true }, (take) => {
        const told = importedLine(other);
        if (told) take(told);
      });
    });
    assert.deepEqual(
      [answer.unexplained, classes(answer).map(([, name, difference]) => [name, difference])],
      [
        0,
        [
          ['missing-store', tokens],
          ['equal', 0],
        ],
      ],
    );
  });

  it('points at the line: the first total of a fork', async () => {
    const { rows } = await verified(fixture('codex/fork-inherits-total'));
    const [record] = rows.find((row) => row.class === 'fork')?.records ?? [];
    const line = readFileSync(record?.path ?? '', 'utf8').split('\n')[(record?.line ?? 0) - 1] ?? '';
    assert.match(line, /"token_count"/);
  });
});

describe('Verify explains no mistake of ours away', () => {
  const spoilt = {
    'a request that is missing': 'delete from event where id = (select max(id) from event where flags >> 3 = 0)',
    'a request that is too large': 'update event set input = input + 1234 where id = (select min(id) from event)',
  };
  const paths = [
    'codex/real-0.169.0-plain',
    'codex/records-preferred',
    'claude-code/real-2.1.330-plain',
    'copilot-cli/real-1.0.102-plain',
  ];
  for (const [what, sql] of Object.entries(spoilt))
    for (const path of paths)
      it(`${what}: ${path}`, async () => {
        assert.equal((await verified(fixture(path))).unexplained, 0);
        const answer = await verified(fixture(path), ({ ledger }) => ledger.database.exec(sql));
        assert.ok(answer.unexplained > 0, JSON.stringify(answer.rows, null, 1));
      });

  it('a session that was counted twice', async () => {
    const answer = await verified(fixture('codex/real-0.169.0-plain'), ({ ledger }) => {
      const columns = 'session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning';
      ledger.database.exec(`insert into event (key, ${columns}) select randomblob(16), ${columns} from event`);
    });
    assert.equal(
      answer.unexplained,
      answer.rows.reduce((sum, { theirs }) => sum + theirs, 0),
    );
  });
});

describe('tallyboard verify', () => {
  it('has the documented JSON, and exit code 0 where everything is explained', async () => {
    const { code, out } = await run('verify', '--json', '--home', fixture('codex/fork-of-fork'));
    const answer = JSON.parse(out) as VerifyAnswer;
    assert.deepEqual([code, Object.keys(answer)], [0, ['rows', 'unexplained']]);
    for (const row of answer.rows)
      assert.deepEqual(Object.keys(row), ['tool', 'session', 'ours', 'theirs', 'difference', 'class', 'records']);
  });

  it('says in words what differs, and where nothing is told', async () => {
    const { code, out } = await run('verify', '--home', fixture('codex/counter-restarts-on-resume'));
    assert.equal(code, 0);
    assert.match(out, /^Codex: 1 session with a sum of its own, 0 equal to the token\n/);
    assert.match(out, /\n {0,}codex:[0-9a-f-]+ +5,690 +790 +\+4,900 +reset\n/);
    assert.match(out, /\nreset: the tool's counter began anew, or went back with a prompt that was taken back\n/);
    const none = await run('verify', '--home', fixture('copilot-chat/session-document'));
    assert.deepEqual([none.code, /^No tool here keeps totals/.test(none.out)], [0, true]);
  });

  it('has exit code 1 where something is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tallyboard-verify-'));
    try {
      const words = ['--home', fixture('codex/real-0.169.0-plain'), '--ledger', join(folder, 'l.db')];
      assert.equal((await run('verify', ...words)).code, 0);
      const counting = openCounting({ ledger: join(folder, 'l.db') });
      counting.ledger.database.exec('update event set output = output + 5');
      counting.ledger.close();
      const { code, out } = await run('verify', ...words);
      assert.deepEqual([code, /tokens are unexplained\.\n$/.test(out)], [1, true]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
