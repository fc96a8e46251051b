import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { answerPrompt } from '../../src/cli/guardHook.js';
import { withFolder } from '../ledger/rig.js';

const root = join(import.meta.dirname, '../../..');
/**
 * What Claude Code 2.1.330 wrote to its hook. Run with `-p` against a model API on loopback, it did not send a prompt whose
 * hook answered `{"decision":"block","reason":…}` with exit code 0: no request reached the API, and the reason was shown.
 */
const real = readFileSync(join(root, 'test/fixtures/hooks/claude-code/2.1.330-user-prompt-submit.json'), 'utf8');
const saying = (prompt: unknown) => JSON.stringify({ ...JSON.parse(real), prompt });
/** Put together here, so that no scanner takes this file for a leak. */
const key = [
  '-----BEGIN RSA ',
  'PRIVATE KEY-----\n',
  'MIIEpAIBAAKCAQEA'.repeat(20),
  '\n-----END RSA ',
  'PRIVATE KEY-----',
].join('');

describe("the answer to Claude Code's hook", () => {
  it('lets a prompt pass, and whatever it does not understand', () => {
    const inputs = [real, saying(''), saying(7), saying(['a']), '', 'no json', '[]', 'null', '{"prompt":', '{}'];
    for (const input of inputs) assert.equal(answerPrompt(input), '', input);
  });

  it('lets personal data pass, which only warns', () => {
    assert.equal(answerPrompt(saying('write to kim@harbour.example about it')), '');
  });

  it('stops a prompt that holds a secret, and says which kind and where, never the secret', () => {
    const { decision, reason, ...more } = JSON.parse(answerPrompt(saying(`look\nat ${key}`))) as Record<string, string>;
    assert.deepEqual([decision, more], ['block', {}]);
    assert.match(reason ?? '', /^Tallyboard did not let this prompt be sent: [\w-]+ in line 2, column 4\. /);
    for (let at = 0; at + 8 < key.length; at += 4) assert.ok(!reason?.includes(key.slice(at, at + 8)));
  });

  it('is given by the command, always with exit code 0', () => {
    const ask = (input: string) => {
      const words = [join(root, 'dist', 'cli.cjs'), 'guard', '--hook', 'claude-code'];
      const { status, stdout, stderr } = spawnSync(process.execPath, words, { input, encoding: 'utf8' });
      return [status, stdout, stderr];
    };
    assert.deepEqual(ask(real), [0, '', '']);
    assert.deepEqual(ask('no json'), [0, '', '']);
    assert.deepEqual(ask(saying(key)), [0, answerPrompt(saying(key)), '']);
  });

  it('takes at most 150 ms of a processor, and loads the guard alone', function () {
    this.timeout(60_000);
    return withFolder(async (folder) => {
      const measure = join(folder, 'measure.cjs');
      const told = '{ usage: process.cpuUsage(), loaded: Object.keys(require.cache) }';
      writeFileSync(measure, `process.on('exit', () => process.stderr.write(JSON.stringify(${told})));`);
      const words = ['--require', measure, join(root, 'dist', 'cli.cjs'), 'guard', '--hook', 'claude-code'];
      const runs: number[] = [];
      const isQuick = () => Math.min(...runs) <= 150;
      // The best of a few: what else the machine has to do is not the hook's, and passes.
      while (runs.length < 3 || (runs.length < 15 && !isQuick())) {
        if (runs.length >= 3) await pause(1000);
        const { stderr } = spawnSync(process.execPath, words, { input: real, encoding: 'utf8' });
        const { usage, loaded } = JSON.parse(stderr) as { usage: NodeJS.CpuUsage; loaded: readonly string[] };
        const ours = loaded.map((path) => basename(path));
        assert.deepEqual(ours, ['measure.cjs', 'cli.cjs', 'guard.cjs']);
        runs.push((usage.user + usage.system) / 1000);
      }
      assert.ok(isQuick(), `${runs} ms`);
    });
  });
});

describe("the hook's policies", () => {
  const pattern = (id: string, severity = 'block') => ({ id, pattern: `${id.toUpperCase()}-[0-9]{4}`, severity });
  const rulesOf = (prompt: string, cwd: string) =>
    [...answerPrompt(JSON.stringify({ prompt, cwd })).matchAll(/([\w:-]+) in line/g)].map(([, rule]) => rule);

  /** A repository with a policy at its root and one in a folder of it; below a folder whose policy is none of its business. */
  const inRepository = (work: (repository: string, inner: string) => void) =>
    withFolder((folder) => {
      const repository = join(folder, 'repository');
      const inner = join(repository, 'packages', 'inner');
      for (const path of [join(repository, '.git'), join(repository, 'keys'), inner])
        mkdirSync(path, { recursive: true });
      const write = (where: string, policy: object) =>
        writeFileSync(join(where, '.tallyboard.json'), JSON.stringify(policy));
      write(folder, { patterns: [pattern('above')] });
      write(repository, { patterns: [pattern('kd'), pattern('soft', 'warn')], forbidden: ['keys/**', '*.pem'] });
      write(inner, { patterns: [pattern('own')] });
      work(repository, inner);
    });

  it('hold in their folder and below it, up to the root of the repository; what only warns does not stop', () =>
    inRepository((repository, inner) => {
      const prompt = 'KD-1234 OWN-1234 SOFT-1234 ABOVE-1234';
      assert.deepEqual(rulesOf(prompt, inner), ['policy:kd', 'policy:own']);
      assert.deepEqual(rulesOf(prompt, repository), ['policy:kd']);
      assert.deepEqual(rulesOf(prompt, join(repository, 'keys')), ['policy:kd']);
      assert.deepEqual(rulesOf(prompt, join(repository, '..')), ['policy:above']);
      assert.deepEqual(rulesOf(prompt, join(repository, 'absent')), ['policy:kd']);
      for (const cwd of ['', '.', 'packages/inner', '/']) assert.deepEqual(rulesOf(prompt, cwd), [], cwd);
    }));

  it('stop a prompt that names a forbidden file, whose text would be sent with it', () =>
    inRepository((repository, inner) => {
      const forbidden = ['policy:forbidden'];
      for (const prompt of [
        'read @keys/a, please',
        '@keys/a.',
        'see\n@"keys/a b"',
        '@packages/x.PEM',
        '@./keys/../keys/a',
      ])
        assert.deepEqual(rulesOf(prompt, repository), forbidden, prompt);
      for (const prompt of ['read @../../keys/a', `@${join(repository, 'keys', 'a')}`])
        assert.deepEqual(rulesOf(prompt, inner), forbidden, prompt);
      for (const prompt of ['keys/a', 'mail me@keys/a', '@keyring/a', '@src/keys.ts', '@', '@../keys/a'])
        assert.deepEqual(rulesOf(prompt, repository), [], prompt);
      assert.match(
        answerPrompt(JSON.stringify({ prompt: 'a\nof @keys/a', cwd: repository })),
        /policy:forbidden in line 2, column 4\./,
      );
    }));

  it('take nothing away, are skipped where they cannot be read, and take a second at most', () =>
    withFolder((folder) => {
      const at = (text: string) => writeFileSync(join(folder, '.tallyboard.json'), text);
      for (const text of [
        '',
        '{',
        '[]',
        '{"patterns":7}',
        '{"allow":["rsa"]}',
        `{"guidance":"${'x'.repeat(200_000)}"}`,
      ]) {
        at(text);
        assert.equal(rulesOf(`at ${key}`, folder).length, 1, text.slice(0, 20));
        assert.deepEqual(rulesOf('plain', folder), []);
      }
      const slow = Array.from({ length: 200 }, (_, id) => ({
        id: `s${id}`,
        pattern: '[a-z]*[a-z]*[a-z]*b1',
        severity: 'block',
      }));
      at(JSON.stringify({ patterns: slow }));
      const before = process.cpuUsage();
      assert.equal(rulesOf(`at ${key} ${'a'.repeat(50_000)}`, folder).length, 1);
      const { user } = process.cpuUsage(before);
      assert.ok(user < 2_500_000, `${user} µs`);
    }));
});
