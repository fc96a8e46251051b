import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { answerPrompt } from '../../src/cli/guardHook.js';

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
});
