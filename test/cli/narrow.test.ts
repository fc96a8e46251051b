import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { withFolder } from '../ledger/rig.js';
import { type Logged, writeHome } from './homes.js';
import { run } from './rig.js';

const day = 86_400_000;
const zone = ['--timezone', 'UTC'];

function withHome(requests: readonly Logged[], work: (words: readonly string[]) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    writeHome(folder, requests);
    await work(['--home', folder, '--ledger', join(folder, 'ledger.db'), ...zone]);
  });
}

async function told(...words: string[]): Promise<string> {
  const { code, out, error } = await run(...words);
  assert.deepEqual([code, error], [0, '']);
  return out;
}

describe('use that is dated in the future', () => {
  const now = Date.now();
  const requests = [
    { at: now, tokens: 1000 },
    { at: now + 3 * day, tokens: 20_000, session: 'ahead' },
    { at: now - 40 * day, tokens: 300_000, session: 'old' },
  ];

  it('is nothing of today, in the status line and in the report', () =>
    withHome(requests, async (place) => {
      assert.equal((JSON.parse(await told('statusline', '--json', ...place)) as { total: number }).total, 1000);
      const out = await told('report', ...place);
      assert.match(out, /^Today .* 1,000 {2,}< \$0\.01$/m);
      assert.match(out, /^30 days .* 1,000 {2,}< \$0\.01$/m);
      assert.match(out, /^Together .* 321,000 {2,}\$\d+\.\d\d$/m);
    }));
});

describe('tallyboard sessions', () => {
  it('has the one that was used last first, to the second', () => {
    const quarter = Date.UTC(2026, 2, 2, 10);
    const minutes = [3, 9, 1, 14, 6];
    const requests = minutes.map((minute) => ({ at: quarter + minute * 60_000, tokens: 1, session: `s${minute}` }));
    return withHome(requests, async (place) => {
      const { sessions } = JSON.parse(await told('sessions', '--json', ...place)) as { sessions: { id: string }[] };
      const ids = ['claude-code:s14', 'claude-code:s9', 'claude-code:s6', 'claude-code:s3', 'claude-code:s1'];
      assert.deepEqual(
        sessions.map(({ id }) => id),
        ids,
      );
      const times = [...(await told('sessions', ...place)).matchAll(/\d\d:\d\d/g)].map(([time]) => time);
      assert.deepEqual(times, ['10:14', '10:09', '10:06', '10:03', '10:01']);
    });
  });

  it('says how many more than fifty there are, and how to see them', () => {
    const start = Date.UTC(2026, 2, 2);
    const requests = Array.from({ length: 53 }, (_, n) => ({ at: start + n * day, tokens: 1, session: `s${n}` }));
    return withHome(requests, async (place) => {
      const out = await told('sessions', ...place);
      assert.equal(out.match(/Claude Code/g)?.length, 50);
      assert.match(out, /\n\n3 earlier sessions are left out: --until DAY shows those up to a day, --json all\.\n$/);
      assert.match(await told('sessions', ...place, '--until', '2026-04-21'), /\n\nOne earlier session is left out/);
      const all = await told('sessions', ...place, '--until', '2026-04-20');
      assert.deepEqual([all.match(/Claude Code/g)?.length, all.includes('left out')], [50, false]);
      const { sessions } = JSON.parse(await told('sessions', '--json', ...place)) as { sessions: object[] };
      assert.equal(sessions.length, 53);
    });
  });

  it('tells of a model when it was used last, not when the session was', () => {
    const at = Date.UTC(2026, 2, 2, 10);
    const requests = [
      { at, tokens: 1, model: 'first' },
      { at: at + day, tokens: 1, model: 'second' },
    ];
    return withHome(requests, async (place) => {
      assert.match(await told('sessions', '--model', 'first', ...place), /^2026-03-02 10:00 /m);
      assert.match(await told('sessions', ...place), /^2026-03-03 10:00 /m);
    });
  });
});

describe('options that leave everything out', () => {
  const requests = [
    { at: Date.UTC(2026, 2, 2, 10), tokens: 1000, model: 'small' },
    { at: Date.UTC(2026, 2, 9, 10), tokens: 2000, model: 'large' },
  ];

  it('are said to, with what there is', () =>
    withHome(requests, async (place) => {
      const there = 'There are 3,000 tokens, of 2026-03-02 to 2026-03-09.';
      for (const command of ['report', 'sessions']) {
        assert.equal(
          await told(command, '--model', 'lrge', ...place),
          `No AI use matches --model lrge.\n${there}\nModels: large, small\n`,
        );
        assert.equal(
          await told(command, '--since', '2026-03-03', '--until', '2026-03-04', '--hour', 'mon-10', ...place),
          `No AI use matches --since 2026-03-03 --until 2026-03-04 --hour mon-10.\n${there}\n`,
        );
      }
    }));

  it('are said to of edits, too', () =>
    withHome(requests, async (place) => {
      const sentence = 'No edit of an AI tool matches --since 2026-03-03 --until 2026-03-04.\n';
      assert.equal(
        await told('report', '--value', '--since', '2026-03-03', '--until', '2026-03-04', ...place),
        sentence,
      );
    }));

  it('are none where there is no use at all: then the places are told', () =>
    withFolder(async (folder) => {
      for (const words of [[], ['--since', '2026-03-03']])
        assert.match(await told('sessions', ...words, '--home', folder), /^No AI use found\. Looked in:\n {2}\//);
    }));
});

describe('a machine without any log', () => {
  it('is told where was looked on one screen, what is there first', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, '.codex', 'sessions'), { recursive: true });
      const lines = (await told('report', '--home', folder)).split('\n');
      assert.deepEqual([lines.length, lines[1]], [15, `  ${join(folder, '.codex', 'sessions')}`]);
      assert.match(lines.at(-2) ?? '', /^and \d{2,} more places; tallyboard doctor --json lists them\.$/);
    }));
});

describe('a home that cannot be read whole', () => {
  it('is not said to be empty without a word of that', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, '.claude'));
      symlinkSync('projects', join(folder, '.claude', 'projects'));
      const out = await told('report', '--home', folder);
      assert.match(
        out,
        /^No AI use found\. Looked in:\n(?:.*\n)*Not all of it could be read: tallyboard doctor says what\.\n$/,
      );
    }));
});

describe('a home', () => {
  const requests = [{ at: Date.UTC(2026, 2, 2, 10), tokens: 1000 }];

  it('is the same one however it is spelled', () =>
    withFolder(async (folder) => {
      const home = join(folder, 'home');
      writeHome(home, requests);
      const before = process.cwd();
      try {
        process.chdir(folder);
        for (const spelling of [home, 'home', './home/', `${home}//`, `${home}/../home`])
          for (const ledger of [join(folder, 'l.db'), 'l.db', `${folder}/x/../l.db`]) {
            const { sources } = JSON.parse(await told('doctor', '--json', '--home', spelling, '--ledger', ledger)) as {
              sources: { tool: string; records: number }[];
            };
            assert.equal(sources.find(({ tool }) => tool === 'claude-code')?.records, 1, `${spelling} ${ledger}`);
          }
      } finally {
        process.chdir(before);
      }
    }));

  it('is the same one however variables spell it', () =>
    withFolder(async (folder) => {
      const home = join(folder, 'home');
      writeHome(home, requests);
      const own = ['HOME', 'TALLYBOARD_HOME', 'CLAUDE_CONFIG_DIR'] as const;
      const before = own.map((name) => [name, process.env[name]] as const);
      const cwd = process.cwd();
      try {
        process.chdir(folder);
        process.env['HOME'] = join(folder, 'nobody');
        for (const config of [join(home, '.claude'), 'home/.claude', `${home}/.claude//`, `${home}/x/../.claude`])
          for (const data of [join(folder, 'data'), 'data/', './x/../data']) {
            process.env['CLAUDE_CONFIG_DIR'] = config;
            process.env['TALLYBOARD_HOME'] = data;
            const { sources, ledger } = JSON.parse(await told('doctor', '--json')) as {
              sources: { tool: string; records: number }[];
              ledger: { path: string };
            };
            assert.deepEqual(
              [ledger.path, sources.find(({ tool }) => tool === 'claude-code')?.records],
              [join(folder, 'data', 'ledger.db'), 1],
              `${config} ${data}`,
            );
          }
      } finally {
        process.chdir(cwd);
        for (const [name, value] of before)
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
      }
    }));
});
