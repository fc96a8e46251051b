import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkedBytes, checkText } from '../../../src/assist/guard/checkText.js';
import { redact } from '../../../src/core/redact.js';
import { Random } from '../../kit/generate/random.js';
import { secrets } from './secrets.js';

const random = new Random('checkText');
const aws = secrets['aws-key'](random);
const github = secrets['github-token'](random);

function found(text: string): string[] {
  return checkText({ text, patterns: [] }).findings.map(({ rule }) => rule);
}

describe('a checked text', () => {
  it('has exact places, in the units of the editor', () => {
    const text = `é 😀\r\n\tkey = "${aws}"\n\n${github} anna@harbour.net`;
    const { findings, bytes, checked, slow } = checkText({ text, patterns: [] });
    assert.deepEqual(findings, [
      { rule: 'aws-key', severity: 'block', start: text.indexOf(aws), length: 20, line: 2, column: 9 },
      { rule: 'github-token', severity: 'block', start: text.indexOf(github), length: 40, line: 4, column: 1 },
      { rule: 'email', severity: 'warn', start: text.indexOf('anna'), length: 16, line: 4, column: 42 },
    ]);
    assert.deepEqual([bytes, checked, slow], [Buffer.byteLength(text), Buffer.byteLength(text), []]);
  });

  it('has no finding within another: what blocks stays', () => {
    const text = `postgres://app:${random.hex(14)}@db.harbour.net/main`;
    assert.deepEqual(found(text), ['connection-string']);
  });

  it('never holds what was found', () => {
    assert.ok(!JSON.stringify(checkText({ text: `x ${github}`, patterns: [] })).includes(github.slice(4)));
  });

  it('of more than 256 KB says how much was checked, and cuts no character in two', () => {
    const text = `${'é'.repeat(checkedBytes / 2 - 1)}😀 ${aws}`;
    const { findings, bytes, checked } = checkText({ text, patterns: [] });
    assert.deepEqual([findings, bytes, checked], [[], checkedBytes + 2 + 1 + 20, checkedBytes - 2]);
  });

  it('loses exactly what was found when it is redacted', () => {
    const text = `a ${aws}, b ${github}; c`;
    const { findings } = checkText({ text, patterns: [] });
    assert.equal(redact(text, findings), 'a [removed: aws-key], b [removed: github-token]; c');
    assert.deepEqual(found(redact(text, findings)), []);
  });
});

describe('a likely secret', () => {
  const value = 'q7Rz-81kLpW2xVbN';
  const likely: readonly string[] = [
    `password = "${value}"`,
    `DB_PASSWORD=${value}\n`,
    `{ "client_secret": "${value}" }`,
    `api_key: '${random.hex(32)}'`,
    `const accessToken = \`${value}\``,
    `Authorization: Bearer ${random.hex(40)}`,
    'passwd: "Tr0ub4dor&3x"',
  ];
  for (const text of likely)
    it(text.replaceAll(/[0-9a-f]{20,}/g, '…'), () => assert.deepEqual(found(text), ['likely-secret']));

  const harmless: readonly string[] = [
    'password = "your-password-here"',
    'password: process.env.DB_PASSWORD',
    'password = getPassword(user)',
    'const secretName = "database-password"',
    'api_key = "{{ API_KEY }}"',
    '"integrity": "sha512-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"',
    `secret_version = "${random.uuid()}"`,
    'token: "access_token_expired"',
    'type Token = "identifier" | "punctuation"',
    'private_key_path = "/etc/ssl/private/server.key"',
    'password: string;',
    'resetPasswordTitle: "Choose a new password"',
    'auth_token = "xxxxxxxxxxxxxxxxxxxx"',
  ];
  for (const text of harmless) it(`not ${text}`, () => assert.deepEqual(found(text), []));
});
